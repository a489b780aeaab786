import type { Value } from '../right.ts'

export const used: Value = 1
