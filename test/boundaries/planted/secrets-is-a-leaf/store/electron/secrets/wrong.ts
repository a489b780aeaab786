import { value } from '../store/right.ts'

export const used = value
