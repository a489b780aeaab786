import { skipReason, type RecipientState } from '../../../shared/domain/broadcasts.ts'
import { errorCode } from '../../../shared/errors.ts'
import { i18n } from '../../lib/i18n.ts'

export interface ReasonWords {
  readonly title: string
  /** What to do, or that there is nothing to do. */
  readonly action: string
}

function wordsAt(place: string): ReasonWords | null {
  if (!i18n.exists(`${place}.title`)) return null
  return { title: i18n.t(`${place}.title`), action: i18n.t(`${place}.action`) }
}

/**
 * Why somebody got nothing, and the next step, in words. What a code means for one person of many is said
 * here where it differs from what it means for a call of its own.
 */
export function reasonWords(state: RecipientState, reason: string | null): ReasonWords {
  const code = reason ?? state
  const known =
    skipReason.safeParse(code).success || errorCode.safeParse(code).success || reason === null
  const found =
    (state === 'skipped' ? wordsAt(`broadcasts.skip.${code}`) : null) ??
    wordsAt(`broadcasts.failure.${code}`) ??
    wordsAt(`broadcasts.skip.${code}`) ??
    wordsAt(`errors.${code}`)
  if (found !== null) return found
  return {
    title: known
      ? i18n.t(`broadcasts.recipient.${state}`)
      : i18n.t('broadcasts.reasonOther', { code }),
    action: i18n.t('broadcasts.reasonOtherAction'),
  }
}

/** Why the app paused a broadcast by itself: what happened, what it means, what to do. */
export function pauseWords(code: string): ReasonWords & { readonly meaning: string } {
  const place = i18n.exists(`broadcasts.pauseCode.${code}.title`)
    ? `broadcasts.pauseCode.${code}`
    : `errors.${code}`
  return {
    title: i18n.t(`${place}.title`),
    meaning: i18n.t(`${place}.meaning`),
    action: i18n.t(`${place}.action`),
  }
}
