import { AppError } from '../../../shared/errors.ts'
import type { FakeState } from './fake-state.ts'
import type { HandlersOf } from './fake-handlers-office.ts'
import { dayMs, fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import { activity } from './fake-shop/groups.ts'
import { ruleStatuses } from './fake-shop/rules.ts'

/** The group with this id, or the refusal a real host gives. */
export function groupOf(state: FakeState, groupId: string) {
  const group = state.groups.find((candidate) => candidate.id === groupId)
  if (group === undefined) throw new AppError('not_found')
  return group
}

function decideRequests(state: FakeState, ids: readonly string[], to: 'approving' | 'rejecting') {
  state.joinRequests = state.joinRequests.map((request) =>
    ids.includes(request.id) ? { ...request, state: to } : request,
  )
  return { jobs: ids.length }
}

/** Answers of the calls about groups, members and rules. */
export const fakeGroupHandlers: HandlersOf<
  | 'groups'
  | 'joinRequests'
  | 'members'
  | 'chatExports'
  | 'contactLists'
  | 'ruleSets'
  | 'rules'
  | 'findings'
> = {
  'groups.list': (input, state) =>
    pageOfItems(
      state.groups.filter(
        (group) =>
          (input.kind === undefined || group.kind === input.kind) &&
          group.subject.toLowerCase().includes((input.search ?? '').toLowerCase()),
      ),
      input,
    ),
  'groups.get': (input, state) => {
    const group = groupOf(state, input.groupId)
    const openPlan = state.plans.find((plan) => plan.groupId === group.id && plan.state === 'open')
    const review = state.reviews.find(
      (candidate) => candidate.groupId === group.id && candidate.state === 'open',
    )
    return {
      ...group,
      hasInviteLink: group.kind === 'managed',
      inviteLinkRotatedAt: group.kind === 'managed' ? shopNow - 34 * dayMs : null,
      failureCode: null,
      activeReviewId: review?.id ?? null,
      nextReviewAt: group.ruleSetId === null ? null : shopNow + 12 * dayMs,
      openPlanId: openPlan?.id ?? null,
    }
  },
  'groups.create': (input, state) => {
    const groupId = state.newId()
    const sample = state.groups[0]
    if (sample === undefined) throw new AppError('not_found')
    state.groups.push({
      ...sample,
      id: groupId,
      kind: input.kind,
      state: input.kind === 'managed' ? 'creating' : 'active',
      subject: input.subject,
      participantCount: 0,
      openFindings: 0,
      pendingJoinRequests: 0,
      ruleSetId: null,
      ruleSetName: null,
      ruleTally: { enforced: 0, watched: 0, byHand: 0, broken: 0, stale: 0 },
    })
    return { groupId }
  },
  'groups.update': (input, state) => {
    const group = groupOf(state, input.groupId)
    if (input.subject !== undefined) group.subject = input.subject
    if (input.description !== undefined) group.description = input.description
    return { done: true }
  },
  'groups.delete': (input, state) => {
    if (groupOf(state, input.groupId).subject !== input.confirmSubject)
      throw new AppError('confirmation_required')
    state.groups = state.groups.filter((group) => group.id !== input.groupId)
    return { done: true }
  },
  'groups.revealInviteLink': () => ({ inviteLink: 'https://chat.whatsapp.com/FaKe00ExampleLink' }),
  'groups.resetInviteLink': (_input, state) => ({ jobId: state.newId() }),
  'groups.activity': (input, state) => ({
    weeks: activity(input.weeks, groupOf(state, input.groupId).participantCount / 100),
  }),
  'joinRequests.list': (input, state) =>
    pageOfItems(
      state.joinRequests.filter(
        (request) => input.groupId === undefined || request.groupId === input.groupId,
      ),
      input,
    ),
  'joinRequests.approve': (input, state) =>
    decideRequests(state, input.joinRequestIds, 'approving'),
  'joinRequests.reject': (input, state) => decideRequests(state, input.joinRequestIds, 'rejecting'),

  'members.list': (input, state) => {
    const found = state.members.filter(
      (member) =>
        member.groupId === input.groupId &&
        (input.state === 'all' || (member.leftAt === null) === (input.state === 'current')) &&
        (input.optIn === undefined || member.optIn === input.optIn) &&
        member.name.toLowerCase().includes((input.search ?? '').toLowerCase()),
    )
    const direction = input.descending ? -1 : 1
    const value = (member: (typeof found)[number]): number =>
      input.sort === 'joined'
        ? (member.joinedAt ?? 0)
        : input.sort === 'lastWrote'
          ? (member.lastWroteAt ?? 0)
          : member.messages30
    found.sort((left, right) =>
      input.sort === 'name'
        ? direction * left.name.localeCompare(right.name, 'zh-CN')
        : direction * (value(left) - value(right)),
    )
    return pageOfItems(found, input)
  },
  'members.reveal': (input, state) => {
    const member = state.members.find((candidate) => candidate.contactId === input.contactId)
    const masked = member?.maskedNumber ?? '+86 150 ···· 6608'
    return { number: member?.maskedNumber === null ? null : masked.replace('····', '5555') }
  },
  'members.import': (input) => ({
    groupId: input.groupId ?? fakeId('group', 4),
    rows: 41,
    imported: 38,
    newMembers: 5,
    rejected: [
      { line: 7, column: 'number', reason: 'number_invalid' },
      { line: 19, column: 'number', reason: 'number_invalid' },
      { line: 30, column: 'name', reason: 'name_missing' },
    ],
    rejectedTotal: 3,
  }),
  'chatExports.import': (input) => ({
    groupId: input.groupId ?? fakeId('group', 3),
    format: 'ios',
    messages: 1204,
    newMessages: 312,
    members: 312,
    newMembers: 3,
    left: 2,
    systemMessages: 48,
    skippedLines: 4,
    firstAt: shopNow - 400 * dayMs,
    lastAt: shopNow - dayMs,
  }),
  'contactLists.list': (_input, state) => ({ lists: state.contactLists }),
  'contactLists.save': (input, state) => {
    const known = state.contactLists.find((list) => list.id === input.listId)
    if (known !== undefined) return Object.assign(known, { name: input.name })
    const made = { id: state.newId(), name: input.name, size: 0 }
    state.contactLists.push(made)
    return made
  },
  'contactLists.setMembers': (input, state) => {
    const list = state.contactLists.find((candidate) => candidate.id === input.listId)
    if (list === undefined) throw new AppError('not_found')
    list.size = Math.max(0, list.size + (input.isIn ? 1 : -1) * input.contactIds.length)
    return list
  },

  'ruleSets.list': (_input, state) => ({ ruleSets: state.ruleSets }),
  'ruleSets.get': (input, state) => {
    const found = state.ruleSets.find((set) => set.id === input.ruleSetId)
    if (found === undefined) throw new AppError('not_found')
    return found
  },
  'ruleSets.save': (input, state) => {
    const known = state.ruleSets.find((set) => set.id === input.ruleSetId)
    const { ruleSetId: _id, ...rest } = input
    if (known !== undefined)
      return Object.assign(known, rest, { version: known.version + 1, updatedAt: Date.now() })
    const made = { id: state.newId(), ...rest, version: 1, groupCount: 0, updatedAt: Date.now() }
    state.ruleSets.push(made)
    return made
  },
  'ruleSets.delete': (input, state) => {
    state.ruleSets = state.ruleSets.filter((set) => set.id !== input.ruleSetId)
    return { done: true }
  },
  'ruleSets.assign': (input, state) => {
    const set = state.ruleSets.find((candidate) => candidate.id === input.ruleSetId)
    for (const groupId of input.groupIds)
      Object.assign(groupOf(state, groupId), {
        ruleSetId: input.ruleSetId,
        ruleSetName: set?.name ?? null,
      })
    return { groups: input.groupIds.length }
  },
  'rules.status': (input, state) => ({
    rules: ruleStatuses(input.groupId).map((status) =>
      state.confirmed.has(`${input.groupId} ${status.rule}`)
        ? {
            ...status,
            condition: 'ok' as const,
            confirmedAt: Date.now(),
            confirmedBy: 'owner',
            staleAt: Date.now() + 30 * dayMs,
          }
        : status,
    ),
  }),
  'rules.confirm': (input, state) => {
    state.confirmed.add(`${input.groupId} ${input.rule}`)
    return { done: true }
  },
  'findings.list': (input, state) =>
    pageOfItems(
      state.findings.filter(
        (finding) =>
          (input.groupId === undefined || finding.groupId === input.groupId) &&
          (input.rule === undefined || finding.rule === input.rule) &&
          (input.state === 'all' || finding.state === input.state),
      ),
      input,
    ),
  'findings.evaluate': (_input, state) => ({
    groups: state.groups.length,
    opened: 2,
    closed: 1,
    open: state.findings.filter((finding) => finding.state === 'open').length,
  }),
  'findings.dismiss': (input, state) => {
    state.findings = state.findings.map((finding) =>
      finding.id === input.findingId
        ? {
            ...finding,
            state: 'dismissed',
            closedAt: Date.now(),
            closedReason: 'dismissed',
            note: input.note,
          }
        : finding,
    )
    return { done: true }
  },
}
