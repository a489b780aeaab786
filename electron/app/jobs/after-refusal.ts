import type { GraphErrorDescription } from '../../graph/errors.ts'
import { retryDelayMs } from '../../graph/retry.ts'

/**
 * What a refused request leads to. `look_up`: it may have been accepted; `done`: the refusal says that
 * what was wanted is there already; `stop`: the whole account is refused until a person has acted.
 */
export type AfterRefusal =
  | { readonly next: 'look_up' | 'done' | 'stop' | 'failed' }
  | { readonly next: 'try_again'; readonly waitMs: number }

/** After this many tries in a row a job is the owner's to decide. */
export const maxAttempts = 5

/** @param random a value in [0, 1) */
export function afterRefusal(
  told: GraphErrorDescription,
  job: { readonly kind: string; readonly attempt: number },
  random: number,
): AfterRefusal {
  if (told.mayHaveBeenAccepted) return { next: 'look_up' }
  if (isSettledBy(job.kind, told.treatAsDone)) return { next: 'done' }
  // what passes by itself does not wait for a person, however far it reaches
  if (told.stops === 'account' && told.retry === 'never') return { next: 'stop' }
  const { retry, retryAfterMs } = told
  const waitMs = retryDelayMs({ retry, attempt: job.attempt, random, retryAfterMs })
  // without a network nothing is used up: the job waits until there is one
  const hasTriesLeft = told.code === 'network_failed' || job.attempt < maxAttempts
  if (!told.retryable || waitMs === null || !hasTriesLeft) return { next: 'failed' }
  return { next: 'try_again', waitMs }
}

/** A refusal that says the wanted state is there already settles the job that wanted it. */
function isSettledBy(kind: string, treatAsDone: GraphErrorDescription['treatAsDone']): boolean {
  return (
    (treatAsDone === 'remove_participant' && kind === 'participants.remove') ||
    (treatAsDone === 'decide_join_request' && kind.startsWith('join_requests.')) ||
    (treatAsDone === 'delete_group' && kind === 'group.delete')
  )
}
