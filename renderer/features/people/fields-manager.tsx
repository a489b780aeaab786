import { ActionIcon, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customField } from '../../../shared/domain/contacts.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { newFieldKey } from './field-key.ts'
import type { CustomField } from './profile-draft.ts'

const types = customField.shape.type.options
const labelLimit = 60

/** The shop's own fields: what there is, one more, one less. */
export function FieldsManager(_props: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { data } = useCall('customFields.list', {})
  const [deleting, setDeleting] = useState<CustomField | null>(null)
  const remove = useCommand('customFields.delete', { onSuccess: () => setDeleting(null) })
  return (
    <Stack gap="md">
      <Title order={2} pr="xl">
        {t('people.fields.title')}
      </Title>
      <Text c="dimmed" size="sm">
        {t('people.fields.intro')}
      </Text>
      {data === undefined ? (
        <LoadingState rows={3} />
      ) : (
        <>
          {data.fields.length === 0 ? <Text c="dimmed">{t('people.fields.none')}</Text> : null}
          {data.fields.map((field) => (
            <FieldLine key={field.key} field={field} onDelete={() => setDeleting(field)} />
          ))}
          <NewField key={data.fields.length} taken={data.fields.map((field) => field.key)} />
        </>
      )}
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => {
          if (deleting !== null) remove.mutate({ key: deleting.key })
        }}
        title={t('people.fields.deleteTitle', { label: deleting?.label ?? '' })}
        confirmLabel={t('people.fields.deleteConfirm')}
        isBusy={remove.isPending}
      >
        {t('people.fields.deleteText')}
      </ConfirmDialog>
    </Stack>
  )
}

interface FieldLineProps {
  readonly field: CustomField
  readonly onDelete: () => void
}

function FieldLine({ field, onDelete }: FieldLineProps) {
  const { t } = useTranslation()
  const [label, setLabel] = useState(field.label)
  const save = useCommand('customFields.save')
  const trimmed = label.trim()
  const rename = () => {
    if (trimmed !== field.label && trimmed !== '') save.mutate({ ...field, label: trimmed })
    else setLabel(field.label)
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        flex={1}
        aria-label={t('people.fields.rename', { label: field.label })}
        maxLength={labelLimit}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename()
        }}
      />
      <Text c="dimmed" size="sm">
        {t(`people.fields.type.${field.type}`)}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('people.fields.delete', { label: field.label })}
        onClick={onDelete}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

function NewField({ taken }: { readonly taken: readonly string[] }) {
  const { t } = useTranslation()
  const [label, setLabel] = useState('')
  const [type, setType] = useState<CustomField['type']>('text')
  const [isTouched, setTouched] = useState(false)
  const save = useCommand('customFields.save')
  const trimmed = label.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTouched(true)
        if (trimmed !== '') save.mutate({ key: newFieldKey(trimmed, taken), label: trimmed, type })
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={t('people.fields.label')}
          description={t('people.fields.labelHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={labelLimit}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={isTouched && trimmed === '' ? t('people.fields.labelMissing') : null}
        />
        <Select<CustomField['type']>
          label={t('people.fields.kind')}
          allowDeselect={false}
          value={type}
          onChange={(value) => setType(value ?? 'text')}
          data={types.map((value) => ({ value, label: t(`people.fields.type.${value}`) }))}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('people.fields.create')}
        </Button>
      </Stack>
    </form>
  )
}
