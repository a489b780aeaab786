import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { rule } from '../core/rules/right.ts'

export const stored = [Database, existsSync, rule]
