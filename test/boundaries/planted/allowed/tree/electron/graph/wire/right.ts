import { z } from 'zod'

export const shape = z.object({})
