import type { Value } from '../plans/right.tsx'

export const used: Value = 1
