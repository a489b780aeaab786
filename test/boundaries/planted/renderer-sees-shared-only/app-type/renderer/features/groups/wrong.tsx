import type { Value } from '../../../electron/app/right.ts'

export const used: Value = 1
