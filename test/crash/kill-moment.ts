import type { Random } from './random.ts'

/** Stages of the job in their order; the first two are the process's own start. */
export const stages = [
  'start',
  'connect',
  'sync',
  'rules',
  'apply',
  'announce',
  'final look',
] as const
export type Stage = (typeof stages)[number]

/** A moment to be killed at: so long after a stage has begun, or after a later one where it is past. */
export interface KillMoment {
  readonly stage: Stage
  readonly ms: number
}

/**
 * Share of the kills and usual length of each stage, milliseconds. Most fall where requests are on
 * their way; a kill that comes after its stage has ended falls into the next one.
 */
const targets: readonly { stage: Stage; share: number; spanMs: number }[] = [
  { stage: 'start', share: 0.08, spanMs: 1_500 },
  { stage: 'connect', share: 0.1, spanMs: 700 },
  { stage: 'sync', share: 0.12, spanMs: 600 },
  { stage: 'apply', share: 0.4, spanMs: 2_500 },
  { stage: 'announce', share: 0.25, spanMs: 2_000 },
  { stage: 'final look', share: 0.05, spanMs: 600 },
]

/** @param slowness how much slower than usual this machine is right now, from 1 */
export function chooseMoment(random: Random, slowness: number): KillMoment {
  let rest = random.next()
  const chosen = targets.find(({ share }) => (rest -= share) < 0) ?? targets[0]
  const { stage, spanMs } = chosen ?? { stage: 'start', spanMs: 0 }
  return { stage, ms: random.next() * spanMs * slowness }
}

export function isAtOrAfter(stage: string, wanted: Stage): boolean {
  return stages.findIndex((each) => each === stage) >= stages.indexOf(wanted)
}
