import type { z } from 'zod'
import type { templateEvent, templatePause } from '../../../shared/domain/template-records.ts'

type Pause = z.infer<typeof templatePause>

const hourMs = 60 * 60 * 1000

/** Kinds of a pause as updates name them (Meta: Template pausing). */
const kinds: Readonly<Record<string, Pause['kind']>> = {
  FIRST_PAUSE: 'first',
  SECOND_PAUSE: 'second',
  RATE_LIMITING_PAUSE: 'rate',
}

const lastsMs: Readonly<Record<Pause['kind'], number | null>> = {
  first: 3 * hourMs,
  second: 6 * hourMs,
  rate: null,
  unknown: null,
}

/**
 * What holds of a paused template, by what WhatsApp told of it; null for one that is not paused. A pause that no
 * update told of may be of either kind, so that lifting it may be tried.
 *
 * @param events newest first
 */
export function pauseOf(
  status: string,
  events: readonly z.infer<typeof templateEvent>[],
): Pause | null {
  if (status !== 'PAUSED') return null
  const last = events.find(({ kind }) => kind === 'status')
  const told = last?.value === 'PAUSED' ? last : null
  const kind = kinds[told?.reason ?? ''] ?? 'unknown'
  const lasts = lastsMs[kind]
  return {
    kind,
    since: told?.at ?? null,
    until: told === null || lasts === null ? null : told.at + lasts,
    isLiftable: kind === 'rate' || kind === 'unknown',
  }
}
