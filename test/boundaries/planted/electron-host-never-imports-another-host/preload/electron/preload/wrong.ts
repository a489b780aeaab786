import { value } from '../cli/right.ts'

export const used = value
