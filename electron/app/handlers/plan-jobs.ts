import { insertAnnouncement, insertDelivery, setDelivery } from '../../store/announcement-store.ts'
import { setAction, type ActionRow } from '../../store/plan-store.ts'
import type { CommandContext } from '../context.ts'
import { maxRemovalsPerCall } from '../jobs/remove-participants.ts'

/** Puts approved actions on disk as jobs: removals of a group in as few calls as the API takes. */
export function enqueueActions(context: CommandContext, actions: readonly ActionRow[]): void {
  const removals = groupBy(actions.filter((action) => action.kind === 'remove_participant'))
  for (const [groupId, rows] of removals)
    for (let start = 0; start < rows.length; start += maxRemovalsPerCall)
      enqueueRemovals(context, groupId, rows.slice(start, start + maxRemovalsPerCall))
  for (const kind of ['approve', 'reject'] as const) {
    const decisions = groupBy(actions.filter((action) => action.kind === `${kind}_join_request`))
    // approvals wait until the removals of their group are settled: those free the seats
    if (kind === 'approve') for (const groupId of removals.keys()) decisions.delete(groupId)
    for (const [groupId, rows] of decisions) {
      const joinRequestIds = rows.flatMap((row) => row.target_id ?? [])
      assign(
        context,
        rows,
        context.enqueue({
          kind: `join_requests.${kind}`,
          groupId,
          payload: { groupId, joinRequestIds },
        }),
      )
    }
  }
  for (const action of actions) enqueueSingle(context, action)
}

function groupBy(actions: readonly ActionRow[]): Map<string, ActionRow[]> {
  const groups = new Map<string, ActionRow[]>()
  for (const action of actions)
    groups.set(action.group_id, [...(groups.get(action.group_id) ?? []), action])
  return groups
}

function enqueueRemovals(
  context: CommandContext,
  groupId: string,
  rows: readonly ActionRow[],
): void {
  const contactIds = rows.flatMap((row) => row.contact_id ?? [])
  assign(
    context,
    rows,
    context.enqueue({ kind: 'participants.remove', groupId, payload: { groupId, contactIds } }),
  )
}

function assign(context: CommandContext, rows: readonly ActionRow[], jobId: string): void {
  for (const row of rows) setAction(context.db, context.now, row.id, { state: 'approved', jobId })
}

function enqueueSingle(context: CommandContext, action: ActionRow): void {
  const groupId = action.group_id
  if (action.kind === 'reset_invite_link')
    assign(
      context,
      [action],
      context.enqueue({ kind: 'invite_link.reset', groupId, payload: { groupId } }),
    )
  if (action.kind === 'send_message' || action.kind === 'pin_message')
    enqueueRuleMessage(context, action)
}

/** A text that a rule asks for goes out as an announcement to its one group. */
function enqueueRuleMessage(context: CommandContext, action: ActionRow): void {
  const groupId = action.group_id
  const announcementId = insertAnnouncement(context.db, context, {
    source: 'rule',
    text: action.text ?? '',
    templateId: null,
    variables: {},
    pinDays: action.pin_days,
    sendAt: context.now,
    createdBy: context.caller.actor,
  })
  const deliveryId = insertDelivery(context.db, context, {
    announcementId,
    groupId,
    state: 'queued',
    hasPin: action.pin_days !== null,
  })
  const jobId = context.enqueue({ kind: 'message.send', groupId, payload: { deliveryId } })
  setDelivery(context.db, deliveryId, { jobId })
  assign(context, [action], jobId)
  context.changed(['announcements'], groupId)
}
