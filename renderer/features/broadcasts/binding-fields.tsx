import { Group, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { bindableField } from '../../../shared/domain/templates.ts'
import { useCall } from '../../lib/use-call.ts'
import type { BindingDraft } from './draft.ts'

interface BindingFieldsProps {
  /** As the template names the variable. */
  readonly name: string
  readonly binding: BindingDraft
  readonly error: string | null
  readonly onChange: (binding: BindingDraft) => void
}

/** What stands in one blank of the template: a text, or a field of the person and what replaces it. */
export function BindingFields({ name, binding, error, onChange }: BindingFieldsProps) {
  const { t } = useTranslation()
  const own = useCall('customFields.list', {}).data?.fields ?? []
  const label = t(
    name.startsWith('header:')
      ? 'broadcasts.message.headerVariable'
      : 'broadcasts.message.variable_',
    { name: `{{${name.replace('header:', '')}}}` },
  )
  const isField = binding.source !== null && binding.source !== 'text'
  return (
    <Group grow align="flex-start" gap="sm">
      <Select
        label={label}
        placeholder={t('broadcasts.message.sourcePlaceholder')}
        allowDeselect={false}
        value={binding.source}
        onChange={(source) => onChange({ ...binding, source })}
        error={binding.source === null ? error : null}
        data={[
          { value: 'text', label: t('broadcasts.source.text') },
          {
            group: t('broadcasts.source.fields'),
            items: bindableField.options.map((field) => ({
              value: `field:${field}`,
              label: t(`broadcasts.source.${field}`),
            })),
          },
          ...(own.length === 0
            ? []
            : [
                {
                  group: t('broadcasts.source.own'),
                  items: own.map((field) => ({ value: `custom:${field.key}`, label: field.label })),
                },
              ]),
        ]}
      />
      {binding.source === null ? null : (
        <TextInput
          label={t(isField ? 'broadcasts.message.fallback' : 'broadcasts.message.text', {
            name: `{{${name.replace('header:', '')}}}`,
          })}
          {...(isField ? { description: t('broadcasts.message.fallbackHelp') } : {})}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={isField ? 200 : 1024}
          value={binding.text}
          onChange={(event) => onChange({ ...binding, text: event.currentTarget.value })}
          error={error}
        />
      )}
    </Group>
  )
}
