import { value } from '../../browser-host/right.ts'

export const used = value
