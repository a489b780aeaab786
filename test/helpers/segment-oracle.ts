import {
  isSegmentGroup,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentNode,
} from '../../shared/domain/segments.ts'
import type { WorldContact } from './segment-world.ts'

const dayMs = 24 * 60 * 60 * 1000

export interface OracleOptions {
  readonly now: number
  readonly segments: ReadonlyMap<string, SegmentGroup>
}

/** What a segment means, told without SQL: the contacts that fit, by id. */
export function fittingContacts(
  conditions: SegmentGroup,
  contacts: readonly WorldContact[],
  options: OracleOptions,
): string[] {
  return contacts
    .filter((contact) => !contact.binned && holds(conditions, contact, options))
    .map((contact) => contact.id)
}

function holds(node: SegmentNode, contact: WorldContact, options: OracleOptions): boolean {
  if (!isSegmentGroup(node)) return answer(node, contact, options)
  const answers = node.of.map((child) => holds(child, contact, options))
  const joined =
    answers.length === 0 || (node.type === 'all' ? answers.every(Boolean) : answers.some(Boolean))
  return joined !== node.isNot
}

const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

function text(value: string, operator: string, wanted: string): boolean {
  const [has, asked] = [fold(value), fold(wanted)]
  if (operator === 'is' || operator === 'eq') return has === asked
  if (operator === 'isNot' || operator === 'ne') return has !== asked
  if (operator === 'contains') return has.includes(asked)
  if (operator === 'notContains') return !has.includes(asked)
  if (operator === 'startsWith') return has.startsWith(asked)
  if (operator === 'isEmpty') return value === ''
  if (operator === 'isNotEmpty') return value !== ''
  return false
}

function compare(left: number, comparison: string, right: number): boolean {
  if (comparison === 'eq') return left === right
  if (comparison === 'ne') return left !== right
  if (comparison === 'lt') return left < right
  if (comparison === 'le') return left <= right
  if (comparison === 'gt') return left > right
  return left >= right
}

const isIn = (operator: string, found: boolean) => (operator === 'notIn' ? !found : found)

const bestFirst = {
  tiers: ['loyal', 'potential', 'lost'],
  classes: [
    'champions',
    'loyal_customers',
    'potential_loyalist',
    'promising',
    'new_customers',
    'need_attention',
    'others',
    'about_to_sleep',
    'at_risk',
    'cannot_lose',
    'lost',
  ],
}

/** Year and month, counted back one by one. */
function monthsAgo(months: number, now: number): [number, number] {
  let [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth() + 1]
  for (let back = 0; back < months; back += 1)
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1]
  return [year, month]
}

function standing(contact: WorldContact, purpose: string): string {
  const rank = { withdrawn: 2, expired: 1, given: 0 } as Record<string, number>
  const entries = contact.consent
    .filter((entry) => entry.purpose === purpose)
    .toSorted((one, other) => other.at - one.at || rank[other.state]! - rank[one.state]!)
  return entries[0]?.state ?? 'unknown'
}

