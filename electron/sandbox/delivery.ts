import { errorItem } from './graph-failure.ts'
import type { Kernel } from './kernel.ts'
import { seconds } from './seconds.ts'
import { deliveryFailureCode } from './magic-recipients.ts'
import type { DeliveryEvent, DeliveryStatus, Person, SentMessage } from './model.ts'
import { contactOnWire } from './people.ts'
import { emitStatuses } from './webhooks/updates.ts'

type Json = Readonly<Record<string, unknown>>

/** Lets an accepted message take its course: sent, delivered, read, or failed. */
export function deliver(kernel: Kernel, message: SentMessage): void {
  const { scheduler, settings } = kernel
  scheduler.after(settings.operationDelayMs, () => {
    const failure = failureOf(message)
    if (failure !== undefined) {
      report(kernel, message, 'FAILED', [], failure)
      return
    }
    report(kernel, message, 'SENT', [])
    scheduler.after(settings.operationDelayMs, () => reachPeople(kernel, message))
  })
}

function reachPeople(kernel: Kernel, message: SentMessage): void {
  const reached = message.audience.filter(
    ({ phone }) => deliveryFailureCode(phone) === undefined || message.group === undefined,
  )
  if (reached.length === 0) return
  report(kernel, message, 'DELIVERED', reached)
  const readers = reached.filter(() => kernel.random.next() < kernel.settings.readShare)
  if (readers.length === 0 || message.type === 'pin') return
  kernel.scheduler.after(kernel.settings.operationDelayMs, () => {
    markRead(kernel, message, readers)
  })
}

/** These people opened the message; who did so before is left out. */
export function markRead(kernel: Kernel, message: SentMessage, people: readonly Person[]): void {
  const readers = people.filter(({ key }) => !message.readBy.has(key))
  for (const { key } of readers) message.readBy.add(key)
  if (readers.length > 0) report(kernel, message, 'READ', readers)
}

/** What delivery runs into: the closed window, a marketing stop, or a magic number. */
function failureOf(message: SentMessage): number | undefined {
  if (message.type === 'text' && !message.inWindow) return 131047
  const { person } = message
  if (person === undefined) return undefined
  if (message.templateCategory === 'MARKETING' && person.stoppedMarketing) return 131050
  return deliveryFailureCode(person.phone)
}

/** Records a step in the message's history and tells it by webhook. */
export function report(
  kernel: Kernel,
  message: SentMessage,
  status: DeliveryStatus,
  people: readonly Person[],
  errorCode?: number,
  at: number = kernel.settings.now(),
): void {
  const event: DeliveryEvent = {
    id: kernel.random.digits(16),
    status,
    at,
    webhookState: 'PENDING',
    errorDescription: errorCode === undefined ? undefined : errorItem(errorCode).title,
  }
  message.events.push(event)
  const statuses =
    message.group === undefined || people.length === 0
      ? [statusOf(message, status, message.person, at, errorCode)]
      : people.map((person) => statusOf(message, status, person, at))
  const isAboutPeople = status === 'DELIVERED' || status === 'READ'
  emitStatuses(kernel, statuses, {
    at,
    // A failed status names nobody (Meta: Business-scoped user IDs).
    contacts: isAboutPeople ? people.map(contactOnWire) : undefined,
    onState: (state) => {
      event.webhookState = state
    },
  })
}

function statusOf(
  message: SentMessage,
  status: DeliveryStatus,
  person: Person | undefined,
  at: number,
  errorCode?: number,
): Json {
  return {
    id: message.id,
    status: status.toLowerCase(),
    timestamp: String(seconds(at)),
    ...recipientKeys(message, person),
    ...(message.callbackData === undefined
      ? {}
      : { biz_opaque_callback_data: message.callbackData }),
    ...(status === 'SENT' || status === 'DELIVERED' ? { pricing: pricingOf(message) } : {}),
    ...(errorCode === undefined ? {} : { errors: [errorItem(errorCode)] }),
  }
}

function recipientKeys(message: SentMessage, person: Person | undefined): Json {
  const visiblePhone = person?.hidesPhone ? undefined : person?.phone
  if (message.group === undefined) {
    return {
      ...(visiblePhone === undefined ? {} : { recipient_id: visiblePhone }),
      ...(person?.userId === undefined ? {} : { recipient_user_id: person.userId }),
    }
  }
  return {
    recipient_id: message.group.id,
    recipient_type: 'group',
    ...(visiblePhone === undefined ? {} : { recipient_participant_id: visiblePhone }),
    ...(person?.userId === undefined ? {} : { recipient_participant_user_id: person.userId }),
  }
}

/** Inside the window all but marketing and authentication templates are free (Meta: Pricing). */
function pricingOf(message: SentMessage): Json {
  const category = (message.templateCategory ?? 'SERVICE').toLowerCase()
  const isFree = message.inWindow && category !== 'marketing' && category !== 'authentication'
  const isGroup = message.group !== undefined
  return {
    billable: !isFree && message.type === 'template',
    pricing_model: 'PMP',
    type: isFree ? (isGroup ? 'free_group_customer_service' : 'free_customer_service') : 'regular',
    category: isGroup ? `group_${category}` : category,
  }
}
