import { dayMs, hourMs } from '../model.ts'
import type { Random } from '../random.ts'
import { createRandom } from '../random.ts'
import { demoLines, demoPhoneGroup } from './resources.ts'

export type ChatLanguage = 'en' | 'zh'

export interface PhoneGroupMember {
  readonly name: string
  /** With `+`. */
  readonly phone: string
  /** In the owner's address book; otherwise the export shows the number. */
  readonly isSaved: boolean
  readonly isAdmin: boolean
  readonly joinedAt: number
  /** Left or was removed, if so. */
  readonly leftAt: number | undefined
  /** Messages come until here; people may fall silent long before they leave, or never write. */
  readonly writesUntil: number
  readonly share: number
}

/** One thing that a chat export tells of. */
export type StoryEvent = { readonly at: number } & (
  | { readonly kind: 'created' | 'encrypted' | 'subject' }
  | { readonly kind: 'joined' | 'left' | 'removed'; readonly member: PhoneGroupMember }
  | {
      readonly kind: 'text' | 'media' | 'deleted'
      readonly member: PhoneGroupMember | 'owner'
      readonly text: string
    }
)

/** How long the group has been there. */
export const storyDays = 274
const messagesPerDay = 7

/** The ordinary group's members as of `now`; the same for the same moment. */
export function phoneGroupMembers(now: number): PhoneGroupMember[] {
  const random = createRandom('phone group members')
  return demoPhoneGroup.members.map(({ name, phone }, position) => {
    const joinedDaysAgo = position < 25 ? storyDays - 1 : random.below(storyDays - 10) + 5
    const joinedAt = now - joinedDaysAgo * dayMs + random.below(10 * hourMs)
    const hasLeft = position % 13 === 7
    const leftAt = hasLeft ? joinedAt + (now - joinedAt) * (0.3 + 0.5 * random.next()) : undefined
    const isSilent = position % 5 === 4
    const fellSilent = position % 7 === 3
    return {
      name,
      phone,
      joinedAt,
      leftAt: leftAt === undefined ? undefined : Math.floor(leftAt),
      isSaved: position % 4 !== 1,
      isAdmin: position === 0 || position === 14,
      writesUntil: fellSilent ? now - (100 + random.below(60)) * dayMs : (leftAt ?? now),
      share: isSilent ? 0 : 1 + random.below(6),
    }
  })
}

/** Everything that happened in the group, oldest first. */
export function phoneGroupStory(now: number, language: ChatLanguage): StoryEvent[] {
  const random = createRandom('phone group story')
  const members = phoneGroupMembers(now)
  const start = now - storyDays * dayMs
  const events: StoryEvent[] = [
    { at: start, kind: 'encrypted' },
    { at: start + 60_000, kind: 'created' },
    { at: start + 90 * dayMs, kind: 'subject' },
  ]
  for (const member of members) {
    events.push({ at: member.joinedAt, kind: 'joined', member })
    if (member.leftAt !== undefined) {
      events.push({ at: member.leftAt, kind: random.next() < 0.6 ? 'left' : 'removed', member })
    }
  }
  for (let day = 1; day < storyDays; day += 1) {
    events.push(...messagesOn(start + day * dayMs, members, language, random))
  }
  return events.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
}

function messagesOn(
  dayStart: number,
  members: readonly PhoneGroupMember[],
  language: ChatLanguage,
  random: Random,
): StoryEvent[] {
  const count = random.below(messagesPerDay * 2)
  return Array.from({ length: count }, () => {
    const at = dayStart + random.below(14 * hourMs)
    const roll = random.next()
    const member = roll < 0.12 ? ('owner' as const) : pickWriter(members, at, random)
    const kind = roll > 0.97 ? ('deleted' as const) : roll > 0.9 ? ('media' as const) : 'text'
    return { at, kind, member: member ?? 'owner', text: pickText(language, random) }
  })
}

function pickWriter(
  members: readonly PhoneGroupMember[],
  at: number,
  random: Random,
): PhoneGroupMember | undefined {
  const writers = members.filter(({ joinedAt, writesUntil }) => joinedAt < at && at < writesUntil)
  let left = random.next() * writers.reduce((sum, { share }) => sum + share, 0)
  return writers.find(({ share }) => (left -= share) < 0)
}

/** Mostly one's own language, at times the other, now and then several lines. */
function pickText(language: ChatLanguage, random: Random): string {
  const roll = random.next()
  const other = language === 'en' ? 'zh' : 'en'
  if (roll < 0.03) return random.pick(demoPhoneGroup.multiline[language])
  return random.pick(demoLines[roll < 0.25 ? other : language])
}
