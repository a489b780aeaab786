import type { Migration } from '../migrate.ts'
import { migration0010 } from './0010-initial.ts'

/** All migrations in order. A released one never changes; the next is numbered ten higher. */
export const migrations: readonly Migration[] = [migration0010]
