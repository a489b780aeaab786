import type { Value } from '../main/right.ts'

export const used: Value = 1
