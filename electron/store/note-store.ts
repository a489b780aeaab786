import type { CallOutput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { indexContact } from './contact-search.ts'
import type { WritableDatabase } from './database.ts'
import { one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

/** Writes a note about a contact, dated and signed. */
export function addNote(
  db: WritableDatabase,
  clock: WriteClock,
  note: { readonly contactId: string; readonly text: string; readonly writtenBy: string },
): CallOutput<'contacts.addNote'> {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO contact_note (id, contact_id, text, written_by, at) VALUES ($id, $contactId, $text, $writtenBy, $now)`,
    { id, ...note, now: clock.now },
  )
  indexContact(db, note.contactId)
  return { id, text: note.text, writtenBy: note.writtenBy, at: clock.now }
}

/**
 * @returns whose note it was.
 * @throws AppError `not_found`; also for a note about a contact in the bin.
 */
export function deleteNote(db: WritableDatabase, noteId: string): string {
  const note = one<{ contact_id: string }>(
    db,
    `SELECT contact_id FROM contact_note JOIN contact ON contact.id=contact_note.contact_id
     WHERE contact_note.id=$noteId AND contact.is_listed=1`,
    { noteId },
  )
  if (!note) throw new AppError('not_found', { field: 'noteId', message: 'There is no such note.' })
  run(db, 'DELETE FROM contact_note WHERE id=$noteId', { noteId })
  indexContact(db, note.contact_id)
  return note.contact_id
}
