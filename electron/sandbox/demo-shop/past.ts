import { report } from '../delivery.ts'
import { emitJoined } from '../group-operations.ts'
import { createWamid } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import { dayMs, hourMs } from '../model.ts'
import type { Group, Person, SentMessage } from '../model.ts'
import { personOnWire } from '../people.ts'
import type { Random } from '../random.ts'
import { receiveText } from '../simulate/receive-text.ts'
import { emitGroupEvent, emitUserPreferences } from '../webhooks/updates.ts'
import type { DemoGroup, DemoPerson } from './resources.ts'
import { demoLines, demoShop, demoTemplates } from './resources.ts'

/** Something that happened, and how the world hears of it. */
export interface PastEvent {
  readonly at: number
  readonly tell: () => void
}

export interface GroupPast {
  readonly kernel: Kernel
  readonly draft: DemoGroup
  readonly group: Group
  readonly people: ReadonlyMap<string, Person>
  readonly random: Random
}

/** How far back the traffic goes. */
const trafficDays = 120
const quietSinceDays = 70
const shares: Readonly<Record<DemoPerson['activity'], number>> = {
  lively: 6,
  normal: 3,
  quiet: 0.6,
  gone_quiet: 3,
  never: 0,
}

function knownPerson({ people }: GroupPast, id: string): Person {
  const person = people.get(id)
  if (person === undefined) throw new Error(`The demo shop names nobody as ${id}`)
  return person
}

/** Creation, joins, leaves, removals and the open join requests. */
export function lifeEvents(past: GroupPast): PastEvent[] {
  const { kernel, draft, group } = past
  const now = kernel.settings.now()
  const joins = [...draft.members, ...draft.left].map(({ person, joinedDaysAgo }) => {
    const at = now - joinedDaysAgo * dayMs
    return { at, tell: () => emitJoined(kernel, group, [knownPerson(past, person)], at) }
  })
  return [creationEvent(past), ...joins, ...leaveEvents(past), ...requestEvents(past)]
}

function creationEvent({ kernel, group }: GroupPast): PastEvent {
  const event = {
    group_id: group.id,
    type: 'group_create',
    request_id: kernel.random.digits(15),
    subject: group.subject,
    description: group.description,
    invite_link: group.inviteLink,
    join_approval_mode: group.joinApprovalMode,
  }
  const at = group.createdAt
  return { at, tell: () => emitGroupEvent(kernel, 'group_lifecycle_update', event, at) }
}

function leaveEvents(past: GroupPast): PastEvent[] {
  const { kernel, draft, group } = past
  return draft.left.map(({ person: id, leftDaysAgo, by }) => {
    const person = knownPerson(past, id)
    const isRemoval = by === 'business'
    const event = {
      group_id: group.id,
      type: 'group_participants_remove',
      ...(isRemoval ? { request_id: kernel.random.digits(15) } : {}),
      initiated_by: by,
      removed_participants: [isRemoval ? { input: `+${person.phone}` } : personOnWire(person)],
    }
    const at = kernel.settings.now() - leftDaysAgo * dayMs
    return { at, tell: () => emitGroupEvent(kernel, 'group_participants_update', event, at) }
  })
}

function requestEvents({ kernel, group }: GroupPast): PastEvent[] {
  return group.joinRequests.map(({ id, person, createdAt: at }) => {
    const event = {
      group_id: group.id,
      type: 'group_join_request_created',
      join_request_id: id,
      ...personOnWire(person),
      reason: 'invite_link',
    }
    return { at, tell: () => emitGroupEvent(kernel, 'group_participants_update', event, at) }
  })
}

/** Who may have written on a day, each as often as their share says. */
function writersOn(past: GroupPast, daysAgo: number): { person: Person; share: number }[] {
  const present = past.draft.members.map((member) => ({ ...member, leftDaysAgo: -1 }))
  return [...present, ...past.draft.left].flatMap(({ person, joinedDaysAgo, leftDaysAgo }) => {
    const draft = demoShop.people.find(({ id }) => id === person)
    const isThere = joinedDaysAgo > daysAgo && leftDaysAgo < daysAgo
    const isSilent = draft?.activity === 'gone_quiet' && daysAgo < quietSinceDays
    if (draft === undefined || !isThere || isSilent || shares[draft.activity] === 0) return []
    return [{ person: knownPerson(past, person), share: shares[draft.activity] }]
  })
}

