import { createWamid } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { Person } from '../model.ts'
import { contactOnWire, personOnWire } from '../people.ts'
import { emitMessages } from '../webhooks/updates.ts'
import { requireGroup } from './group-acts.ts'

/** Records an inbound text, which opens the customer service window, and tells of it. */
export function receiveText(
  kernel: Kernel,
  groupId: string | null,
  person: Person,
  text: string,
  at: number = kernel.settings.now(),
): string {
  return receive(kernel, groupId, person, { type: 'text', text: { body: text } }, at)
}

/** Records the tap of a template's quick reply, which is a message of its own (Meta: Button messages). */
export function receiveButton(
  kernel: Kernel,
  person: Person,
  text: string,
  payload: string = text,
): string {
  const tapped = [...kernel.state.sent.values()].findLast(
    (message) => message.person === person && message.type === 'template',
  )
  const context = tapped === undefined ? {} : { context: { id: tapped.id } }
  const content = { type: 'button', button: { payload, text }, ...context }
  return receive(kernel, null, person, content, kernel.settings.now())
}

function receive(
  kernel: Kernel,
  groupId: string | null,
  person: Person,
  content: Readonly<Record<string, unknown>>,
  at: number,
): string {
  const group = groupId === null ? undefined : requireGroup(kernel, groupId)
  const id = createWamid(kernel.random)
  kernel.state.received.set(id, { id, person, group, at })
  person.lastInboundAt = group === undefined ? at : person.lastInboundAt
  if (group !== undefined) group.lastInboundAt = Math.max(at, group.lastInboundAt ?? 0)
  const { wa_id: from, user_id: fromUserId } = personOnWire(person)
  const message = {
    ...(from === undefined ? {} : { from }),
    ...(fromUserId === undefined ? {} : { from_user_id: fromUserId }),
    id,
    timestamp: String(seconds(at)),
    ...(group === undefined ? {} : { group_id: group.id }),
    ...content,
  }
  emitMessages(kernel, [message], [contactOnWire(person)], at)
  return id
}
