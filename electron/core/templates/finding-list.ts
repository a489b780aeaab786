import type { TemplateFinding } from '../../../shared/domain/templates.ts'

export type Field = TemplateFinding['field']
export type Params = TemplateFinding['params']

/** Collects findings, by severity. */
export interface FindingList {
  error(field: Field, code: string, params?: Params): void
  warning(field: Field, code: string, params?: Params): void
  hint(field: Field, code: string, params?: Params): void
}
