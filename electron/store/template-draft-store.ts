import type { z } from 'zod'
import type { templateEvent } from '../../shared/domain/template-records.ts'
import type { TemplateDraft } from '../../shared/domain/templates.ts'
import { AppError } from '../../shared/errors.ts'
import type { ContactFields } from '../core/templates/bindings.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

export interface StoredTemplateDraft {
  readonly id: string
  readonly templateId: string | null
  readonly draft: TemplateDraft
  readonly updatedAt: number
}

interface DraftRow {
  readonly id: string
  readonly template_id: string | null
  readonly draft: string
  readonly updated_at: number
}

const toDraft = (row: DraftRow): StoredTemplateDraft => ({
  id: row.id,
  templateId: row.template_id,
  draft: JSON.parse(row.draft) as TemplateDraft,
  updatedAt: row.updated_at,
})

/** Newest first. */
export function listTemplateDrafts(db: ReadableDatabase): StoredTemplateDraft[] {
  return all<DraftRow>(db, 'SELECT * FROM template_draft ORDER BY updated_at DESC, id').map(toDraft)
}

/** @throws AppError `not_found` */
export function getTemplateDraft(db: ReadableDatabase, draftId: string): StoredTemplateDraft {
  const row = one<DraftRow>(db, 'SELECT * FROM template_draft WHERE id=$draftId', { draftId })
  if (!row)
    throw new AppError('not_found', { field: 'draftId', message: 'There is no such draft.' })
  return toDraft(row)
}

/** The change of a template that is not handed in yet, or null. */
export function draftIdOf(db: ReadableDatabase, templateId: string): string | null {
  return (
    one<{ id: string }>(db, 'SELECT id FROM template_draft WHERE template_id=$templateId', {
      templateId,
    })?.id ?? null
  )
}

export function insertTemplateDraft(
  db: WritableDatabase,
  clock: WriteClock,
  draft: TemplateDraft,
  { templateId, createdBy }: { readonly templateId: string | null; readonly createdBy: string },
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO template_draft (id, template_id, draft, created_by, created_at, updated_at)
     VALUES ($id, $templateId, $draft, $createdBy, $now, $now)`,
    { id, templateId, draft: JSON.stringify(draft), createdBy, now: clock.now },
  )
  return id
}

export function updateTemplateDraft(
  db: WritableDatabase,
  now: number,
  draftId: string,
  draft: TemplateDraft,
): void {
  run(db, 'UPDATE template_draft SET draft=$draft, updated_at=$now WHERE id=$draftId', {
    draftId,
    draft: JSON.stringify(draft),
    now,
  })
}

export function deleteTemplateDraft(db: WritableDatabase, draftId: string): void {
  run(db, 'DELETE FROM template_draft WHERE id=$draftId', { draftId })
}

export type TemplateEvent = z.infer<typeof templateEvent>

/** Keeps what WhatsApp told about a template. */
export function insertTemplateEvent(
  db: WritableDatabase,
  clock: WriteClock,
  templateId: string,
  event: TemplateEvent,
): void {
  run(
    db,
    `INSERT INTO template_event (id, template_id, kind, value, reason, at)
     VALUES ($id, $templateId, $kind, $value, $reason, $at)`,
    { id: clock.newId(), templateId, ...event },
  )
}

/** The last 50, newest first. */
export function templateEvents(db: ReadableDatabase, templateId: string): TemplateEvent[] {
  return all<TemplateEvent>(
    db,
    `SELECT kind, value, reason, at FROM template_event WHERE template_id=$templateId
     ORDER BY at DESC, id DESC LIMIT 50`,
    { templateId },
  )
}

interface FieldRow {
  readonly name: string | null
  readonly country: string | null
  readonly city: string | null
  readonly email: string | null
  readonly external_id: string | null
  readonly custom: string
  readonly amount: number | null
  readonly at: number | null
  readonly currency: string | null
}

/**
 * What a template can say of a contact, and the currency of their last order.
 *
 * @throws AppError `not_found`, also for a contact in the bin
 */
export function contactFields(
  db: ReadableDatabase,
  contactId: string,
): { readonly fields: ContactFields; readonly currency: string | null } {
  const row = one<FieldRow>(
    db,
    `SELECT display_name AS name, country, city, email, external_id, custom, last.amount, last.at, last.currency
     FROM contact LEFT JOIN shop_order last ON last.seq=(SELECT seq FROM shop_order
       WHERE contact_seq=contact.seq ORDER BY at DESC, seq DESC LIMIT 1)
     WHERE contact.id=$contactId AND binned_at IS NULL`,
    { contactId },
  )
  if (!row)
    throw new AppError('not_found', { field: 'contactId', message: 'There is no such contact.' })
  return {
    currency: row.currency,
    fields: {
      name: row.name,
      country: row.country,
      city: row.city,
      email: row.email,
      externalId: row.external_id,
      lastOrderAmount: row.amount,
      lastOrderAt: row.at,
      custom: JSON.parse(row.custom) as Record<string, string>,
    },
  }
}
