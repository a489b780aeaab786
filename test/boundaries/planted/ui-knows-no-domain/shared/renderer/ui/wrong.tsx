import { value } from '../../shared/right.ts'

export const used = value
