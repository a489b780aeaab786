import type { SyncResult } from '../../shared/domain/account.ts'
import type { GraphClient } from '../graph/graph-client.ts'
import type { GraphGroup, GraphJoinRequest, GraphTemplate } from '../graph/graph-records.ts'
import { describeGraphError, GraphApiError } from '../graph/errors.ts'
import { upsertContact } from '../store/contact-store.ts'
import {
  findGroupByRemoteId,
  insertGroup,
  listGroupRows,
  updateGroup,
  type GroupRow,
} from '../store/group-store.ts'
import {
  findJoinRequestByRemoteId,
  insertJoinRequest,
  liveJoinRequests,
  setJoinRequestState,
} from '../store/join-request-store.ts'
import {
  addParticipant,
  currentContactIds,
  endParticipation,
  latestStay,
} from '../store/member-store.ts'
import { removalsUnderWay } from '../store/plan-store.ts'
import { writeValue } from '../store/settings-store.ts'
import { replaceTemplates } from '../store/template-store.ts'
import { takeOutOfBin } from './clean-up/take-out-of-bin.ts'
import type { CommandContext } from './context.ts'
import { evaluateGroup } from './evaluate-group.ts'
import { screenJoining } from './screening/screen-contacts.ts'
import { syncedAtKey, syncErrorKey } from './setting-keys.ts'
import { toSyncedTemplate } from './templates/synced-template.ts'
import { noteRemoval } from './jobs/remove-participants.ts'

interface RemoteGroup {
  readonly group: GraphGroup
  readonly inviteLink: string | null
  readonly joinRequests: readonly GraphJoinRequest[]
}

/** All that WhatsApp shows of the account, as it was seen from `startedAt` on. */
export interface RemoteState {
  readonly startedAt: number
  readonly groups: readonly RemoteGroup[]
  readonly templates: readonly GraphTemplate[]
}

const linkTries = 3
/** Groups asked for at the same time: quicker than one by one, far from any limit. */
const groupsAtOnce = 4

/** Asks WhatsApp for everything that can be asked. `onGroup` hears of each group done, and of how many. */
export async function fetchRemote(
  graph: GraphClient,
  startedAt: number,
  signal: AbortSignal,
  onGroup: (done: number, total: number) => void,
): Promise<RemoteState> {
  const ids: string[] = []
  for await (const summary of graph.listGroups()) ids.push(summary.groupId)
  const groups: RemoteGroup[] = []
  for (let start = 0; start < ids.length; start += groupsAtOnce) {
    signal.throwIfAborted()
    const some = ids.slice(start, start + groupsAtOnce)
    groups.push(...(await Promise.all(some.map((groupId) => fetchGroup(graph, groupId)))))
    onGroup(groups.length, ids.length)
  }
  const templates: GraphTemplate[] = []
  for await (const template of graph.listTemplates()) templates.push(template)
  return { startedAt, groups, templates }
}

async function fetchGroup(graph: GraphClient, groupId: string): Promise<RemoteGroup> {
  const group = await graph.getGroup(groupId)
  if (group.isSuspended) return { group, inviteLink: null, joinRequests: [] }
  const [joinRequests, inviteLink] = await Promise.all([
    joinRequestsOf(graph, groupId),
    inviteLinkOf(graph, groupId),
  ])
  return { group, inviteLink, joinRequests }
}

async function joinRequestsOf(graph: GraphClient, groupId: string): Promise<GraphJoinRequest[]> {
  const joinRequests: GraphJoinRequest[] = []
  for await (const request of graph.listJoinRequests(groupId)) joinRequests.push(request)
  return joinRequests
}

/**
 * A group without a link, or one whose link may not be read, is still a group. Graph tells of a missing
 * link as of a passing trouble, so it is asked a few times before it counts as missing.
 */
async function inviteLinkOf(graph: GraphClient, groupId: string): Promise<string | null> {
  for (let tries = 1; ; tries += 1)
    try {
      return await graph.getInviteLink(groupId)
    } catch (error) {
      if (!(error instanceof GraphApiError)) throw error
      if (!describeGraphError(error).retryable || tries === linkTries) return null
    }
}

/**
 * Brings the store in line with what was seen. What happened since `startedAt` is told by updates and
 * is newer than this look, so it stays. WhatsApp's times are whole seconds: what carries the second in
 * which the look began may have come after it.
 */
export function applyRemote(context: CommandContext, remote: RemoteState): SyncResult {
  const result = { groups: 0, participants: 0, joinRequests: 0, templates: 0, joined: 0, left: 0 }
  const seen = new Set<string>()
  for (const found of remote.groups) {
    const groupId = applyGroup(context, found, remote.startedAt)
    seen.add(groupId)
    const people = applyParticipants(context, groupId, found.group, remote.startedAt)
    applyJoinRequests(context, groupId, found.joinRequests, remote.startedAt)
    evaluateGroup(context, groupId)
    result.groups += 1
    result.participants += found.group.participants.length
    result.joinRequests += found.joinRequests.length
    result.joined += people.joined
    result.left += people.left
  }
  for (const group of listGroupRows(context.db)) noteGone(context, group, seen, remote.startedAt)
  replaceTemplates(context.db, context, remote.templates.map(toSyncedTemplate))
  result.templates = remote.templates.length
  writeValue(context.db, syncedAtKey, String(context.now))
  writeValue(context.db, syncErrorKey, '')
  context.audit({ action: 'sync.finished', subjectKind: 'account', data: { ...result } })
  context.changed([
    'groups',
    'members',
    'joinRequests',
    'templates',
    'findings',
    'rules',
    'overview',
    'sync',
  ])
  return result
}

