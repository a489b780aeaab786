import type { ImportField, ImportProblem } from '../../../shared/domain/contact-imports.ts'
import { currentLanguage, i18n } from '../../lib/i18n.ts'
import { customKeyOf, type Column, type CustomField } from './column-fields.ts'

/** What a column is, in words: a known field, or one of the owner's own by its label. */
export function fieldName(field: ImportField, customFields: readonly CustomField[]): string {
  const key = customKeyOf(field)
  if (key === null) return i18n.t(`imports.field.${field}`)
  return customFields.find((one) => one.key === key)?.label ?? key
}

/** Name of a column: its heading, or its place where it has none. */
export function columnName(column: Pick<Column, 'index' | 'title'>): string {
  return column.title.trim() === ''
    ? i18n.t('imports.columns.untitled', { number: column.index + 1 })
    : column.title
}

/** Sentences one after the other; Chinese puts no space between them. */
export function sentences(texts: readonly string[]): string {
  return texts.join(currentLanguage() === 'zh-CN' ? '' : ' ')
}

/** Why a row or cell is not taken in. */
export function problemWords(reason: ImportProblem): string {
  // A key that ends like a plural form would be taken for one.
  return i18n.t(`imports.problem.${reason === 'known_by_two' ? 'two_people' : reason}`)
}
