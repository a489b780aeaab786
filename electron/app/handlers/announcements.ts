import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { estimateCost, pricingOf } from '../../core/announcements/estimate.ts'
import { fillTemplate, missingVariables, valueIn } from '../../core/announcements/fill-template.ts'
import {
  deliveryRow,
  getAnnouncement,
  insertAnnouncement,
  insertDelivery,
  listAnnouncements,
  listDeliveries,
  listDeliveryMembers,
  setAnnouncementState,
  setDelivery,
  settleAnnouncements,
  type DeliveryRow,
} from '../../store/announcement-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { getGroup, type GroupListRow } from '../../store/group-store.ts'
import { getJob, setJob, type JobRow } from '../../store/job-store.ts'
import { readSettings } from '../../store/settings-store.ts'
import { getTemplate, type StoredTemplate } from '../../store/template-store.ts'
import { readAccount } from '../account/account-record.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { moveActions } from '../jobs/plan-actions.ts'

type Names =
  | 'announcements.preview'
  | 'announcements.send'
  | 'announcements.cancel'
  | 'announcements.list'
  | 'announcements.get'
  | 'announcements.members'
  | 'announcements.tick'

type Draft = ParsedInput<'announcements.preview'>

export const announcementHandlers: Handlers<Names> = {
  'announcements.preview': query(({ db, now }, draft) => preview(db, now, draft)),
  'announcements.send': command(send),
  'announcements.cancel': command(cancel),
  'announcements.list': query(({ db }, input) => listAnnouncements(db, input)),
  'announcements.get': query(({ db }, { announcementId }) => ({
    ...getAnnouncement(db, announcementId),
    deliveries: listDeliveries(db, announcementId),
  })),
  'announcements.members': query(({ db }, input) => {
    deliveryRow(db, input.deliveryId)
    return listDeliveryMembers(db, input)
  }),
  'announcements.tick': command((context, { deliveryId }) => {
    const row = deliveryRow(context.db, deliveryId)
    if (row.state !== 'by_hand')
      throw new AppError('conflict', {
        field: 'deliveryId',
        message: 'This one is not sent by hand, or is ticked off already.',
      })
    setDelivery(context.db, deliveryId, { state: 'done_by_hand', sentAt: context.now })
    context.audit({
      action: 'announcements.ticked',
      subjectKind: 'delivery',
      subjectId: deliveryId,
      groupId: row.group_id,
      data: { announcementId: row.announcement_id },
    })
    settleAnnouncements(context.db)
    evaluateGroup(context, row.group_id)
    context.changed(['announcements', 'overview'], row.group_id)
    return { done: true }
  }),
}

function templateOf(db: ReadableDatabase, draft: Draft): StoredTemplate | null {
  return draft.content.type === 'template' ? getTemplate(db, draft.content.templateId) : null
}

/** Why this group cannot be sent to at that time, or null. */
function blockedCode(
  db: ReadableDatabase,
  group: GroupListRow,
  template: StoredTemplate | null,
  at: number,
): string | null {
  if (group.kind === 'phone') return null
  if (!readAccount(db)) return 'account_missing'
  if (group.state === 'suspended') return 'group_suspended'
  if (group.remote_id === null || group.state !== 'active') return 'group_gone'
  if (group.participant_count === 0) return 'group_has_nobody_else'
  if (template) return template.status === 'APPROVED' ? null : 'template_not_approved'
  return (group.window_open_until ?? 0) > at ? null : 'window_closed'
}

function filled(draft: Draft, template: StoredTemplate | null) {
  if (draft.content.type === 'text' || !template)
    return {
      text: draft.content.type === 'text' ? draft.content.body : '',
      header: null,
      footer: null,
      buttons: [],
    }
  const { variables } = draft.content
  return {
    text: fillTemplate(template.body, (name) => valueIn(variables, name)),
    header:
      template.header === null
        ? null
        : fillTemplate(template.header, (name) => valueIn(variables, `header:${name}`)),
    footer: template.footer,
    buttons: template.buttons,
  }
}

function preview(
  db: ReadableDatabase,
  now: number,
  draft: Draft,
): CallOutput<'announcements.preview'> {
  const template = templateOf(db, draft)
  const { rateCard } = readSettings(db)
  const at = Math.max(draft.sendAt ?? now, now)
  const content = template
    ? ({ type: 'template', category: template.category } as const)
    : ({ type: 'text' } as const)
  const groups = [...new Set(draft.groupIds)].map((groupId) => {
    const group = getGroup(db, groupId)
    const isWindowOpen = (group.window_open_until ?? 0) > at
    const mode = group.kind === 'managed' ? ('api' as const) : ('by_hand' as const)
    const amount =
      mode === 'api'
        ? estimateCost(rateCard, pricingOf(content, isWindowOpen), group.participant_count)
        : 0
    return {
      groupId,
      subject: group.subject,
      recipients: group.participant_count,
      windowOpenUntil: group.window_open_until,
      blockedCode: blockedCode(db, group, template, at),
      mode,
      cost: { amount, currency: rateCard.currency },
    }
  })
  const reachable = groups.filter((group) => group.blockedCode === null)
  return {
    ...filled(draft, template),
    groups,
    recipients: reachable.reduce((sum, group) => sum + group.recipients, 0),
    cost: {
      amount: reachable.reduce((sum, group) => sum + group.cost.amount, 0),
      currency: rateCard.currency,
    },
    rateCardAsOf: rateCard.asOf,
  }
}

