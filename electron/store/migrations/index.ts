import type { Migration } from '../migrate.ts'
import { migration0010 } from './0010-initial.ts'
import { migration0020 } from './0020-people.ts'
import { migration0030 } from './0030-segments.ts'
import { migration0040 } from './0040-broadcasts.ts'
import { migration0050 } from './0050-templates.ts'

/** All migrations in order. A released one never changes; the next is numbered ten higher. */
export const migrations: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
]
