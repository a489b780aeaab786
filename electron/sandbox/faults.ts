import type { Random } from './random.ts'

interface Chance {
  /** 0 to 1; 1 when left out. */
  readonly probability?: number
  /** Strikes this many times and no more; without end when left out. */
  readonly times?: number
}

/**
 * What goes wrong with a call. `route` is a glob over `METHOD /{phone}/messages` and the like, with
 * the kind of object in braces; `*` stands for anything. `timeout_after` does the work and destroys
 * the socket, `reset_before` destroys it with nothing done.
 */
export type CallFault = Chance & { readonly route?: string } & (
    | { readonly kind: 'error'; readonly code: number; readonly details?: string }
    | { readonly kind: 'http'; readonly status: number }
    | { readonly kind: 'latency'; readonly ms: number }
    | { readonly kind: 'timeout_after'; readonly ms?: number }
    | { readonly kind: 'reset_before' }
  )

/**
 * What goes wrong with an update on its way. `field` is a glob over the webhook's field name; statuses
 * go by `messages/statuses`, so that they can be struck apart from messages.
 */
export type WebhookFault = Chance & { readonly field?: string } & (
    | { readonly kind: 'duplicate' }
    | { readonly kind: 'drop' }
    | { readonly kind: 'late'; readonly ms: number }
    | { readonly kind: 'reorder'; readonly withinMs?: number }
  )

/** What goes wrong with an accepted group operation, told by its webhook only. */
export type OperationFault = Chance & {
  readonly kind:
    'create_fail' | 'delete_fail' | 'remove_partial' | 'remove_fail' | 'settings_partial'
  readonly code?: number
}

export interface Faults {
  readonly calls?: readonly CallFault[]
  readonly webhooks?: readonly WebhookFault[]
  readonly operations?: readonly OperationFault[]
}

export interface FaultPlan {
  set(faults: Faults): void
  get(): Faults
  /** All faults that strike this call, in their order; their `times` are used up. */
  forCall(route: string): readonly CallFault[]
  forWebhook(field: string): readonly WebhookFault[]
  forOperation(kind: OperationFault['kind']): OperationFault | undefined
}

function globToPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')
  return new RegExp(`^${escaped}$`)
}

/** Keeps the faults that are on, and decides by seeded chance when each one strikes. */
export function createFaultPlan(initial: Faults, random: Random): FaultPlan {
  let faults = initial
  let struck = new Map<Chance, number>()

  function strikes(fault: Chance): boolean {
    const count = struck.get(fault) ?? 0
    if (fault.times !== undefined && count >= fault.times) return false
    if (fault.probability !== undefined && random.next() >= fault.probability) return false
    struck.set(fault, count + 1)
    return true
  }

  return {
    set(next) {
      faults = next
      struck = new Map()
    },
    get: () => faults,
    forCall: (route) =>
      (faults.calls ?? []).filter(
        (fault) => globToPattern(fault.route ?? '*').test(route) && strikes(fault),
      ),
    forWebhook: (field) =>
      (faults.webhooks ?? []).filter(
        (fault) => globToPattern(fault.field ?? '*').test(field) && strikes(fault),
      ),
    forOperation: (kind) =>
      (faults.operations ?? []).find((fault) => fault.kind === kind && strikes(fault)),
  }
}
