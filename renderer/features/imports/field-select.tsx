import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { importField, type ImportField } from '../../../shared/domain/contact-imports.ts'
import { customKeyOf, fieldGroups, type CustomField, type ImportKind } from './column-fields.ts'
import { fieldName } from './field-words.ts'

interface FieldSelectProps {
  readonly kind: ImportKind
  /** Accessible name: which column it is about. */
  readonly label: string
  readonly value: ImportField
  readonly customFields: readonly CustomField[]
  readonly onChange: (field: ImportField) => void
  /** Called where none of the fields fits and the owner makes one. */
  readonly onNew: () => void
}

const newField = 'new'

/** What one column is: a known field, one of the owner's own, or nothing. */
export function FieldSelect(props: FieldSelectProps) {
  const { kind, value, customFields, onChange, onNew } = props
  const data = useChoices(kind, value, customFields)
  return (
    <Select
      aria-label={props.label}
      size="sm"
      allowDeselect={false}
      maxDropdownHeight={360}
      // Lists of choices for hundreds of columns would all be on the page.
      comboboxProps={{ keepMounted: false }}
      data={data}
      value={value}
      onChange={(chosen) => {
        if (chosen === newField) onNew()
        else if (chosen !== null) onChange(importField.parse(chosen))
      }}
    />
  )
}

function useChoices(kind: ImportKind, value: ImportField, customFields: readonly CustomField[]) {
  const { t } = useTranslation()
  return useMemo(() => {
    const choice = (field: ImportField) => ({ value: field, label: fieldName(field, customFields) })
    const own = customFields.map((field): ImportField => `custom:${field.key}`)
    // One that was deleted since the mapping was saved is still what the column says.
    if (customKeyOf(value) !== null && !own.includes(value)) own.push(value)
    return [
      choice('ignore'),
      ...fieldGroups(kind).map((group) => ({
        group: t(`imports.fieldGroup.${group.key}`),
        items: group.fields.map(choice),
      })),
      ...(kind === 'contacts'
        ? [
            {
              group: t('imports.fieldGroup.own'),
              items: [...own.map(choice), { value: newField, label: t('imports.newField.option') }],
            },
          ]
        : []),
    ]
  }, [kind, value, customFields, t])
}
