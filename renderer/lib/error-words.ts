import type { ErrorReply } from '../../shared/errors.ts'
import { i18n } from './i18n.ts'

export interface ErrorWords {
  /** What happened. */
  readonly title: string
  /** What it means for the owner. */
  readonly meaning: string
  /** What to do. */
  readonly action: string
}

/** A refusal in the owner's words, in three parts. */
export function errorWords(error: ErrorReply): ErrorWords {
  const options = { ...error.params, field: error.field ?? '' }
  const part = (name: string) =>
    i18n.t(`errors.${error.code}.${name}`, {
      ...options,
      defaultValue: i18n.t(`errors.internal.${name}`, options),
    })
  const reference = error.ref === undefined ? '' : ` (${error.ref})`
  return { title: part('title') + reference, meaning: part('meaning'), action: part('action') }
}

/** Title of an error code that stands alone (a job's or a delivery's `errorCode`). */
export function errorTitle(code: string): string {
  return i18n.t(`errors.${code}.title`, { defaultValue: i18n.t('errors.request_refused.title') })
}
