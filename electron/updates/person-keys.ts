import type { PersonKeys } from './parsed-update.ts'

interface WireKeys {
  readonly wa_id?: string | undefined
  readonly user_id?: string | undefined
  readonly parent_user_id?: string | undefined
  readonly username?: string | undefined
  readonly input?: string | undefined
}

interface WireContact extends WireKeys {
  readonly profile?: { name?: string | undefined; username?: string | undefined } | undefined
}

/** Form of a business-scoped user id (Meta: Business-scoped user IDs). */
const userIdForm = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/

/** Absent and empty keys stay absent. A user id in the place of a number is read as what it is. */
export function toPersonKeys(wire: WireKeys, profileName?: string): PersonKeys {
  const isUserId = wire.wa_id !== undefined && userIdForm.test(wire.wa_id)
  const waId = isUserId ? undefined : wire.wa_id?.replace(/^\+/, '')
  const userId = wire.user_id ?? (isUserId ? wire.wa_id : undefined)
  return {
    ...(waId ? { waId } : {}),
    ...(userId ? { userId } : {}),
    ...(wire.parent_user_id ? { parentUserId: wire.parent_user_id } : {}),
    ...(wire.username ? { username: wire.username } : {}),
    ...(wire.input ? { input: wire.input } : {}),
    ...(profileName ? { profileName } : {}),
  }
}

/** Whether anything in it names somebody. */
export function namesSomebody(person: PersonKeys): boolean {
  return (
    person.waId !== undefined ||
    person.userId !== undefined ||
    person.input !== undefined ||
    person.username !== undefined
  )
}

/** One word per person for a dedup key. Names may change between deliveries and stay out. */
export function personKey(person: PersonKeys): string {
  return [person.userId ?? '', person.waId ?? '', person.input ?? ''].join('|')
}

/** Looks up what the `contacts` of a change add to the bare keys of its items. */
export type ContactLookup = (keys: WireKeys) => PersonKeys

export function createContactLookup(contacts: readonly WireContact[]): ContactLookup {
  const byKey = new Map<string, WireContact>()
  for (const contact of contacts) {
    if (contact.user_id) byKey.set(contact.user_id, contact)
    if (contact.wa_id) byKey.set(contact.wa_id, contact)
  }
  return (keys) => {
    const contact = byKey.get(keys.user_id ?? '') ?? byKey.get(keys.wa_id ?? '')
    if (contact === undefined) return toPersonKeys(keys)
    const username = keys.username ?? contact.username ?? contact.profile?.username
    return toPersonKeys(
      {
        wa_id: keys.wa_id ?? contact.wa_id,
        user_id: keys.user_id ?? contact.user_id,
        parent_user_id: keys.parent_user_id ?? contact.parent_user_id,
        username,
      },
      contact.profile?.name,
    )
  }
}
