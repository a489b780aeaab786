import { value } from '../graph/right.ts'

export const used = value
