/**
 * Counts what was accepted, so that a test can prove that nothing was done twice. Keys of
 * `operations` are `kind target`, keys of `messages` `callback data|to`.
 */
export interface Counters {
  readonly operations: Readonly<Record<string, number>>
  readonly messages: Readonly<Record<string, number>>
  readonly webhooks: Readonly<Record<'delivered' | 'refused' | 'givenUp' | 'dropped', number>>
  /** Every operation or message that was accepted more than once. */
  repeated(): readonly string[]
}

export type OperationKind =
  | 'create_group'
  | 'update_group'
  | 'delete_group'
  | 'reset_invite_link'
  | 'delete_invite_link'
  | 'approve_join_request'
  | 'reject_join_request'
  | 'remove_participant'
  | 'pin_message'
  | 'unpin_message'
  | 'block_user'
  | 'unblock_user'

export interface Tally extends Counters {
  noteOperation(kind: OperationKind, target: string): void
  noteMessage(callbackData: string | undefined, to: string): void
  noteWebhook(what: keyof Counters['webhooks'], count: number): void
}

export function createTally(): Tally {
  const operations: Record<string, number> = {}
  const messages: Record<string, number> = {}
  const webhooks = { delivered: 0, refused: 0, givenUp: 0, dropped: 0 }
  const above = (counts: Record<string, number>): string[] =>
    Object.keys(counts).filter((key) => (counts[key] ?? 0) > 1)
  return {
    operations,
    messages,
    webhooks,
    noteOperation(kind, target) {
      const key = `${kind} ${target}`
      operations[key] = (operations[key] ?? 0) + 1
    },
    noteMessage(callbackData, to) {
      const key = `${callbackData ?? ''}|${to}`
      messages[key] = (messages[key] ?? 0) + 1
    },
    noteWebhook(what, count) {
      webhooks[what] += count
    },
    // Messages without callback data cannot be told apart from wanted repeats.
    repeated: () => [
      ...above(operations).filter((key) => !mayRepeat.some((kind) => key.startsWith(kind))),
      ...above(messages).filter((key) => !key.startsWith('|')),
    ],
  }
}

/** Operations that mean something each time, even on the same target. */
const mayRepeat = ['reset_invite_link', 'update_group', 'unpin_message']
