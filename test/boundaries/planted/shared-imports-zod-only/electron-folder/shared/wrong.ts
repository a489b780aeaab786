import type { Value } from '../electron/core/right.ts'

export const used: Value = 1
