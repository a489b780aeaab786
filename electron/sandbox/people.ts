import { createHash } from 'node:crypto'
import type { Person } from './model.ts'

/** How a caller of the sandbox names a person, known or not yet. */
export interface PersonInput {
  readonly name?: string
  /** With or without `+`. */
  readonly phone?: string
  /** `null` for a person of the time before business-scoped user ids. */
  readonly userId?: string | null
  readonly username?: string
  readonly hidesPhone?: boolean
}

/** A known person's number, user id or username, or a description of one. */
export type PersonRef = string | PersonInput

export interface People {
  find(ref: string): Person | undefined
  /** Finds the person or makes one. */
  ensure(ref: PersonRef): Person
  /** Moves a person to another number or user id; the old one finds nobody from then on. */
  change(person: Person, to: { phone?: string; userId?: string }): void
  all(): readonly Person[]
}

const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/

export function isUserId(text: string): boolean {
  return userIdPattern.test(text)
}

/** Digits of a phone number that may carry `+`, spaces, dashes or brackets; undefined if it is none. */
export function phoneDigits(text: string): string | undefined {
  if (!/^\+?[0-9 ()-]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 ? digits : undefined
}

/** Always the same for the same number, as it would be for the same business. */
export function userIdFor(phone: string): string {
  const hash = createHash('sha256').update(`person ${phone}`).digest('hex')
  return `US.${BigInt(`0x${hash.slice(0, 16)}`)
    .toString()
    .padStart(20, '1')}`
}

function describe(input: PersonInput): Person {
  const phone = input.phone === undefined ? undefined : phoneDigits(input.phone)
  if (phone === undefined && typeof input.userId !== 'string') {
    throw new Error('A person needs a phone number of 7 to 15 digits or a user id')
  }
  const userId = input.userId === undefined ? userIdFor(phone ?? '') : (input.userId ?? undefined)
  return {
    key: phone ?? userId ?? '',
    name: input.name ?? 'Someone',
    phone,
    userId,
    username: input.username,
    hidesPhone: input.hidesPhone ?? phone === undefined,
    stoppedMarketing: false,
    lastInboundAt: undefined,
  }
}

export function createPeople(): People {
  const everyone: Person[] = []
  const index = new Map<string, Person>()

  function find(ref: string): Person | undefined {
    return index.get(ref) ?? index.get(phoneDigits(ref) ?? '')
  }

  function enter(person: Person): void {
    for (const key of [person.phone, person.userId, person.username]) {
      if (key !== undefined) index.set(key, person)
    }
  }

  function create(input: PersonInput): Person {
    const person = describe(input)
    everyone.push(person)
    enter(person)
    return person
  }

  return {
    find,
    ensure(ref) {
      if (typeof ref === 'string') {
        return find(ref) ?? create(isUserId(ref) ? { userId: ref } : { phone: ref })
      }
      const known = [ref.phone, ref.userId, ref.username].find((key) => key && find(key))
      return known ? (find(known) as Person) : create(ref)
    },
    change(person, to) {
      for (const [key, held] of index) if (held === person) index.delete(key)
      if (to.phone !== undefined) person.phone = phoneDigits(to.phone)
      if (to.userId !== undefined) person.userId = to.userId
      enter(person)
    },
    all: () => everyone,
  }
}

export interface PersonOnWire {
  wa_id?: string
  user_id?: string
  username?: string
}

/** The person as the business may see them: who hides the number is a user id and a username. */
export function personOnWire(person: Person): PersonOnWire {
  return {
    ...(person.phone !== undefined && !person.hidesPhone ? { wa_id: person.phone } : {}),
    ...(person.userId === undefined ? {} : { user_id: person.userId }),
    ...(person.username === undefined ? {} : { username: person.username }),
  }
}

/** The `contacts[]` item that goes with an inbound message. */
export function contactOnWire(person: Person): unknown {
  const { username, ...ids } = personOnWire(person)
  return {
    profile: { name: person.name, ...(username === undefined ? {} : { username }) },
    ...ids,
  }
}
