import { createWamid } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Person } from '../model.ts'
import type { PersonRef } from '../people.ts'
import { personOnWire, userIdFor } from '../people.ts'
import { seconds } from '../seconds.ts'
import { emitMessages, emitUserIdUpdate, emitUserPreferences } from '../webhooks/updates.ts'

/** What a person does with their own account. */
export function personActs(kernel: Kernel) {
  const { people } = kernel.state
  return {
    marketingStop: (ref: PersonRef): void => prefer(kernel, people.ensure(ref), 'stop'),
    marketingResume: (ref: PersonRef): void => prefer(kernel, people.ensure(ref), 'resume'),
    changeNumber(ref: PersonRef, phone: string): void {
      const person = people.ensure(ref)
      const old = personOnWire(person).wa_id
      people.change(person, { phone })
      tellBySystemMessage(kernel, old, {
        body: 'A person changed their phone number',
        wa_id: person.phone,
        type: 'user_changed_number',
      })
      if (person.userId !== undefined) changeUserId(kernel, person, userIdFor(person.phone ?? ''))
    },
    changeUserId: (ref: PersonRef, userId: string): void =>
      changeUserId(kernel, people.ensure(ref), userId),
    hideNumber(ref: PersonRef, username?: string): void {
      const person = people.ensure(ref)
      person.hidesPhone = true
      person.username = username ?? person.username
      people.change(person, {})
    },
  }
}

function prefer(kernel: Kernel, person: Person, value: 'stop' | 'resume'): void {
  person.stoppedMarketing = value === 'stop'
  const { username: _, ...ids } = personOnWire(person)
  const preference = {
    ...ids,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: seconds(kernel.settings.now()),
  }
  emitUserPreferences(kernel, { profile: { name: person.name }, ...ids }, preference)
}

/** Told twice, as Meta does: by a system message and by a field of its own. */
function changeUserId(kernel: Kernel, person: Person, userId: string): void {
  const previous = person.userId
  kernel.state.people.change(person, { userId })
  const { wa_id: waId } = personOnWire(person)
  tellBySystemMessage(kernel, waId, {
    body: 'A person has a new user id',
    previous_user_id: previous,
    user_id: userId,
    type: 'user_changed_user_id',
  })
  emitUserIdUpdate(kernel, {
    wa_id: waId,
    user_id: { previous, current: userId },
    timestamp: String(seconds(kernel.settings.now())),
  })
}

function tellBySystemMessage(
  kernel: Kernel,
  from: string | undefined,
  system: Readonly<Record<string, unknown>>,
): void {
  const at = kernel.settings.now()
  const message = {
    ...(from === undefined ? {} : { from }),
    id: createWamid(kernel.random),
    timestamp: String(seconds(at)),
    type: 'system',
    system,
  }
  emitMessages(kernel, [message], undefined, at)
}
