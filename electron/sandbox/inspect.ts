import type { Kernel } from './kernel.ts'
import type { Group, SentMessage } from './model.ts'
import { personOnWire } from './people.ts'

/** A picture of the state that can go through JSON: for a test in another process. */
export function inspect(kernel: Kernel): Record<string, unknown> {
  const { state, tally, webhooks } = kernel
  return {
    groups: [...state.groups.values()].map(describeGroup),
    sent: [...state.sent.values()].map(describeSent),
    received: state.received.size,
    blocked: [...state.blocked],
    counters: {
      operations: tally.operations,
      messages: tally.messages,
      webhooks: tally.webhooks,
      repeated: tally.repeated(),
    },
    queuedWebhooks: webhooks.queued,
    defects: kernel.defects.length,
  }
}

function describeGroup(group: Group): unknown {
  return {
    id: group.id,
    subject: group.subject,
    description: group.description,
    joinApprovalMode: group.joinApprovalMode,
    inviteLink: group.inviteLink,
    suspended: group.suspended,
    deleted: group.deleted,
    participants: group.participants.map(({ person }) => ({
      key: person.key,
      ...personOnWire(person),
    })),
    removed: [...group.removed],
    joinRequests: group.joinRequests.map(({ id, person }) => ({ id, key: person.key })),
    pins: group.pins,
  }
}

function describeSent(message: SentMessage): unknown {
  return {
    id: message.id,
    to: message.to,
    type: message.type,
    callbackData: message.callbackData,
    acceptedAt: message.acceptedAt,
    statuses: message.events.map(({ status }) => status),
  }
}
