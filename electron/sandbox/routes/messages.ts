import { deliver } from '../delivery.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody, parsePart } from '../http/call.ts'
import type { Handler, Routes } from '../http/routes.ts'
import { createWamid } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import { refusalCode } from '../magic-recipients.ts'
import { dayMs, maxPins } from '../model.ts'
import type { Group, Person, SentMessage } from '../model.ts'
import { isUserId, personOnWire, phoneDigits } from '../people.ts'
import { requireNotSuspended } from './group.ts'
import type { MessageCall, PinCall } from './message-shapes.ts'
import {
  messageShape,
  pinShape,
  readReceiptShape,
  templateShape,
  textShape,
} from './message-shapes.ts'
import { requireTemplate } from './template-check.ts'

const windowMs = dayMs
const mediaTypes = new Set(['image', 'video', 'audio', 'document', 'sticker'])

type Target = { readonly group: Group } | { readonly person: Person }

async function send(kernel: Kernel, call: Call): Promise<Answer> {
  const whole = parseBody(call, messageShape)
  if (whole['status'] === 'read') return acknowledgeRead(kernel, call)
  const target = findTarget(kernel, whole)
  const content = readContent(kernel, call, whole, target)
  kernel.limiter.admitMessage('person' in target ? target.person.key : undefined)
  if (content.pin !== undefined && 'group' in target) applyPin(kernel, target.group, content.pin)
  const message = accept(kernel, whole, target, content)
  deliver(kernel, message)
  return { body: replyTo(whole, target, message) }
}

function acknowledgeRead(kernel: Kernel, call: Call): Answer {
  const { message_id: id } = parseBody(call, readReceiptShape)
  const received = kernel.state.received.get(id)
  if (received === undefined || received.group !== undefined) {
    throw new GraphFailure(100, 'Parameter message_id: no such message, or one of a group.')
  }
  return { body: { success: true } }
}

/** Meta refuses a recipient type that does not fit the recipient. */
function findTarget(kernel: Kernel, body: MessageCall): Target {
  const to = body.to ?? body.recipient
  if (to === undefined) throw new GraphFailure(100, 'Parameter to or recipient is required.')
  const group = kernel.state.groups.get(to)
  if (body.recipient_type === 'group') return { group: requireSendable(group, to) }
  if (group !== undefined) {
    throw new GraphFailure(100, 'Parameter recipient_type must be group for a group.')
  }
  return { person: findRecipient(kernel, to) }
}

function requireSendable(group: Group | undefined, to: string): Group {
  if (group === undefined) {
    const code = phoneDigits(to) === undefined ? 131041 : 100
    throw new GraphFailure(code, 'Parameter to is not a group of this number.')
  }
  if (group.deleted) throw new GraphFailure(131041, 'The group was deleted.')
  requireNotSuspended(group)
  if (group.participants.length === 0) {
    throw new GraphFailure(131020, 'Nobody else is in the group.')
  }
  return group
}

function findRecipient(kernel: Kernel, to: string): Person {
  const digits = phoneDigits(to)
  if (digits === undefined && !isUserId(to)) {
    throw new GraphFailure(131009, 'Parameter to is not a phone number.')
  }
  if (digits === phoneDigits(kernel.state.account.displayPhoneNumber)) {
    throw new GraphFailure(131021, 'The recipient is the sender.')
  }
  const person = kernel.state.people.find(to)
  if (person === undefined && digits === undefined) {
    throw new GraphFailure(131009, 'Parameter recipient is not known to this business.')
  }
  const found = person ?? kernel.state.people.ensure({ phone: digits })
  const refused = refusalCode(found.phone)
  if (refused !== undefined) throw new GraphFailure(refused, 'This number always fails so.')
  if (kernel.state.blocked.has(found.key)) {
    throw new GraphFailure(130403, 'This business has blocked the recipient.')
  }
  return found
}

interface Content {
  readonly type: SentMessage['type']
  readonly templateCategory?: string
  readonly pin?: PinCall
}

function readContent(kernel: Kernel, call: Call, body: MessageCall, target: Target): Content {
  switch (body.type) {
    case 'text':
      parsePart(call, 'text', textShape)
      return { type: 'text' }
    case 'template': {
      const template = requireTemplate(kernel, parsePart(call, 'template', templateShape))
      if ('group' in target && template.category === 'AUTHENTICATION') {
        throw new GraphFailure(131051, 'Authentication templates cannot go to a group.')
      }
      return { type: 'template', templateCategory: template.category }
    }
    case 'pin': {
      if (!('group' in target)) throw new GraphFailure(100, 'Only group messages can be pinned.')
      return { type: 'pin', pin: parsePart(call, 'pin', pinShape) }
    }
    default:
      throw mediaTypes.has(body.type)
        ? new GraphFailure(131051, 'The sandbox carries no media.')
        : new GraphFailure(
            'group' in target ? 131051 : 100,
            'Parameter type: this kind of message cannot be sent here.',
          )
  }
}

/** The oldest pin drops when there are too many; pins that ran out are gone already. */
function applyPin(kernel: Kernel, group: Group, pin: PinCall): void {
  const now = kernel.settings.now()
  const { sent, received } = kernel.state
  const messageGroup = sent.get(pin.message_id)?.group ?? received.get(pin.message_id)?.group
  if (messageGroup !== group) {
    throw new GraphFailure(100, 'Parameter pin.message_id is not a message of this group.')
  }
  const others = group.pins.filter(
    (each) => each.messageId !== pin.message_id && each.expiresAt > now,
  )
  if (pin.type === 'unpin') {
    group.pins = others
  } else {
    const expiresAt = now + pin.expiration_days * dayMs
    group.pins = [...others, { messageId: pin.message_id, expiresAt }].slice(-maxPins)
  }
  kernel.tally.noteOperation(`${pin.type}_message`, `${group.id}/${pin.message_id}`)
}

function accept(kernel: Kernel, body: MessageCall, target: Target, content: Content): SentMessage {
  const now = kernel.settings.now()
  const lastInboundAt = 'group' in target ? target.group.lastInboundAt : target.person.lastInboundAt
  const to = 'group' in target ? target.group.id : (body.to ?? body.recipient ?? '')
  const message: SentMessage = {
    id: createWamid(kernel.random),
    historyId: kernel.random.digits(16),
    to,
    group: 'group' in target ? target.group : undefined,
    person: 'person' in target ? target.person : undefined,
    type: content.type,
    callbackData: body.biz_opaque_callback_data,
    templateCategory: content.templateCategory,
    inWindow: lastInboundAt !== undefined && now - lastInboundAt < windowMs,
    acceptedAt: now,
    audience:
      'group' in target ? target.group.participants.map(({ person }) => person) : [target.person],
    events: [],
    readBy: new Set(),
  }
  kernel.state.sent.set(message.id, message)
  kernel.tally.noteMessage(message.callbackData, to)
  return message
}

function replyTo(body: MessageCall, target: Target, message: SentMessage): unknown {
  const ids =
    'group' in target
      ? { wa_id: target.group.id }
      : { wa_id: undefined, ...personOnWire(target.person), username: undefined }
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: body.to ?? body.recipient, ...ids }],
    messages: [
      {
        id: message.id,
        ...(message.type === 'template' ? { message_status: 'accepted' } : {}),
      },
    ],
  }
}

/** `/{phone}/messages` */
export const messageRoutes: Routes<Handler> = { 'POST /messages': send }
