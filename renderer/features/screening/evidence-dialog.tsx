import {
  Alert,
  Button,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { evidenceKind, type EvidenceKind } from '../../../shared/domain/screening.ts'
import type { ErrorReply } from '../../../shared/errors.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'

interface EvidenceDialogProps {
  readonly person: { readonly contactId: string; readonly name: string }
  readonly opened: boolean
  readonly onClose: () => void
}

/** Notes what somebody of the shop has seen of a person. */
export function EvidenceDialog(props: EvidenceDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('screening.evidence.dialogTitle', { name: props.person.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {props.opened ? <EvidenceForm {...props} /> : null}
    </Modal>
  )
}

/** Where a document's number was written down, said beside the field. */
function useRefusal() {
  const { t } = useTranslation()
  const [field, setField] = useState<string | null>(null)
  return {
    take: (error: ErrorReply) => {
      const isOurs = error.field === 'note' || error.field === 'place'
      if (isOurs) setField(error.field ?? null)
      return isOurs
    },
    clear: () => setField(null),
    on: (name: string) => (field === name ? t('screening.evidence.noNumbers') : null),
  }
}

function EvidenceForm({ person, onClose }: EvidenceDialogProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<EvidenceKind>('shop_visit')
  const [place, setPlace] = useState('')
  const [note, setNote] = useState('')
  const refusal = useRefusal()
  const add = useCommand('screening.addEvidence', {
    handlesError: refusal.take,
    onSuccess: () => {
      showDone(t('screening.evidence.done'))
      onClose()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        refusal.clear()
        add.mutate({ contactId: person.contactId, kind, place, note })
      }}
    >
      <Stack gap="md">
        <Select
          data-autofocus
          label={t('screening.evidence.what')}
          allowDeselect={false}
          value={kind}
          onChange={(value) =>
            setKind(evidenceKind.options.find((option) => option === value) ?? kind)
          }
          data={evidenceKind.options.map((value) => ({
            value,
            label: t(`screening.evidence.kind.${value}`),
          }))}
        />
        {kind === 'document_seen' ? (
          <Alert variant="light" py="xs" icon={<IconInfoCircle aria-hidden />}>
            {t('screening.evidence.document')}
          </Alert>
        ) : null}
        <TextInput
          label={t('screening.evidence.place')}
          placeholder={t(`screening.evidence.placeExample.${kind}`)}
          maxLength={200}
          value={place}
          error={refusal.on('place')}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <Textarea
          label={t('screening.evidence.note')}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          error={refusal.on('note')}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t('screening.evidence.who')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('screening.evidence.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
