import { Group, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePurposeWords } from '../../lib/purpose-words.ts'
import { useCall } from '../../lib/use-call.ts'
import type { FieldsProps } from './fields.ts'
import { useProblem } from './use-problem.ts'

/** Name, and what people have to have agreed to. */
export function NameFields({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation()
  const problem = useProblem(problems)
  const words = usePurposeWords()
  const purposes = useCall('consentPurposes.list', {}).data?.purposes ?? []
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t('broadcasts.field.name')}
        description={t('broadcasts.field.nameHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={120}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={problem('name')}
      />
      <Select
        label={t('broadcasts.field.purpose')}
        description={t('broadcasts.field.purposeHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        value={draft.purpose}
        onChange={(purpose) => onChange({ purpose: purpose ?? draft.purpose })}
        data={purposes.map(({ key, name }) => ({ value: key, label: words(key, name) }))}
      />
    </Group>
  )
}
