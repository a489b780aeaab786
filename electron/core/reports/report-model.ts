import type { Locale } from '../../../shared/domain/common.ts'
import type { ReportEntry } from './report-data.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'muted'

/** What stands in a cell, already in the reader's language. */
export interface ReportCell {
  readonly text: string
  readonly tone?: Tone
  /** Set where a spreadsheet can count with it. */
  readonly number?: number
}

export interface ReportColumn {
  readonly title: string
  /** `code`: a phone number or fingerprint, never broken over lines. */
  readonly kind: 'text' | 'long' | 'time' | 'number' | 'code'
}

export interface ReportSection {
  readonly key: string
  readonly title: string
  /** One sentence under the title, or empty. */
  readonly note: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly (readonly ReportCell[])[]
  /** What stands there when there are no rows. */
  readonly empty: string
}

export interface ReportFact {
  readonly label: string
  readonly value: string
}

/** A report in one language, independent of the format it is written in. */
export interface ReportModel {
  readonly language: Locale
  readonly title: string
  readonly subtitle: string
  readonly facts: readonly ReportFact[]
  readonly figures: readonly ReportFact[]
  /** The last section is the audit log, one row for each of `entries`. */
  readonly sections: readonly ReportSection[]
  readonly entries: readonly ReportEntry[]
  readonly seal: {
    readonly title: string
    readonly paragraphs: readonly string[]
    readonly facts: readonly ReportFact[]
  }
  readonly contents: string
  readonly footer: string
}

export const auditSectionKey = 'audit'
