type Words = Readonly<Record<string, string>>

/** Every word of a report in one language. `{name}` is filled in. */
export interface ReportTexts {
  readonly title: string
  readonly allGroups: string
  readonly contents: string
  readonly none: string
  readonly unknown: string
  readonly yes: string
  readonly no: string
  readonly facts: Words
  readonly figures: Words
  readonly sections: Readonly<Record<string, { title: string; note: string; empty: string }>>
  readonly columns: Words
  readonly words: Words
  /** What a code says, with its values. A code ending in `_none` is for a value that is not known. */
  readonly explanations: Words
  readonly sealTitle: string
  readonly sealParagraphs: readonly string[]
  readonly masked: string
  readonly revealed: string
  readonly footer: string
  readonly listSeparator: string
}
