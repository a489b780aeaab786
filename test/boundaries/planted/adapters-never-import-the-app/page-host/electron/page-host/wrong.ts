import { value } from '../main/right.ts'

export const used = value
