import type { z } from 'zod'
import type { directMessage } from '../../shared/domain/consent.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

type DirectMessage = z.infer<typeof directMessage>

export interface DirectMessageRow {
  readonly id: string
  readonly contact_id: string
  readonly purpose: string
  readonly kind: DirectMessage['kind']
  readonly state: DirectMessage['state']
  readonly legal_text_id: string | null
  readonly campaign_id: string | null
  readonly template_id: string | null
  readonly group_id: string | null
  readonly text: string
  readonly variables: string
  readonly wamid: string | null
  readonly job_id: string | null
  readonly error_code: string | null
  readonly created_at: number
  readonly sent_at: number | null
}

export interface NewDirectMessage {
  readonly contactId: string
  readonly purpose: string
  readonly kind: DirectMessage['kind']
  /** What is sent while the person's 24 hours are open; empty where only a template will do. */
  readonly text: string
  readonly legalTextId?: string | null
  readonly campaignId?: string | null
  /** What is sent when they are not. */
  readonly templateId?: string | null
  /** The group that an invitation leads to. */
  readonly groupId?: string | null
  readonly variables?: Readonly<Record<string, string>>
  readonly createdBy: string
}

/**
 * Puts a message in line.
 *
 * @throws AppError `opted_out` (raised by the store itself) where the person said no to its purpose.
 */
export function insertDirectMessage(
  db: WritableDatabase,
  clock: WriteClock,
  message: NewDirectMessage,
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO direct_message (id, contact_id, purpose, kind, state, legal_text_id, campaign_id, template_id, group_id,
       text, variables, created_by, created_at)
     VALUES ($id, $contactId, $purpose, $kind, 'queued', $legalTextId, $campaignId, $templateId, $groupId,
       $text, $variables, $createdBy, $now)`,
    {
      id,
      contactId: message.contactId,
      purpose: message.purpose,
      kind: message.kind,
      legalTextId: message.legalTextId ?? null,
      campaignId: message.campaignId ?? null,
      templateId: message.templateId ?? null,
      groupId: message.groupId ?? null,
      text: message.text,
      variables: JSON.stringify(message.variables ?? {}),
      createdBy: message.createdBy,
      now: clock.now,
    },
  )
  return id
}

export function setDirectMessage(
  db: WritableDatabase,
  id: string,
  patch: {
    readonly state?: DirectMessage['state']
    readonly wamid?: string
    readonly jobId?: string
    readonly sentAt?: number
    /** Null clears it; left out keeps it. */
    readonly errorCode?: string | null
  },
): void {
  // the guards of the store look at every statement that names the state
  if (patch.state !== undefined)
    run(db, 'UPDATE direct_message SET state=$state WHERE id=$id', { id, state: patch.state })
  run(
    db,
    `UPDATE direct_message SET wamid=coalesce($wamid,wamid), job_id=coalesce($jobId,job_id),
       sent_at=coalesce($sentAt,sent_at), error_code=CASE WHEN $setsError THEN $errorCode ELSE error_code END
     WHERE id=$id`,
    {
      id,
      wamid: patch.wamid ?? null,
      jobId: patch.jobId ?? null,
      sentAt: patch.sentAt ?? null,
      setsError: patch.errorCode === undefined ? 0 : 1,
      errorCode: patch.errorCode ?? null,
    },
  )
}

/**
 * Puts a message in line again.
 *
 * @throws AppError `opted_out` (raised by the store itself) where the person said no meanwhile.
 */
export function reopenDirectMessage(db: WritableDatabase, id: string): void {
  run(
    db,
    `UPDATE direct_message SET state='queued', wamid=NULL, error_code=NULL, sent_at=NULL WHERE id=$id`,
    { id },
  )
}

const findBy = (column: string) => `SELECT * FROM direct_message WHERE ${column}=$value LIMIT 1`
const byId = findBy('id')
const byWamid = findBy('wamid')
const byJob = findBy('job_id')

function find(db: ReadableDatabase, text: string, value: string): DirectMessageRow | null {
  return one<DirectMessageRow>(db, text, { value }) ?? null
}

export const findDirectMessage = (db: ReadableDatabase, id: string) => find(db, byId, id)
export const directMessageByWamid = (db: ReadableDatabase, wamid: string) =>
  find(db, byWamid, wamid)
export const directMessageByJob = (db: ReadableDatabase, jobId: string) => find(db, byJob, jobId)

/** @throws AppError `not_found`. */
export function directMessageRow(db: ReadableDatabase, id: string): DirectMessageRow {
  const row = findDirectMessage(db, id)
  if (!row) throw new AppError('not_found', { message: 'There is no such message.' })
  return row
}

/** Messages in line for a person that no request has left for yet, with the jobs that would send them. */
export function waitingMessages(db: ReadableDatabase, contactId: string): DirectMessageRow[] {
  return all<DirectMessageRow>(
    db,
    `SELECT direct_message.* FROM direct_message JOIN job ON job.id=direct_message.job_id
     WHERE contact_id=$contactId AND direct_message.state IN ('queued','sending') AND job.state='queued'`,
    { contactId },
  )
}

/** Whether the person agreed to what a template is for: to marketing for one of marketing, else to anything. */
export function hasAgreed(db: ReadableDatabase, row: DirectMessageRow): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM consent_state WHERE contact_id=$contactId AND state='given'
         AND ($purpose<>'marketing' OR purpose='marketing') LIMIT 1`,
      { contactId: row.contact_id, purpose: row.purpose },
    ) !== undefined
  )
}

