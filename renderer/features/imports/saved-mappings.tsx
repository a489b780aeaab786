import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportMapping } from '../../../shared/domain/contact-imports.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { ImportKind } from './column-fields.ts'

type Saved = CallOutput<'importMappings.list'>['mappings'][number]

interface SavedMappingsProps {
  readonly kind: ImportKind
  /** The mapping on the screen, to be saved. */
  readonly mapping: ImportMapping
  readonly onUse: (mapping: ImportMapping) => void
}

const nameLimit = 60

/** Mappings kept for the next file of the same make: use one, keep this one, let one go. */
export function SavedMappings({ kind, mapping, onUse }: SavedMappingsProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const list = useCall('importMappings.list', {})
  const saved = list.data?.mappings.filter((one) => one.kind === kind) ?? []
  const use = (one: Saved) => {
    onUse(one.mapping)
    setOpen(false)
    showDone(t('imports.mappings.used', { name: one.name }))
  }
  return (
    <>
      <Group gap="xs">
        {saved.length === 0 ? null : (
          <Button
            variant="default"
            leftSection={<IconBookmark size={15} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {t('imports.mappings.open', { count: saved.length })}
          </Button>
        )}
        <Button variant="default" onClick={() => setSaving(true)}>
          {t('imports.mappings.save')}
        </Button>
      </Group>
      <Modal
        opened={isOpen && saved.length > 0}
        onClose={() => setOpen(false)}
        title={t('imports.mappings.title')}
        centered
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="xs">
          {saved.map((one) => (
            <SavedLine key={one.id} saved={one} onUse={() => use(one)} />
          ))}
        </Stack>
      </Modal>
      <Modal
        opened={isSaving}
        onClose={() => setSaving(false)}
        title={t('imports.mappings.saveTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {isSaving ? (
          <SaveForm kind={kind} mapping={mapping} saved={saved} onClose={() => setSaving(false)} />
        ) : null}
      </Modal>
    </>
  )
}

function SavedLine({ saved, onUse }: { readonly saved: Saved; readonly onUse: () => void }) {
  const { t } = useTranslation()
  const remove = useCommand('importMappings.delete', {
    onSuccess: () => showDone(t('imports.mappings.deleted', { name: saved.name })),
  })
  const taken = saved.mapping.columns?.filter((column) => column.field !== 'ignore').length ?? 0
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text style={{ overflowWrap: 'anywhere' }}>{saved.name}</Text>
        <Text size="sm" c="dimmed">
          {t('imports.mappings.columns', { count: taken })}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          aria-label={t('imports.mappings.useName', { name: saved.name })}
          onClick={onUse}
        >
          {t('imports.mappings.use')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('imports.mappings.deleteName', { name: saved.name })}
          loading={remove.isPending}
          onClick={() => remove.mutate({ mappingId: saved.id })}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  )
}

interface SaveFormProps {
  readonly kind: ImportKind
  readonly mapping: ImportMapping
  readonly saved: readonly Saved[]
  readonly onClose: () => void
}

function SaveForm({ kind, mapping, saved, onClose }: SaveFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [isLeft, setLeft] = useState(false)
  const plain = name.trim()
  const fault = plain === '' ? 'nameMissing' : plain.length > nameLimit ? 'nameLong' : null
  const save = useCommand('importMappings.save', {
    handlesError: () => true,
    onSuccess: () => {
      showDone(t('imports.mappings.saved', { name: plain }))
      onClose()
    },
  })
  const isTaken = saved.some((one) => one.name === plain)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(true)
        if (fault === null && !save.isPending) save.mutate({ name: plain, kind, mapping })
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('imports.mappings.name')}
          description={t(isTaken ? 'imports.mappings.replaces' : 'imports.mappings.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isLeft && fault !== null ? t(`imports.mappings.${fault}`) : null}
        />
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