function pickWriter(past: GroupPast, daysAgo: number): Person | undefined {
  const writers = writersOn(past, daysAgo)
  let left = past.random.next() * writers.reduce((sum, { share }) => sum + share, 0)
  return writers.find(({ share }) => (left -= share) < 0)?.person
}

/** What the members wrote, each day in the thirteen hours before the present time of day. */
export function trafficEvents(past: GroupPast): PastEvent[] {
  const { kernel, draft, group, random } = past
  const now = kernel.settings.now()
  const lines =
    draft.language === 'both' ? [...demoLines.en, ...demoLines.zh] : demoLines[draft.language]
  const events: PastEvent[] = []
  for (let daysAgo = trafficDays; daysAgo >= draft.quietDays; daysAgo -= 1) {
    const expected = draft.messagesPerWeek / 7
    const count = Math.floor(expected) + (random.next() < expected % 1 ? 1 : 0)
    for (let index = 0; index < count; index += 1) {
      const at = now - daysAgo * dayMs - random.below(13 * hourMs) - 60_000
      const person = pickWriter(past, daysAgo)
      const text = random.pick(lines)
      if (person !== undefined && at > group.createdAt) {
        events.push({ at, tell: () => void receiveText(kernel, group.id, person, text, at) })
      }
    }
  }
  return events
}

/** What the shop announced, with who got and who read it. */
export function announcementEvents(past: GroupPast): PastEvent[] {
  const { kernel, draft, random } = past
  return draft.announcements.flatMap(({ daysAgo, template }) => {
    const at = kernel.settings.now() - daysAgo * dayMs + 37 * 60_000
    const message = addSent(past, at, template)
    const readers = message.audience.filter(() => random.next() < kernel.settings.readShare)
    for (const { key } of readers) message.readBy.add(key)
    const step = (
      delayMs: number,
      ...rest: [SentMessage['events'][number]['status'], Person[]]
    ) => ({
      at: at + delayMs,
      tell: () => report(kernel, message, ...rest, undefined, at + delayMs),
    })
    return [
      step(900, 'SENT', []),
      step(2400, 'DELIVERED', [...message.audience]),
      ...(readers.length > 0 ? [step(35 * 60_000, 'READ', readers)] : []),
    ]
  })
}

function addSent(past: GroupPast, at: number, template: string | undefined): SentMessage {
  const { kernel, group } = past
  const category = demoTemplates.find(({ name }) => name === template)?.category
  const message: SentMessage = {
    id: createWamid(kernel.random),
    historyId: kernel.random.digits(16),
    to: group.id,
    group,
    person: undefined,
    type: template === undefined ? 'text' : 'template',
    callbackData: undefined,
    templateCategory: category,
    inWindow: template === undefined,
    acceptedAt: at,
    audience: group.participants
      .filter(({ joinedAt }) => joinedAt < at)
      .map(({ person }) => person),
    events: [],
    readBy: new Set(),
  }
  kernel.state.sent.set(message.id, message)
  return message
}

/** Who stopped marketing messages. */
export function preferenceEvents(kernel: Kernel, people: ReadonlyMap<string, Person>): PastEvent[] {
  return demoShop.people.flatMap(({ id, stoppedMarketingDaysAgo }) => {
    const person = people.get(id)
    if (person === undefined || stoppedMarketingDaysAgo === undefined) return []
    const at = kernel.settings.now() - stoppedMarketingDaysAgo * dayMs
    const { username: _, ...ids } = personOnWire(person)
    const preference = {
      ...ids,
      detail: 'User requested to stop marketing messages',
      category: 'marketing_messages',
      value: 'stop',
      timestamp: seconds(at),
    }
    const contact = { profile: { name: person.name }, ...ids }
    return [{ at, tell: () => emitUserPreferences(kernel, contact, preference, at) }]
  })
}
