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
  const label = useVariableLabel(name)
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
          label={
            isField
              ? t('broadcasts.message.fallback')
              : t('broadcasts.message.text', { name: label })
          }
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

/** What a variable is, by where it stands: in the text, the heading, its picture, or a button's link. */
function useVariableLabel(name: string): string {
  const { t } = useTranslation()
  const [place, rest] = name.includes(':') ? name.split(':', 2) : ['body', name]
  const braces = `{{${rest ?? ''}}}`
  if (name === 'header:media') return t('broadcasts.message.mediaVariable')
  if (place === 'header') return t('broadcasts.message.headerVariable', { name: braces })
  if (place === 'button')
    return t('broadcasts.message.buttonVariable', { position: Number(rest) + 1 })
  return t('broadcasts.message.variable_', { name: braces })
}
