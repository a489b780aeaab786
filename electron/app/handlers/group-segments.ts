import { canInviteToGroup, isGroupInvitation } from '../../../shared/domain/templates.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { plainText, renderTemplate } from '../../core/templates/render-template.ts'
import { getGroup, type GroupRow } from '../../store/group-store.ts'
import { insertPlan } from '../../store/plan-store.ts'
import {
  groupSegment,
  groupsKeptBy,
  segmentOfGroup,
  setSegmentOfGroup,
} from '../../store/segments/group-segment-store.ts'
import { getSegment } from '../../store/segments/segment-store.ts'
import { getTemplate, type StoredTemplate } from '../../store/template-store.ts'
import { readAccount } from '../account/account-record.ts'
import { messageDomains, queueMessage } from '../consent/queue-message.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'

type Names =
  | 'groupSegments.get'
  | 'groupSegments.list'
  | 'groupSegments.set'
  | 'groupSegments.propose'
  | 'groupSegments.invite'

export const groupSegmentHandlers: Handlers<Names> = {
  'groupSegments.get': query(({ db, now }, { groupId }) => groupSegment(db, groupId, now)),
  'groupSegments.list': query(({ db, now }, { segmentId }) => ({
    groups: groupsKeptBy(db, getSegment(db, segmentId).id, now),
  })),
  'groupSegments.set': command((context, { groupId, segmentId }) => {
    setSegmentOfGroup(context.db, context.now, groupId, segmentId)
    context.audit({
      action: 'groupSegments.set',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { segment: segmentId === null ? null : getSegment(context.db, segmentId).name },
    })
    context.changed(['groups', 'groupSegments'], groupId)
    return groupSegment(context.db, groupId, context.now)
  }),
  'groupSegments.propose': command(propose),
  'groupSegments.invite': command(invite),
}

function nameOfSegment(context: CommandContext, groupId: string): string {
  const segmentId = segmentOfGroup(context.db, groupId)
  if (segmentId === null)
    throw new AppError('conflict', {
      field: 'groupId',
      message: 'This group is kept by no segment. Choose one first.',
    })
  return getSegment(context.db, segmentId).name
}

/** Who left the segment, as a plan that waits for the owner; nobody is taken out here. */
function propose(
  context: CommandContext,
  { groupId }: ParsedInput<'groupSegments.propose'>,
): CallOutput<'groupSegments.propose'> {
  const segmentName = nameOfSegment(context, groupId)
  const { toRemove } = groupSegment(context.db, groupId, context.now)
  if (toRemove.length === 0) return { planId: null, removals: 0 }
  const isManaged = getGroup(context.db, groupId).kind === 'managed'
  const planId = insertPlan(context.db, context, {
    source: 'findings',
    groupId,
    reviewId: null,
    createdBy: context.caller.actor,
    actions: toRemove.map((contact) => ({
      kind: 'remove_participant' as const,
      mode: isManaged ? ('api' as const) : ('by_hand' as const),
      groupId,
      rule: null,
      contactId: contact.id,
      targetId: null,
      reasons: [{ code: 'member_not_in_segment', params: { segmentName } }],
      findingIds: [],
      irreversible: isManaged,
      text: null,
      pinDays: null,
    })),
  })
  context.audit({
    action: 'plans.created',
    subjectKind: 'plan',
    subjectId: planId,
    groupId,
    data: {
      actions: toRemove.length,
      removals: toRemove.length,
      byHand: isManaged ? 0 : toRemove.length,
    },
  })
  context.changed(['plans', 'groups', 'groupSegments', 'overview'], groupId)
  return { planId, removals: toRemove.length }
}

function requireInvitation(context: CommandContext, templateId: string): StoredTemplate {
  if (!readAccount(context.db))
    throw new AppError('account_missing', { message: 'Connect a Business account first.' })
  const template = getTemplate(context.db, templateId)
  if (template.status !== 'APPROVED')
    throw new AppError('template_not_approved', {
      field: 'templateId',
      message: 'Choose a template that WhatsApp has approved.',
    })
  if (!canInviteToGroup(template))
    throw new AppError('template_parameters_wrong', {
      field: 'templateId',
      message:
        "Choose WhatsApp's own invitation, or a marketing template with one variable for the link.",
    })
  return template
}

/**
 * What is sent for the link: WhatsApp's own invitation names the group and gets its link from WhatsApp, any
 * other has the link as a text. While somebody's 24 hours are open the same words go out as a text.
 */
function invitationFor(template: StoredTemplate, group: GroupRow) {
  const { invite_link: link } = group
  const isOwnOfWhatsApp = isGroupInvitation(template) && group.remote_id !== null
  if (link === null && !isOwnOfWhatsApp)
    throw new AppError('conflict', {
      field: 'groupId',
      message: 'The link to this group is not known yet. Synchronise first.',
    })
  if (isGroupInvitation(template) && !isOwnOfWhatsApp)
    throw new AppError('template_parameters_wrong', {
      field: 'templateId',
      message:
        "WhatsApp's own invitation leads to managed groups only. Choose a marketing template.",
    })
  const variable = template.variables[0] ?? ''
  return {
    text: link === null ? '' : plainText(renderTemplate(template, template.places, [link])),
    variables: link === null ? {} : { [variable]: link },
  }
}

/** Writes the group's link to those who fit and are missing, as often as the owner confirmed. */
function invite(
  context: CommandContext,
  input: ParsedInput<'groupSegments.invite'>,
): CallOutput<'groupSegments.invite'> {
  const { groupId, templateId, confirmCount } = input
  const segment = nameOfSegment(context, groupId)
  const template = requireInvitation(context, templateId)
  const invitation = invitationFor(template, getGroup(context.db, groupId))
  const purpose = template.category === 'MARKETING' ? 'marketing' : 'service'
  const { toInvite } = groupSegment(context.db, groupId, context.now, purpose)
  if (toInvite.length !== confirmCount)
    throw new AppError('confirmation_required', {
      field: 'confirmCount',
      params: { recipients: toInvite.length },
      message: `This writes to ${toInvite.length} people. Confirm that number to go on.`,
    })
  for (const contact of toInvite)
    queueMessage(context, {
      contactId: contact.id,
      purpose,
      kind: 'invite',
      ...invitation,
      templateId,
      groupId,
      createdBy: context.caller.actor,
    })
  context.audit({
    action: 'groupSegments.invited',
    subjectKind: 'group',
    subjectId: groupId,
    groupId,
    data: { segment, recipients: toInvite.length },
  })
  context.changed([...messageDomains, 'groupSegments'], groupId)
  return { queued: toInvite.length }
}
