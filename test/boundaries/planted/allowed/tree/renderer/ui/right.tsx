import { lib } from '../lib/right.ts'

export const ui = lib
