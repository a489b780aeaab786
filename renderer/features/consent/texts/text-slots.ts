import type { CallOutput } from '../../../../shared/ipc/contract.ts'

export type LegalText = CallOutput<'legalTexts.list'>['texts'][number]

/** All versions of one text: what it is for, in one language. */
export interface TextSlot {
  /** `consent.marketing.en`, `privacy_notice..zh-CN`; stands in the address. */
  readonly key: string
  readonly kind: LegalText['kind']
  readonly purpose: string | null
  readonly language: string
  /** Newest first. */
  readonly versions: readonly LegalText[]
}

/** Key of the slot that a text belongs to. */
export function slotKey(text: Pick<LegalText, 'kind' | 'purpose' | 'language'>): string {
  return `${text.kind}.${text.purpose ?? ''}.${text.language}`
}

const kinds: ReadonlyArray<LegalText['kind']> = ['consent', 'privacy_notice', 'encryption_notice']

/**
 * The texts by what they are for and language: wordings of consent first, in the order of the purposes,
 * then the notices.
 */
export function textSlots(
  texts: readonly LegalText[],
  purposes: ReadonlyArray<{ readonly key: string }>,
): TextSlot[] {
  const place = (slot: TextSlot) => purposes.findIndex(({ key }) => key === slot.purpose)
  const slots = new Map<string, TextSlot & { versions: LegalText[] }>()
  for (const text of texts) {
    const key = slotKey(text)
    const slot = slots.get(key) ?? {
      key,
      kind: text.kind,
      purpose: text.purpose,
      language: text.language,
      versions: [],
    }
    slot.versions.push(text)
    slots.set(key, slot)
  }
  const sorted = [...slots.values()].sort(
    (left, right) =>
      kinds.indexOf(left.kind) - kinds.indexOf(right.kind) ||
      place(left) - place(right) ||
      left.language.localeCompare(right.language),
  )
  for (const slot of sorted) slot.versions.sort((left, right) => right.version - left.version)
  return sorted
}
