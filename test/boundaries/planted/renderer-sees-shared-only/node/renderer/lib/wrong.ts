import { existsSync } from 'node:fs'

export const used = existsSync
