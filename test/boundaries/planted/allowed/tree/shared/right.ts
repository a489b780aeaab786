import { z } from 'zod'

export const right = z.string()
export type Right = z.infer<typeof right>
