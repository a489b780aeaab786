import type { z } from 'zod'
import type { Announcement, delivery, memberDelivery } from '../../shared/domain/announcements.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { usernameExpression, waIdExpression, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

export type Delivery = z.infer<typeof delivery>
type MemberDelivery = z.infer<typeof memberDelivery>

interface AnnouncementRow {
  id: string
  state: Announcement['state']
  source: Announcement['source']
  text: string
  template_id: string | null
  template_name: string | null
  variables: string
  pin_days: number | null
  send_at: number
  created_at: number
  groups: number
  recipients: number
  delivered: number
  read: number
  failed: number
  unknown: number
}

const deliveries = (what: string, condition = '1') =>
  `(SELECT ${what} FROM delivery WHERE delivery.announcement_id=announcement.id AND ${condition})`
const recipients = (condition: string) =>
  `(SELECT count(*) FROM delivery_recipient JOIN delivery ON delivery.id=delivery_recipient.delivery_id
    WHERE delivery.announcement_id=announcement.id AND ${condition})`

const columns = `announcement.*, (SELECT name FROM template WHERE template.id=announcement.template_id) AS template_name,
  ${deliveries('count(*)')} AS groups, ${deliveries('coalesce(sum(recipients),0)')} AS recipients,
  ${recipients(`delivery_recipient.state IN ('delivered','read')`)} AS delivered,
  ${recipients(`delivery_recipient.state='read'`)} AS read,
  ${deliveries('count(*)', `state='failed'`)} AS failed, ${deliveries('count(*)', `state='unknown'`)} AS unknown`

function toAnnouncement(row: AnnouncementRow): Announcement {
  return {
    id: row.id,
    text: row.text,
    templateName: row.template_name,
    state: row.state,
    source: row.source,
    pinDays: row.pin_days,
    sendAt: row.send_at,
    createdAt: row.created_at,
    groups: row.groups,
    recipients: row.recipients,
    delivered: row.delivered,
    read: row.read,
    failed: row.failed,
    unknown: row.unknown,
  }
}

export function listAnnouncements(db: ReadableDatabase, input: ParsedInput<'announcements.list'>) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const where = `($groupId IS NULL OR EXISTS (SELECT 1 FROM delivery WHERE delivery.announcement_id=announcement.id AND delivery.group_id=$groupId))`
  const parameters = { groupId: input.groupId ?? null }
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM announcement WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<AnnouncementRow>(
    db,
    `SELECT ${columns} FROM announcement WHERE ${where} AND ($id IS NULL OR announcement.id<$id)
     ORDER BY announcement.id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toAnnouncement)
}

function announcementRow(db: ReadableDatabase, announcementId: string): AnnouncementRow {
  const row = one<AnnouncementRow>(
    db,
    `SELECT ${columns} FROM announcement WHERE announcement.id=$announcementId`,
    { announcementId },
  )
  if (!row)
    throw new AppError('not_found', {
      field: 'announcementId',
      message: 'There is no such announcement.',
    })
  return row
}

export function getAnnouncement(db: ReadableDatabase, announcementId: string): Announcement {
  return toAnnouncement(announcementRow(db, announcementId))
}

/** What the sender needs of an announcement, apart from its groups. */
export function announcementContent(db: ReadableDatabase, announcementId: string) {
  const row = announcementRow(db, announcementId)
  return {
    text: row.text,
    templateId: row.template_id,
    variables: JSON.parse(row.variables) as Record<string, string>,
    pinDays: row.pin_days,
    state: row.state,
  }
}

export interface DeliveryRow {
  readonly id: string
  readonly announcement_id: string
  readonly group_id: string
  readonly state: Delivery['state']
  readonly pin_state: Delivery['pinState']
  readonly wamid: string | null
  readonly recipients: number
  readonly error_code: string | null
  readonly job_id: string | null
  readonly pin_job_id: string | null
  readonly sent_at: number | null
}

export function listDeliveries(db: ReadableDatabase, announcementId: string): Delivery[] {
  return all<DeliveryRow & { subject: string; delivered: number; read: number }>(
    db,
    `SELECT delivery.*, wa_group.subject,
       (SELECT count(*) FROM delivery_recipient WHERE delivery_id=delivery.id AND state IN ('delivered','read')) AS delivered,
       (SELECT count(*) FROM delivery_recipient WHERE delivery_id=delivery.id AND state='read') AS read
     FROM delivery JOIN wa_group ON wa_group.id=delivery.group_id
     WHERE delivery.announcement_id=$announcementId ORDER BY wa_group.subject COLLATE NOCASE, delivery.id`,
    { announcementId },
  ).map((row) => ({
    id: row.id,
    groupId: row.group_id,
    groupSubject: row.subject,
    state: row.state,
    pinState: row.pin_state,
    recipients: row.recipients,
    delivered: row.delivered,
    read: row.read,
    errorCode: row.error_code,
    jobId:
      row.state === 'failed' || row.state === 'unknown'
        ? row.job_id
        : (row.pin_job_id ?? row.job_id),
    sentAt: row.sent_at,
  }))
}

export function deliveryRow(db: ReadableDatabase, deliveryId: string): DeliveryRow {
  const row = one<DeliveryRow>(db, 'SELECT * FROM delivery WHERE id=$deliveryId', { deliveryId })
  if (!row)
    throw new AppError('not_found', { field: 'deliveryId', message: 'There is no such delivery.' })
  return row
}

export function deliveryByWamid(db: ReadableDatabase, wamid: string): DeliveryRow | null {
  return one<DeliveryRow>(db, 'SELECT * FROM delivery WHERE wamid=$wamid', { wamid }) ?? null
}

export function deliveryByJob(db: ReadableDatabase, jobId: string): DeliveryRow | null {
  return (
    one<DeliveryRow>(db, 'SELECT * FROM delivery WHERE job_id=$jobId OR pin_job_id=$jobId', {
      jobId,
    }) ?? null
  )
}

export interface NewAnnouncement {
  readonly source: Announcement['source']
  readonly text: string
  readonly templateId: string | null
  readonly variables: Readonly<Record<string, string>>
  readonly pinDays: number | null
  readonly sendAt: number
  readonly createdBy: string
}

export function insertAnnouncement(
  db: WritableDatabase,
  clock: WriteClock,
  announcement: NewAnnouncement,
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO announcement (id, state, source, text, template_id, variables, pin_days, send_at, created_by, created_at)
     VALUES ($id, $state, $source, $text, $templateId, $variables, $pinDays, $sendAt, $createdBy, $now)`,
    {
      id,
      ...announcement,
      variables: JSON.stringify(announcement.variables),
      now: clock.now,
      state: announcement.sendAt > clock.now ? 'scheduled' : 'sending',
    },
  )
  return id
}

