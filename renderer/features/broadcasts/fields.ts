import type { Template } from '../../../shared/domain/announcements.ts'
import type { Draft, DraftProblems } from './draft.ts'

/** What every part of the form is given. */
export interface FieldsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly templates: readonly Template[]
  /** Shown beside the fields; empty until sending was asked for. */
  readonly problems: DraftProblems
}
