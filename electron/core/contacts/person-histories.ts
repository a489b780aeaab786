import type { ChatEvent, ChatExport } from './chat-log.ts'
import type { Stay } from './stays.ts'

export interface PersonHistory {
  /** As the export names the person. */
  readonly name: string
  /** E.164, where the name is a number; the number the person has now. */
  readonly number: string | null
  /** Other names of the same person in this export: numbers they had before. */
  readonly formerNames: readonly string[]
  /** An old number that became `number`, so that it can be replaced. */
  readonly formerNumbers: readonly string[]
  readonly isAdmin: boolean
  readonly stays: readonly Stay[]
}

const selves = new Set(['you', '你', '您'])

/**
 * Everybody an export speaks of, with their stays. The phone's owner is not named in notices and so
 * has a history only through what they wrote.
 */
export function personHistories(chat: ChatExport): PersonHistory[] {
  const followed = followNumbers(chat)
  const people = new Map<string, HistoryBuilder>()
  const person = (name: string): HistoryBuilder => {
    const current = followed.current(name)
    let builder = people.get(current)
    if (!builder) people.set(current, (builder = new HistoryBuilder(current)))
    builder.addName(name)
    return builder
  }
  for (const message of chat.messages) {
    if (message.kind === 'message' && message.author !== null)
      person(message.author).wrote(message.at)
    else if (message.event) applyEvent(message.event, message.at, person)
  }
  return [...people.values()].map((builder) => builder.finish(followed.numberOf))
}

function applyEvent(event: ChatEvent, at: number, person: (name: string) => HistoryBuilder): void {
  const who = event.who.filter((name) => !selves.has(name.toLowerCase()))
  const by = event.by === undefined || selves.has(event.by.toLowerCase()) ? null : event.by
  for (const name of who)
    switch (event.type) {
      case 'added':
      case 'joined_link':
        person(name).joined(at)
        break
      case 'left':
        person(name).left(at, 'left')
        break
      case 'removed':
        person(name).left(at, by === name ? 'left' : 'removed')
        break
      case 'created':
        person(name).joined(at)
        person(name).isAdmin = true
        break
      case 'admin_granted':
        person(name).seen(at)
        person(name).isAdmin = true
        break
      case 'number_changed':
      case 'subject_changed':
        person(name).seen(at)
        break
    }
  // Only admins can remove others.
  if (event.type === 'removed' && by !== null && !who.includes(by)) {
    person(by).seen(at)
    person(by).isAdmin = true
  }
}

/** A person who changed their number has one history, under the number they have now. */
function followNumbers(chat: ChatExport) {
  const numberOf = new Map(chat.numbers)
  const nameOfNumber = new Map([...chat.numbers].map(([name, number]) => [number, name]))
  const next = new Map<string, string>()
  for (const { event } of chat.messages) {
    if (event?.type !== 'number_changed' || event.newNumber === undefined) continue
    const newName = nameOfNumber.get(event.newNumber) ?? event.newNumber
    numberOf.set(newName, event.newNumber)
    for (const name of event.who)
      if (numberOf.has(name) && name !== newName && !leadsTo(next, newName, name))
        next.set(name, newName)
  }
  return {
    numberOf,
    current(name: string): string {
      let current = name
      while (next.has(current)) current = next.get(current)!
      return current
    },
  }
}

function leadsTo(next: ReadonlyMap<string, string>, from: string, to: string): boolean {
  let name: string | undefined = from
  while (name !== undefined && name !== to) name = next.get(name)
  return name === to
}

type OpenStay = { -readonly [K in keyof Stay]: Stay[K] }

class HistoryBuilder {
  isAdmin = false
  readonly #name: string
  readonly #names = new Set<string>()
  readonly #stays: OpenStay[] = []

  constructor(name: string) {
    this.#name = name
  }

  addName(name: string): void {
    this.#names.add(name)
  }

  wrote(at: number): void {
    const stay = this.#open(at)
    stay.lastWroteAt = Math.max(stay.lastWroteAt ?? at, at)
  }

  seen(at: number): void {
    this.#open(at)
  }

  joined(at: number): void {
    const last = this.#stays.at(-1)
    if (last && last.leftAt === null) last.lastSeenAt = Math.max(last.lastSeenAt, at)
    else this.#start(at, at)
  }

  left(at: number, reason: 'left' | 'removed'): void {
    const last = this.#stays.at(-1)
    if (last && last.leftAt !== null) return
    const stay = last ?? this.#start(null, at)
    stay.leftAt = at
    stay.leftReason = reason
    stay.lastSeenAt = Math.max(stay.lastSeenAt, at)
  }

  finish(numberOf: ReadonlyMap<string, string>): PersonHistory {
    const number = numberOf.get(this.#name) ?? null
    const formerNames = [...this.#names].filter((name) => name !== this.#name)
    const formerNumbers = formerNames.flatMap((name) => numberOf.get(name) ?? [])
    return {
      name: this.#name,
      number,
      formerNames,
      formerNumbers: formerNumbers.filter((former) => former !== number),
      isAdmin: this.isAdmin,
      stays: this.#stays,
    }
  }

  /** The running stay; without a notice of joining, one whose beginning nobody saw. */
  #open(at: number): OpenStay {
    const last = this.#stays.at(-1)
    if (!last || last.leftAt !== null) return this.#start(null, at)
    last.lastSeenAt = Math.max(last.lastSeenAt, at)
    return last
  }

  #start(joinedAt: number | null, at: number): OpenStay {
    const stay: OpenStay = {
      joinedAt,
      leftAt: null,
      leftReason: null,
      lastSeenAt: at,
      lastWroteAt: null,
    }
    this.#stays.push(stay)
    return stay
  }
}