export function insertDelivery(
  db: WritableDatabase,
  clock: WriteClock,
  row: { announcementId: string; groupId: string; state: Delivery['state']; hasPin: boolean },
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO delivery (id, announcement_id, group_id, state, pin_state, recipients)
     VALUES ($id, $announcementId, $groupId, $state, $pinState,
       (SELECT count(*) FROM participant WHERE group_id=$groupId AND left_at IS NULL))`,
    {
      id,
      announcementId: row.announcementId,
      groupId: row.groupId,
      state: row.state,
      pinState: row.hasPin ? 'queued' : 'none',
    },
  )
  return id
}

/** Freezes who is in the group now as this delivery's recipients. */
export function freezeRecipients(db: WritableDatabase, deliveryId: string, groupId: string): void {
  run(
    db,
    `INSERT OR IGNORE INTO delivery_recipient (delivery_id, contact_id, state)
     SELECT $deliveryId, contact_id, 'waiting' FROM participant WHERE group_id=$groupId AND left_at IS NULL`,
    { deliveryId, groupId },
  )
  run(
    db,
    'UPDATE delivery SET recipients=(SELECT count(*) FROM delivery_recipient WHERE delivery_id=$deliveryId) WHERE id=$deliveryId',
    { deliveryId },
  )
}

export interface DeliveryPatch {
  readonly state?: Delivery['state']
  readonly pinState?: Delivery['pinState']
  readonly pinnedAt?: number
  readonly pinExpiresAt?: number
  readonly wamid?: string
  readonly errorCode?: string | null
  readonly jobId?: string
  readonly pinJobId?: string
  readonly sentAt?: number
}

export function setDelivery(db: WritableDatabase, deliveryId: string, patch: DeliveryPatch): void {
  run(
    db,
    `UPDATE delivery SET state=coalesce($state,state), pin_state=coalesce($pinState,pin_state),
       pinned_at=coalesce($pinnedAt,pinned_at), pin_expires_at=coalesce($pinExpiresAt,pin_expires_at),
       wamid=coalesce($wamid,wamid), error_code=CASE WHEN $setsError=1 THEN $errorCode ELSE error_code END,
       job_id=coalesce($jobId,job_id), pin_job_id=coalesce($pinJobId,pin_job_id), sent_at=coalesce($sentAt,sent_at)
     WHERE id=$deliveryId`,
    {
      deliveryId,
      state: patch.state ?? null,
      pinState: patch.pinState ?? null,
      pinnedAt: patch.pinnedAt ?? null,
      pinExpiresAt: patch.pinExpiresAt ?? null,
      wamid: patch.wamid ?? null,
      setsError: patch.errorCode === undefined ? 0 : 1,
      errorCode: patch.errorCode ?? null,
      jobId: patch.jobId ?? null,
      pinJobId: patch.pinJobId ?? null,
      sentAt: patch.sentAt ?? null,
    },
  )
}

/** Puts a delivery that did not go out back in line, with the pin that was to follow it. */
export function reopenDelivery(db: WritableDatabase, row: DeliveryRow): void {
  run(
    db,
    `UPDATE delivery SET state='queued', wamid=NULL, sent_at=NULL, error_code=NULL,
       pin_state=CASE WHEN pin_state='failed' AND pin_job_id IS NULL THEN 'queued' ELSE pin_state END
     WHERE id=$id`,
    { id: row.id },
  )
  setAnnouncementState(db, row.announcement_id, 'sending')
}

/** How far a message got for one person; only forward, as updates come in any order. */
export function setRecipient(
  db: WritableDatabase,
  deliveryId: string,
  contactId: string,
  state: 'delivered' | 'read',
  at: number,
): void {
  run(
    db,
    `INSERT INTO delivery_recipient (delivery_id, contact_id, state, at) VALUES ($deliveryId, $contactId, $state, $at)
     ON CONFLICT (delivery_id, contact_id) DO UPDATE SET state=excluded.state, at=excluded.at
     WHERE (delivery_recipient.state='waiting') OR (delivery_recipient.state='delivered' AND excluded.state='read')`,
    { deliveryId, contactId, state, at },
  )
}

/** One planned for later is under way when its first delivery leaves; with none left to send it is finished. */
export function settleAnnouncements(db: WritableDatabase): void {
  const has = (states: string) =>
    `EXISTS (SELECT 1 FROM delivery WHERE delivery.announcement_id=announcement.id AND delivery.state ${states})`
  run(
    db,
    `UPDATE announcement SET state='sending' WHERE state='scheduled'
       AND ${has(`NOT IN ('scheduled','by_hand','done_by_hand','cancelled')`)}`,
  )
  run(
    db,
    `UPDATE announcement SET state='finished' WHERE state IN ('scheduled','sending')
       AND NOT ${has(`IN ('scheduled','queued','sending','by_hand','unknown')`)}`,
  )
}

export function setAnnouncementState(
  db: WritableDatabase,
  announcementId: string,
  state: Announcement['state'],
): void {
  run(db, 'UPDATE announcement SET state=$state WHERE id=$announcementId', {
    announcementId,
    state,
  })
}

export function listDeliveryMembers(
  db: ReadableDatabase,
  input: ParsedInput<'announcements.members'>,
) {
  const [name, contactId] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const parameters = { deliveryId: input.deliveryId }
  const total = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM delivery_recipient WHERE delivery_id=$deliveryId',
    parameters,
  )!.n
  const rows = all<{
    contact_id: string
    name: string
    username: string | null
    wa_id: string | null
    state: MemberDelivery['state']
    at: number | null
  }>(
    db,
    `SELECT contact.id AS contact_id, contact.display_name AS name, ${usernameExpression} AS username, ${waIdExpression} AS wa_id,
       delivery_recipient.state, delivery_recipient.at
     FROM delivery_recipient JOIN contact ON contact.id=delivery_recipient.contact_id
     WHERE delivery_recipient.delivery_id=$deliveryId
       AND ($contactId IS NULL OR (contact.display_name COLLATE NOCASE, contact.id) > ($name, $contactId))
     ORDER BY contact.display_name COLLATE NOCASE, contact.id LIMIT $limit`,
    { ...parameters, name: name ?? null, contactId: contactId ?? null, limit: input.limit + 1 },
  )
  return toPage(
    rows,
    input.limit,
    total,
    (row) => [row.name, row.contact_id],
    (row): MemberDelivery => ({
      contactId: row.contact_id,
      name: displayName(row.name, row.username, row.wa_id),
      maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
      state: row.state,
      at: row.at,
    }),
  )
}
