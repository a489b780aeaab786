import type { Value } from '../app/right.ts'

export const used: Value = 1
