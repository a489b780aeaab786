import type { ImportOptions } from '../../../shared/domain/contact-imports.ts'

type Consent = NonNullable<ImportOptions['consent']>
export type ConsentSource = Consent['source']
export const consentSources = [
  'form',
  'chat',
  'shop_visit',
  'spoken',
  'other',
] as const satisfies ConsentSource[]

/** The options as a form holds them. */
export interface OptionDraft {
  readonly defaultCountry: string | null
  readonly tags: readonly string[]
  readonly onKnown: ImportOptions['onKnown']
  /** True where the owner says that everyone in the file agreed. */
  readonly hasConsent: boolean
  readonly purpose: string
  readonly source: ConsentSource | null
  readonly legalTextId: string | null
  /** YYYY-MM-DD. */
  readonly day: string | null
  readonly note: string
}

export const noteLimit = 500
const tagLimit = 60
const tagCount = 20

/** The form as it is for these options. */
export function toDraft(options: ImportOptions): OptionDraft {
  const { consent } = options
  return {
    defaultCountry: options.defaultCountry ?? null,
    tags: options.tags,
    onKnown: options.onKnown,
    hasConsent: consent !== null,
    purpose: consent?.purpose ?? 'marketing',
    source: consent?.source ?? null,
    legalTextId: consent?.legalTextId ?? null,
    day: consent?.at === undefined ? null : dayOf(consent.at),
    note: consent?.note ?? '',
  }
}

function dayOf(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Noon of that day: the same day in nearly every time zone it is looked at from. */
function momentOf(day: string): number {
  return new Date(`${day}T12:00:00`).getTime()
}

/** The options that the form stands for. Consent without a source is none yet. */
export function toOptions(draft: OptionDraft): ImportOptions {
  return {
    ...(draft.defaultCountry === null ? {} : { defaultCountry: draft.defaultCountry }),
    tags: [...draft.tags],
    onKnown: draft.onKnown,
    consent:
      draft.hasConsent && draft.source !== null
        ? {
            purpose: draft.purpose,
            source: draft.source,
            note: draft.note.trim(),
            ...(draft.legalTextId === null ? {} : { legalTextId: draft.legalTextId }),
            ...(draft.day === null ? {} : { at: momentOf(draft.day) }),
          }
        : null,
  }
}

/** Faults of the form by field; the values are keys of `imports.optionFault`. */
export type OptionFaults = Partial<Record<'tags' | 'source' | 'day' | 'note', string>>

/** What is wrong with the form at that time (Unix ms). */
export function optionFaults(draft: OptionDraft, now: number): OptionFaults {
  const faults: OptionFaults = {}
  if (draft.tags.length > tagCount) faults.tags = 'tags_over'
  else if (draft.tags.some((tag) => tag.length > tagLimit)) faults.tags = 'tag_long'
  if (!draft.hasConsent) return faults
  if (draft.source === null) faults.source = 'source_missing'
  if (draft.day !== null && draft.day > dayOf(now)) faults.day = 'day_ahead'
  if (draft.note.length > noteLimit) faults.note = 'note_long'
  return faults
}
