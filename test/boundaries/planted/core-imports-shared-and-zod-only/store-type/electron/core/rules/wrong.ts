import type { Value } from '../../store/right.ts'

export const used: Value = 1
