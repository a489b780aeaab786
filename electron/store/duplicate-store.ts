import type { ReadableDatabase } from './database.ts'

/** Contacts that look like this one. */
export function duplicatesOf(_db: ReadableDatabase, _contactId: string): string[] {
  return []
}
