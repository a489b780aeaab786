import type { CallOutput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { fromMinorUnits } from '../core/contacts/minor-units.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { contactColumns, toContact, type ContactRow } from './contact-row.ts'
import { duplicatesOf } from './duplicate-store.ts'
import type { ReadableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one } from './statement.ts'

type Detail = CallOutput<'contacts.get'>

interface DetailRow extends ContactRow {
  readonly email: string | null
  readonly birthday: string | null
  readonly language: string | null
  readonly external_id: string | null
  readonly custom: string
  readonly screening_score: number | null
  readonly screened_at: number | null
  readonly binned_at: number | null
  readonly anonymised_at: number | null
}

/** @throws AppError `not_found`. */
export function getContactDetail(db: ReadableDatabase, contactId: string): Detail {
  const row = one<DetailRow>(
    db,
    `SELECT ${contactColumns}, email, birthday, language, external_id, custom, screening_score, screened_at,
       binned_at, anonymised_at FROM contact WHERE contact.id=$contactId`,
    { contactId },
  )
  if (!row)
    throw new AppError('not_found', { field: 'contactId', message: 'There is no such contact.' })
  return {
    ...toContact(row),
    email: row.email,
    birthday: row.birthday,
    language: row.language,
    externalId: row.external_id,
    custom: JSON.parse(row.custom) as Record<string, string>,
    tagIds: all<{ id: string }>(
      db,
      `SELECT tag.id FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
       WHERE contact_tag.contact_seq=$seq ORDER BY tag.name`,
      { seq: row.seq },
    ).map((tag) => tag.id),
    identities: identitiesOf(db, contactId),
    notes: notesOf(db, contactId),
    stays: staysOf(db, contactId),
    consent: consentOf(db, contactId),
    screeningScore: row.screening_score,
    screenedAt: row.screened_at,
    merges: mergesOf(db, contactId),
    duplicates: duplicatesOf(db, contactId).length,
    binnedAt: row.binned_at,
    anonymisedAt: row.anonymised_at,
  }
}

function identitiesOf(db: ReadableDatabase, contactId: string): Detail['identities'] {
  return all<{
    kind: Detail['identities'][number]['kind']
    value: string
    since: number
    until: number | null
  }>(
    db,
    `SELECT kind, value, first_seen_at AS since, replaced_at AS until FROM contact_identity
     WHERE contact_id=$contactId ORDER BY replaced_at IS NOT NULL, kind DESC, first_seen_at DESC, seq`,
    { contactId },
  ).map((row) => ({ ...row, value: row.kind === 'wa_id' ? maskNumber(row.value) : row.value }))
}

function notesOf(db: ReadableDatabase, contactId: string): Detail['notes'] {
  return all(
    db,
    `SELECT id, text, written_by AS writtenBy, at FROM contact_note WHERE contact_id=$contactId ORDER BY at DESC, id DESC`,
    { contactId },
  )
}

function staysOf(db: ReadableDatabase, contactId: string): Detail['stays'] {
  return all<{
    group_id: string
    subject: string
    is_admin: number
    joined_at: number | null
    left_at: number | null
  }>(
    db,
    `SELECT participant.group_id, wa_group.subject, participant.is_admin, participant.joined_at, participant.left_at
     FROM participant JOIN wa_group ON wa_group.id=participant.group_id
     WHERE participant.contact_id=$contactId
     ORDER BY participant.left_at IS NOT NULL, participant.left_at DESC, participant.joined_at DESC, participant.id`,
    { contactId },
  ).map((row) => ({
    groupId: row.group_id,
    groupSubject: row.subject,
    isAdmin: row.is_admin === 1,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
  }))
}

function consentOf(db: ReadableDatabase, contactId: string): Detail['consent'] {
  return all(
    db,
    `SELECT consent_state.purpose, coalesce(consent_purpose.name,'') AS purposeName, consent_state.state,
       CASE WHEN own_no_at >= 0 AND own_no_at >= own_yes_at THEN own_no_at ELSE latest_at END AS at
     FROM consent_state LEFT JOIN consent_purpose ON consent_purpose.key=consent_state.purpose
     WHERE contact_id=$contactId ORDER BY consent_state.purpose`,
    { contactId },
  )
}

function mergesOf(db: ReadableDatabase, contactId: string): Detail['merges'] {
  return all(
    db,
    `SELECT id AS mergeId, coalesce(nullif(json_extract(snapshot,'$.name'),''),'—') AS name, merged_at AS mergedAt
     FROM contact_merge WHERE into_id=$contactId AND split_at IS NULL ORDER BY merged_at DESC, id DESC`,
    { contactId },
  )
}

interface OrderRow {
  seq: number
  order_no: string | null
  at: number
  amount: number
  currency: string
  items: string
}

/** A contact's orders, latest first. */
export function listOrders(
  db: ReadableDatabase,
  input: { contactId: string; cursor?: string | undefined; limit: number },
): CallOutput<'contacts.orders'> {
  const [at, seq] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const ofContact = `FROM shop_order WHERE contact_seq=(SELECT seq FROM contact WHERE id=$contactId)`
  const { contactId } = input
  const { n } = one<{ n: number }>(db, `SELECT count(*) AS n ${ofContact}`, { contactId })!
  const rows = all<OrderRow>(
    db,
    `SELECT seq, order_no, at, amount, currency, items ${ofContact}
       AND ($at IS NULL OR (at, seq) < ($at, $seq)) ORDER BY at DESC, seq DESC LIMIT $limit`,
    { contactId, at: at ?? null, seq: seq ?? null, limit: input.limit + 1 },
  )
  return toPage(
    rows,
    input.limit,
    n,
    (row) => [row.at, row.seq],
    (row) => ({
      orderNo: row.order_no,
      at: row.at,
      amount: fromMinorUnits(row.amount, row.currency),
      items: itemsOf(row.items),
    }),
  )
}

function itemsOf(text: string): { name: string; quantity: number | null }[] {
  return (JSON.parse(text) as { name: string; quantity?: number | null }[]).map((item) => ({
    name: item.name,
    quantity: item.quantity ?? null,
  }))
}
