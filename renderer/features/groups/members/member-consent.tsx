import { Button, Group, Radio, Select, Stack, Textarea, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { recordConsentInput } from '../../../../shared/domain/consent.ts'
import type { Member } from '../../../../shared/domain/members.ts'
import { showDone } from '../../../lib/notify.tsx'
import { useCommand } from '../../../lib/use-call.ts'
import { OptInBadge } from './opt-in-badge.tsx'

type Consent = z.infer<typeof recordConsentInput>

const purposes = ['marketing', 'service', 'group'] as const
type Purpose = (typeof purposes)[number]
const sources = recordConsentInput.shape.source.options
const noteLimit = 500

/** Whether the member may be written to, and the form to record what they said. */
export function MemberConsent({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={3}>{t('members.panel.consent')}</Title>
        <OptInBadge optIn={member.optIn} />
      </Group>
      {isOpen ? (
        <ConsentForm member={member} onClose={() => setOpen(false)} />
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('members.consent.record')}
        </Button>
      )}
    </Stack>
  )
}

interface ConsentFormProps {
  readonly member: Member
  readonly onClose: () => void
}

function ConsentForm({ member, onClose }: ConsentFormProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [state, setState] = useState<Consent['state']>('given')
  const [purpose, setPurpose] = useState<Purpose>('marketing')
  const [source, setSource] = useState<Consent['source']>('spoken')
  const [note, setNote] = useState('')
  const noteError = note.length > noteLimit ? t('members.consent.noteTooLong') : null
  const record = useCommand('consent.record', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['members'] })
      showDone(t('members.consent.saved'))
      onClose()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (noteError !== null) return
        record.mutate({ contactId: member.contactId, state, purpose, source, note })
      }}
    >
      <Stack gap="sm">
        <Radio.Group
          label={t('members.consent.state')}
          value={state}
          onChange={(value) => setState(value)}
        >
          <Stack gap={6} mt={4}>
            <Radio value="given" label={t('members.consent.given')} />
            <Radio value="withdrawn" label={t('members.consent.withdrawn')} />
          </Stack>
        </Radio.Group>
        <Select<Purpose>
          label={t('members.consent.purpose')}
          allowDeselect={false}
          value={purpose}
          onChange={(value) => setPurpose(value ?? 'marketing')}
          data={purposes.map((value) => ({ value, label: t(`members.consent.${value}`) }))}
        />
        <Select<Consent['source']>
          label={t('members.consent.source')}
          allowDeselect={false}
          value={source}
          onChange={(value) => setSource(value ?? 'spoken')}
          data={sources.map((value) => ({ value, label: t(`members.consent.${value}`) }))}
        />
        <Textarea
          label={t('members.consent.note')}
          description={t('members.consent.noteHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={noteError}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('members.consent.cancel')}
          </Button>
          <Button type="submit" loading={record.isPending}>
            {t('members.consent.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
