import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { purposeKeyOf } from './purpose-key.ts'
import type { Purpose } from './purpose-table.tsx'

interface AddPurposeProps {
  readonly purposes: readonly Purpose[]
}

/** The button, and the form behind it, that adds a purpose of the owner's. */
export function AddPurpose({ purposes }: AddPurposeProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('consent.addPurpose.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('consent.addPurpose.button')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        centered
      >
        {isOpen ? <AddForm purposes={purposes} onClose={close} /> : null}
      </Modal>
    </>
  )
}

function AddForm({ purposes, onClose }: AddPurposeProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [isChecked, setChecked] = useState(false)
  const save = useCommand('consentPurposes.save', {
    onSuccess: () => {
      showDone(t('consent.addPurpose.done'))
      onClose()
    },
  })
  const trimmed = name.trim()
  const problem =
    trimmed === ''
      ? 'nameMissing'
      : trimmed.length > 60
        ? 'nameTooLong'
        : purposes.some((purpose) => purpose.name.toLowerCase() === trimmed.toLowerCase())
          ? 'nameTaken'
          : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (problem !== null) return
        const taken = purposes.map((purpose) => purpose.key)
        save.mutate({ key: purposeKeyOf(trimmed, taken), name: trimmed })
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('consent.addPurpose.name')}
          description={t('consent.addPurpose.help')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isChecked && problem !== null ? t(`consent.addPurpose.${problem}`) : null}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('consent.addPurpose.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