function answer(asked: SegmentCondition, contact: WorldContact, options: OracleOptions): boolean {
  const { now } = options
  const since = (days: number | null) => (days === null ? 0 : now - days * dayMs)
  switch (asked.type) {
    case 'text':
      return text(contact[asked.field] ?? '', asked.operator, asked.value)
    case 'country':
      return isIn(asked.operator, asked.values.includes(contact.country ?? ''))
    case 'source':
      return isIn(asked.operator, asked.values.includes(contact.source as never))
    case 'number':
      return contact.hasNumber === asked.isThere
    case 'date':
      return date(asked, contact, now)
    case 'birthday':
      return hasBirthday(contact.birthday, asked.withinDays, now)
    case 'tag': {
      const has = asked.tagIds.map((tag) => contact.tags.includes(tag))
      return asked.operator === 'all'
        ? has.every(Boolean)
        : has.some(Boolean) === (asked.operator === 'any')
    }
    case 'list':
      return isIn(asked.operator, contact.lists.includes(asked.listId))
    case 'custom':
      return custom(asked, contact.custom[asked.key] ?? '')
    case 'consent':
      return (standing(contact, asked.purpose) === asked.state) === (asked.operator === 'is')
    case 'screening':
      return isIn(asked.operator, asked.values.includes(contact.screening as never))
    case 'group': {
      const of = contact.stays.filter(
        (stay) => asked.groupId === null || stay.group === asked.groupId,
      )
      const isNow = of.some((stay) => !stay.hasLeft)
      if (asked.operator === 'wasIn') return !isNow && of.some((stay) => stay.hasLeft)
      return isIn(asked.operator, isNow)
    }
    case 'orders': {
      const amounts = contact.orders
        .filter((order) => order.at >= since(asked.withinDays))
        .map((order) => order.amount)
      const sum = amounts.reduce((total, amount) => total + amount, 0)
      const measures = {
        count: amounts.length,
        sum,
        average: amounts.length === 0 ? 0 : sum / amounts.length,
        largest: Math.max(0, ...amounts),
      }
      return compare(measures[asked.measure], asked.comparison, asked.value)
    }
    case 'item': {
      const bought = contact.orders.some(
        (order) =>
          order.at >= since(asked.withinDays) && fold(order.item).includes(fold(asked.text)),
      )
      return bought === (asked.operator === 'bought')
    }
    case 'messages': {
      const counted = contact.messages.filter(
        (message) =>
          message.at >= since(asked.withinDays) &&
          (asked.what === 'any' || message.type === 'button' || message.type === 'interactive'),
      )
      return compare(counted.length, asked.comparison, asked.value)
    }
    case 'announcement': {
      const isAbout =
        asked.what === 'read' || asked.what === 'notRead' ? ['read'] : ['delivered', 'read']
      const found = contact.deliveries.some(
        (delivery) => delivery.at >= since(asked.withinDays) && isAbout.includes(delivery.state),
      )
      return asked.what === 'notRead' || asked.what === 'notGot' ? !found : found
    }
    case 'broadcast': {
      const { what } = asked
      const isNot = what.startsWith('not')
      const found = contact.broadcasts.some(
        ({ broadcast, at, state, isAnswered }) =>
          (asked.broadcastId === null || asked.broadcastId === broadcast) &&
          at >= since(asked.withinDays) &&
          (what === 'heldOut'
            ? state === 'hold_out'
            : state !== 'hold_out' &&
              (/answered/i.test(what)
                ? isAnswered
                : state === 'read' || (/got/i.test(what) && state === 'delivered'))),
      )
      return found !== isNot
    }
    case 'rfm':
      return isIn(
        asked.operator,
        contact.rfm !== null && asked.classes.includes(contact.rfm.class as never),
      )
    case 'tier':
      return isIn(
        asked.operator,
        contact.rfm !== null && asked.tiers.includes(contact.rfm.tier as never),
      )
    case 'movedDown': {
      const { rfm } = contact
      if (rfm === null) return false
      const [year, month] = monthsAgo(asked.withinMonths, now)
      return contact.falls.some((fall) => {
        const [fellYear, fellMonth] = fall.month.split('-').map(Number) as [number, number]
        const isLate = fellYear > year || (fellYear === year && fellMonth >= month)
        return (
          isLate &&
          (asked.what === 'tier'
            ? bestFirst.tiers.indexOf(rfm.tier) > bestFirst.tiers.indexOf(fall.tier)
            : bestFirst.classes.indexOf(rfm.class) > bestFirst.classes.indexOf(fall.class))
        )
      })
    }
    case 'segment': {
      const other = options.segments.get(asked.segmentId)
      return isIn(asked.operator, other !== undefined && holds(other, contact, options))
    }
  }
}

function date(
  asked: Extract<SegmentCondition, { type: 'date' }>,
  contact: WorldContact,
  now: number,
): boolean {
  const latest = (times: readonly number[]) => (times.length === 0 ? null : Math.max(...times))
  const at = {
    createdAt: contact.createdAt,
    lastSeenAt: latest(contact.messages.map((message) => message.at)),
    lastOrderAt: latest(contact.orders.map((order) => order.at)),
  }[asked.field]
  if (asked.operator === 'isEmpty') return at === null
  if (asked.operator === 'isNotEmpty') return at !== null
  const moment = asked.moment.kind === 'at' ? asked.moment.at : now - asked.moment.days * dayMs
  return at !== null && (asked.operator === 'before' ? at < moment : at >= moment)
}

/** By walking the days from today on. */
function hasBirthday(birthday: string | null, withinDays: number, now: number): boolean {
  if (birthday === null) return false
  const [month, day] = birthday.slice(-5).split('-').map(Number) as [number, number]
  for (let ahead = 0; ahead <= withinDays; ahead += 1) {
    const date = new Date(now)
    date.setHours(12, 0, 0, 0)
    date.setDate(date.getDate() + ahead)
    // In a year without it, the day after 28 February is this very Date.
    const kept = new Date(date.getFullYear(), month - 1, day)
    if (kept.getMonth() === date.getMonth() && kept.getDate() === date.getDate()) return true
  }
  return false
}

function custom(asked: Extract<SegmentCondition, { type: 'custom' }>, value: string): boolean {
  const isPlain = ['isEmpty', 'isNotEmpty', 'contains'].includes(asked.operator)
  if (asked.as === 'text' || isPlain) return text(value, asked.operator, asked.value)
  if (!/^[0-9.-]*[0-9][0-9.-]*$/.test(value)) return false
  return compare(Number.parseFloat(value), asked.operator, Number(asked.value) || 0)
}
