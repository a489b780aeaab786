import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { keyForLabel, type Column, type CustomField } from './column-fields.ts'

const types = ['text', 'number', 'date', 'flag'] as const satisfies CustomField['type'][]
const labelLimit = 60

interface CreateFieldProps {
  /** The column that the field is made for; null while none is. */
  readonly column: Column | null
  readonly customFields: readonly CustomField[]
  readonly onClose: () => void
  readonly onMade: (key: string) => void
}

/** Makes a field of the owner's own, named after the column at first. */
export function CreateField({ column, ...rest }: CreateFieldProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={column !== null}
      onClose={rest.onClose}
      title={t('imports.newField.title')}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {column === null ? null : <FieldForm column={column} {...rest} />}
    </Modal>
  )
}

function FieldForm({
  column,
  customFields,
  onClose,
  onMade,
}: CreateFieldProps & { readonly column: Column }) {
  const { t } = useTranslation()
  const [label, setLabel] = useState(column.title.trim().slice(0, labelLimit))
  const [type, setType] = useState<CustomField['type']>('text')
  const [isLeft, setLeft] = useState(false)
  const save = useCommand('customFields.save', {
    handlesError: () => true,
    onSuccess: (field) => onMade(field.key),
  })
  const fault = labelFault(label.trim(), customFields)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(true)
        const taken = customFields.map((field) => field.key)
        if (fault === null && !save.isPending)
          save.mutate({ key: keyForLabel(label, taken), label: label.trim(), type })
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('imports.newField.label')}
          description={t('imports.newField.labelHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          onBlur={() => setLeft(true)}
          error={isLeft && fault !== null ? t(`imports.newField.${fault}`) : null}
        />
        <Select
          label={t('imports.newField.type')}
          allowDeselect={false}
          data={types.map((value) => ({ value, label: t(`imports.newField.types.${value}`) }))}
          value={type}
          onChange={(value) => setType(types.find((one) => one === value) ?? 'text')}
        />
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('imports.newField.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function labelFault(label: string, customFields: readonly CustomField[]): string | null {
  if (label === '') return 'labelMissing'
  if (label.length > labelLimit) return 'labelLong'
  return customFields.some((field) => field.label === label) ? 'labelTaken' : null
}
