import { AppError } from '../../shared/errors.ts'
import { indexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

export interface Tag {
  readonly id: string
  readonly name: string
  readonly size: number
}

const tagColumns = `tag.id, tag.name, (SELECT count(*) FROM contact_tag WHERE contact_tag.tag_seq=tag.seq) AS size`

/** Every tag by name. Contacts in the bin count: they are back with their tags when they are taken out. */
export function listTags(db: ReadableDatabase): Tag[] {
  return all<Tag>(db, `SELECT ${tagColumns} FROM tag ORDER BY name COLLATE NOCASE, seq`)
}

/** @throws AppError `not_found`. */
export function requireTag(db: ReadableDatabase, tagId: string): Tag & { readonly seq: number } {
  const tag = one<Tag & { seq: number }>(
    db,
    `SELECT tag.seq, ${tagColumns} FROM tag WHERE tag.id=$tagId`,
    { tagId },
  )
  if (!tag) throw new AppError('not_found', { field: 'tagId', message: 'There is no such tag.' })
  return tag
}

/** @throws AppError `conflict` for a name that another tag has. */
export function saveTag(
  db: WritableDatabase,
  clock: WriteClock,
  input: { readonly tagId?: string | undefined; readonly name: string },
): Tag {
  const twin = one<{ id: string }>(db, 'SELECT id FROM tag WHERE name=$name', { name: input.name })
  if (twin && twin.id !== input.tagId)
    throw new AppError('conflict', {
      field: 'name',
      message: 'Another tag has this name. Choose another.',
    })
  if (input.tagId === undefined) {
    const id = clock.newId()
    run(db, 'INSERT INTO tag (id, name, created_at) VALUES ($id, $name, $now)', {
      id,
      name: input.name,
      now: clock.now,
    })
    return requireTag(db, id)
  }
  requireTag(db, input.tagId)
  run(db, 'UPDATE tag SET name=$name WHERE id=$id', { id: input.tagId, name: input.name })
  return requireTag(db, input.tagId)
}

/** Contacts with a tag, in the order of `seq`, a portion at a time. */
export function taggedContacts(
  db: ReadableDatabase,
  tagSeq: number,
  afterSeq: number,
  limit: number,
): { seq: number; id: string }[] {
  return all(
    db,
    `SELECT contact.seq, contact.id FROM contact_tag CROSS JOIN contact ON contact.seq=contact_tag.contact_seq
     WHERE tag_seq=$tagSeq AND contact_seq > $afterSeq ORDER BY contact_seq LIMIT $limit`,
    { tagSeq, afterSeq, limit },
  )
}

/** Gives or takes a tag; those that are as wanted already are left alone. Returns how many were not. */
export function setTag(
  db: WritableDatabase,
  clock: WriteClock,
  tagSeq: number,
  contacts: readonly { readonly seq: number; readonly id: string }[],
  isOn: boolean,
): number {
  let changes = 0
  for (const contact of contacts) {
    const touched = run(
      db,
      isOn
        ? 'INSERT OR IGNORE INTO contact_tag (contact_seq, tag_seq, added_at) VALUES ($seq, $tagSeq, $now)'
        : 'DELETE FROM contact_tag WHERE contact_seq=$seq AND tag_seq=$tagSeq',
      { seq: contact.seq, tagSeq, ...(isOn && { now: clock.now }) },
    )
    if (touched === 0) continue
    changes += 1
    indexContact(db, contact.id)
  }
  return changes
}

/** Deletes a tag that no contact has any more. */
export function deleteTag(db: WritableDatabase, tagSeq: number): void {
  run(db, 'DELETE FROM tag WHERE seq=$tagSeq', { tagSeq })
}