function send(
  context: CommandContext,
  input: ParsedInput<'announcements.send'>,
): CallOutput<'announcements.send'> {
  const { db } = context
  const template = templateOf(db, input)
  const variables = input.content.type === 'template' ? input.content.variables : {}
  const missing = template ? missingVariables(template.variables, variables) : []
  if (missing.length > 0)
    throw new AppError('template_parameters_wrong', {
      field: 'content.variables',
      message: `Fill in the template's variables: ${missing.join(', ')}.`,
    })
  const sendAt = Math.max(input.sendAt ?? context.now, context.now)
  const groups = [...new Set(input.groupIds)].map((groupId) => getGroup(db, groupId))
  for (const group of groups) refuseBlocked(db, group, template, sendAt)
  const parts = filled(input, template)
  const announcementId = insertAnnouncement(db, context, {
    source: 'owner',
    text: parts.text,
    templateId: template?.id ?? null,
    variables,
    pinDays: input.pinDays,
    sendAt,
    createdBy: context.caller.actor,
  })
  for (const group of groups)
    addDelivery(context, announcementId, group, input.pinDays !== null, sendAt)
  context.audit({
    action: 'announcements.approved',
    subjectKind: 'announcement',
    subjectId: announcementId,
    data: {
      groupIds: groups.map((group) => group.id),
      templateId: template?.id ?? null,
      pinDays: input.pinDays,
      sendAt,
      recipients: groups.reduce((sum, group) => sum + group.participant_count, 0),
    },
  })
  context.changed(['announcements', 'overview'])
  return getAnnouncement(db, announcementId)
}

function refuseBlocked(
  db: ReadableDatabase,
  group: GroupListRow,
  template: StoredTemplate | null,
  at: number,
): void {
  const code = blockedCode(db, group, template, at)
  if (code === 'window_closed')
    throw new AppError('window_closed', {
      field: 'groupIds',
      params: { groupId: group.id },
      message: 'Nobody wrote in this group in the last 24 hours, so only a template can be sent.',
    })
  if (code === 'template_not_approved')
    throw new AppError('template_not_approved', {
      field: 'content.templateId',
      message: 'Choose a template that WhatsApp has approved.',
    })
  if (code === 'account_missing')
    throw new AppError('account_missing', { message: 'Connect a Business account first.' })
  if (code === 'group_suspended' || code === 'group_gone' || code === 'group_has_nobody_else')
    throw new AppError(code, {
      field: 'groupIds',
      params: { groupId: group.id },
      message: 'One of the groups cannot be written to right now.',
    })
}

function addDelivery(
  context: CommandContext,
  announcementId: string,
  group: GroupListRow,
  hasPin: boolean,
  sendAt: number,
): void {
  const isByHand = group.kind === 'phone'
  const isLater = sendAt > context.now
  const deliveryId = insertDelivery(context.db, context, {
    announcementId,
    groupId: group.id,
    hasPin: hasPin && !isByHand,
    state: isByHand ? 'by_hand' : isLater ? 'scheduled' : 'queued',
  })
  if (isByHand) return
  const jobId = context.enqueue({
    kind: 'message.send',
    groupId: group.id,
    payload: { deliveryId },
    runAt: sendAt,
  })
  setDelivery(context.db, deliveryId, { jobId })
}

/** A refused try leaves the delivery as `sending` with its job in line again: nothing has left. */
function canBeTakenBack(row: DeliveryRow, job: JobRow | null): boolean {
  return job === null ? row.state === 'by_hand' : job.state === 'queued'
}

/** Takes back what has not left yet; what has left cannot be taken back. */
function cancel(
  context: CommandContext,
  { announcementId }: ParsedInput<'announcements.cancel'>,
): CallOutput<'announcements.cancel'> {
  getAnnouncement(context.db, announcementId)
  let cancelled = 0
  for (const { id } of listDeliveries(context.db, announcementId)) {
    const row = deliveryRow(context.db, id)
    const job = row.job_id === null ? null : getJob(context.db, row.job_id)
    if (!canBeTakenBack(row, job)) continue
    setDelivery(context.db, id, {
      state: 'cancelled',
      pinState: row.pin_state === 'queued' ? 'none' : undefined,
    })
    if (job) {
      setJob(context.db, context.now, job.id, { state: 'cancelled', errorCode: 'cancelled' })
      moveActions(context, job, 'failed', 'cancelled')
    }
    cancelled += 1
  }
  if (cancelled === 0)
    throw new AppError('conflict', {
      field: 'announcementId',
      message: 'It has left already and cannot be taken back.',
    })
  settleAnnouncements(context.db)
  if (listDeliveries(context.db, announcementId).every((row) => row.state === 'cancelled'))
    setAnnouncementState(context.db, announcementId, 'cancelled')
  context.audit({
    action: 'announcements.cancelled',
    subjectKind: 'announcement',
    subjectId: announcementId,
    data: { cancelled },
  })
  context.changed(['announcements', 'overview'])
  return getAnnouncement(context.db, announcementId)
}
