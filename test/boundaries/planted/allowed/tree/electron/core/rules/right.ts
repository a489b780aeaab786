import { right } from '../../../shared/right.ts'

export const rule = right
