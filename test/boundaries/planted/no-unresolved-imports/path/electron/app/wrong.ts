import { value } from './missing.ts'

export const used = value