function applyGroup(
  context: CommandContext,
  { group, inviteLink }: RemoteGroup,
  startedAt: number,
): string {
  const known =
    findGroupByRemoteId(context.db, group.groupId) ?? adoptCreating(context, group, startedAt)
  const id =
    known?.id ??
    insertGroup(context.db, context, {
      kind: 'managed',
      state: 'active',
      remoteId: group.groupId,
      subject: group.subject,
      description: group.description,
      joinApprovalMode: group.joinApprovalMode,
      remoteCreatedAt: group.createdAt,
    })
  updateGroup(context.db, context.now, id, {
    state: group.isSuspended ? 'suspended' : 'active',
    subject: group.subject,
    description: group.description,
    join_approval_mode: group.joinApprovalMode,
    remote_created_at: group.createdAt,
    invite_link:
      (known?.invite_link_rotated_at ?? 0) >= startedAt ? undefined : (inviteLink ?? undefined),
    invite_link_rotated_at:
      (known?.invite_link_rotated_at ?? null) === null ? (group.createdAt ?? undefined) : undefined,
    last_synced_at: context.now,
  })
  return id
}

/** A group that the app asked for and whose creation no update has told of yet. */
function adoptCreating(
  context: CommandContext,
  group: GraphGroup,
  startedAt: number,
): GroupRow | null {
  const waiting = listGroupRows(context.db).find(
    (row) =>
      row.state === 'creating' &&
      row.remote_id === null &&
      row.subject === group.subject &&
      row.created_at <= startedAt,
  )
  if (!waiting) return null
  updateGroup(context.db, context.now, waiting.id, { remote_id: group.groupId })
  return { ...waiting, remote_id: group.groupId }
}

function applyParticipants(
  context: CommandContext,
  groupId: string,
  group: GraphGroup,
  startedAt: number,
) {
  const present = new Set<string>()
  let joined = 0
  let left = 0
  for (const person of group.participants) {
    const contactId = upsertContact(context.db, context, person)
    present.add(contactId)
    const leftAt = latestStay(context.db, groupId, contactId)?.leftAt ?? null
    if (leftAt !== null && leftAt >= wholeSecond(startedAt)) continue
    if (
      !addParticipant(context.db, context, { groupId, contactId, source: 'sync', joinedAt: null })
    )
      continue
    joined += 1
    takeOutOfBin(context, contactId, 'joined')
    context.audit({
      action: 'participants.joined',
      subjectKind: 'contact',
      subjectId: contactId,
      groupId,
      contactId,
      data: { source: 'sync' },
    })
  }
  const removing = removalsUnderWay(context.db, groupId)
  for (const contactId of currentContactIds(context.db, groupId)) {
    if (present.has(contactId)) continue
    const stay = latestStay(context.db, groupId, contactId)
    if (stay && Math.max(stay.joinedAt ?? 0, stay.knownSince) >= wholeSecond(startedAt)) continue
    left += 1
    if (removing.has(contactId)) noteRemoval(context, groupId, contactId, context.now)
    else if (endParticipation(context.db, groupId, contactId, context.now, 'unknown'))
      context.audit({
        action: 'participants.left',
        subjectKind: 'contact',
        subjectId: contactId,
        groupId,
        contactId,
        data: { source: 'sync' },
      })
  }
  return { joined, left }
}

function applyJoinRequests(
  context: CommandContext,
  groupId: string,
  requests: readonly GraphJoinRequest[],
  startedAt: number,
): void {
  const waiting = new Set(requests.map((request) => request.joinRequestId))
  for (const request of requests) {
    const known = findJoinRequestByRemoteId(context.db, groupId, request.joinRequestId)
    if (known) continue
    const contactId = upsertContact(context.db, context, request.person)
    takeOutOfBin(context, contactId, 'asked_to_join')
    insertJoinRequest(context.db, context, {
      groupId,
      remoteId: request.joinRequestId,
      contactId,
      reason: null,
      requestedAt: request.requestedAt ?? startedAt,
    })
    screenJoining(context, contactId)
  }
  for (const request of liveJoinRequests(context.db, groupId))
    if (
      request.state === 'pending' &&
      request.updated_at < startedAt &&
      !waiting.has(request.remote_id)
    )
      setJoinRequestState(context.db, context.now, request.id, 'gone')
}

function wholeSecond(at: number): number {
  return at - (at % 1000)
}

/** A managed group that WhatsApp no longer lists has been deleted elsewhere. */
function noteGone(
  context: CommandContext,
  group: GroupRow,
  seen: ReadonlySet<string>,
  startedAt: number,
): void {
  if (group.kind !== 'managed' || group.remote_id === null || seen.has(group.id)) return
  if (group.state === 'deleted' || group.created_at >= startedAt) return
  updateGroup(context.db, context.now, group.id, { state: 'deleted' })
  context.audit({
    action: 'groups.gone',
    subjectKind: 'group',
    subjectId: group.id,
    groupId: group.id,
  })
}
