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
  { stage: 'start', share: 0.08, spanMs: 0 },
  { stage: 'connect', share: 0.09, spanMs: 600 },
  { stage: 'sync', share: 0.1, spanMs: 500 },
  { stage: 'apply', share: 0.42, spanMs: 1_500 },
  { stage: 'announce', share: 0.27, spanMs: 1_200 },
  { stage: 'final look', share: 0.04, spanMs: 300 },
]

/** @param startMs what the start of a process takes on this machine right now */
export function chooseMoment(random: Random, startMs: number): KillMoment {
  let rest = random.next()
  const chosen = targets.find(({ share }) => (rest -= share) < 0) ?? targets[0]
  const { stage, spanMs } = chosen ?? { stage: 'start', spanMs: 0 }
  return { stage, ms: random.next() * (stage === 'start' ? startMs : spanMs) }
}

export function isAtOrAfter(stage: string, wanted: Stage): boolean {
  return stages.findIndex((each) => each === stage) >= stages.indexOf(wanted)
}