/** Whether the store would refuse this message now. The same question as its triggers ask. */
export function isRefused(db: ReadableDatabase, row: DirectMessageRow): boolean {
  if (row.kind === 'opt_out') return false
  return (
    one(
      db,
      `SELECT 1 AS found FROM consent_state WHERE contact_id=$contactId AND purpose=$purpose AND state='withdrawn'
         AND NOT ($kind='sign_up' AND EXISTS (SELECT 1 FROM signup WHERE signup.contact_id=$contactId
           AND signup.campaign_id=$campaignId AND signup.state='asked'
           AND signup.wrote_at > max(consent_state.own_no_at, consent_state.latest_at)))`,
      {
        contactId: row.contact_id,
        purpose: row.purpose,
        kind: row.kind,
        campaignId: row.campaign_id,
      },
    ) !== undefined
  )
}

/** A customer service window stays open for 24 hours (Meta: Sending messages). */
export const windowMs = 24 * 60 * 60 * 1000

/** When the person last wrote to the business alone, Unix ms; a message in a group opens no window here. */
export function lastWroteToBusiness(db: ReadableDatabase, contactId: string): number | null {
  return one<{ at: number | null }>(
    db,
    `SELECT max(at) AS at FROM message WHERE contact_id=$contactId AND group_id IS NULL AND direction='inbound'`,
    { contactId },
  )!.at
}

export function isWindowOpen(db: ReadableDatabase, contactId: string, now: number): boolean {
  const at = lastWroteToBusiness(db, contactId)
  return at !== null && at > now - windowMs
}

interface ListRow extends DirectMessageRow {
  readonly name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly text_kind: DirectMessage['textKind']
  readonly text_version: number | null
}

const listed = `FROM direct_message JOIN contact ON contact.id=direct_message.contact_id
    LEFT JOIN legal_text ON legal_text.id=direct_message.legal_text_id
  WHERE contact.binned_at IS NULL AND ($contactId IS NULL OR contact_id=$contactId)
    AND ($legalTextId IS NULL OR legal_text_id=$legalTextId) AND ($state IS NULL OR direct_message.state=$state)`

/** Newest first. */
export function listDirectMessages(
  db: ReadableDatabase,
  input: ParsedInput<'directMessages.list'>,
) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = {
    contactId: input.contactId ?? null,
    legalTextId: input.legalTextId ?? null,
    state: input.state ?? null,
  }
  const total = one<{ n: number }>(db, `SELECT count(*) AS n ${listed}`, parameters)!.n
  const rows = all<ListRow>(
    db,
    `SELECT direct_message.*, contact.display_name AS name, ${usernameExpression} AS username,
       ${waIdExpression} AS wa_id, legal_text.kind AS text_kind, legal_text.version AS text_version
     ${listed} AND ($id IS NULL OR direct_message.id<$id) ORDER BY direct_message.id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toDirectMessage)
}

function toDirectMessage(row: ListRow): DirectMessage {
  return {
    id: row.id,
    contactId: row.contact_id,
    name: displayName(row.name, row.username, row.wa_id),
    kind: row.kind,
    state: row.state,
    textKind: row.text_kind,
    textVersion: row.text_version,
    errorCode: row.error_code,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}
