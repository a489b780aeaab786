import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { PersonRef } from '../people.ts'
import { personOnWire } from '../people.ts'
import { emitMessages, emitUserIdUpdate, emitUserPreferences } from '../webhooks/updates.ts'

/** What a person does with their own account. */
export function personActs(kernel: Kernel) {
  const { people } = kernel.state
  const prefer = (ref: PersonRef, value: 'stop' | 'resume'): void => {
    const person = people.ensure(ref)
    person.stoppedMarketing = value === 'stop'
    const { username: _, ...ids } = personOnWire(person)
    emitUserPreferences(
      kernel,
      { profile: { name: person.name }, ...ids },
      {
        ...ids,
        detail: `User requested to ${value} marketing messages`,
        category: 'marketing_messages',
        value,
        timestamp: seconds(kernel.settings.now()),
      },
    )
  }
  const systemMessage = (from: string | undefined, system: Record<string, unknown>): void => {
    const at = kernel.settings.now()
    const id = `wamid.${Buffer.from(kernel.random.hex(28)).toString('base64')}`
    const message = {
      ...(from ? { from } : {}),
      id,
      timestamp: String(seconds(at)),
      type: 'system',
    }
    emitMessages(kernel, [{ ...message, system }], undefined, at)
  }
  return {
    marketingStop: (ref: PersonRef): void => prefer(ref, 'stop'),
    marketingResume: (ref: PersonRef): void => prefer(ref, 'resume'),
    changeNumber(ref: PersonRef, phone: string): void {
      const person = people.ensure(ref)
      const old = personOnWire(person).wa_id
      people.change(person, { phone })
      systemMessage(old, {
        body: 'A person changed their phone number',
        wa_id: person.phone,
        type: 'user_changed_number',
      })
    },
    changeUserId(ref: PersonRef, userId: string): void {
      const person = people.ensure(ref)
      const old = person.userId
      people.change(person, { userId })
      systemMessage(personOnWire(person).wa_id, {
        body: 'A person has a new user id',
        previous_user_id: old,
        user_id: userId,
        type: 'user_changed_user_id',
      })
      emitUserIdUpdate(kernel, {
        wa_id: personOnWire(person).wa_id,
        user_id: { previous: old, current: userId },
        timestamp: String(seconds(kernel.settings.now())),
      })
    },
    hideNumber(ref: PersonRef, username?: string): void {
      const person = people.ensure(ref)
      person.hidesPhone = true
      person.username = username ?? person.username
      people.change(person, {})
    },
  }
}
