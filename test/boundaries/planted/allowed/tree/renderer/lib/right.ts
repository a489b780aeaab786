import type { Right } from '../../shared/right.ts'

export const lib: Right = ''
