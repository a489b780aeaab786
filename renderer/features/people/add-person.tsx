import { Button, Group, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { emptyDraft, profileProblems, toPatch } from './profile-draft.ts'
import { ProfileFields, refusalOf } from './profile-fields.tsx'
import { usePeopleCommand } from './use-people-command.ts'

/** Writes down one person by hand. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(emptyDraft)
  const [number, setNumber] = useState('')
  const [showProblems, setShowProblems] = useState(false)
  const fields = useCall('customFields.list', {}).data?.fields ?? []
  const create = usePeopleCommand('contacts.create', {
    handlesError: () => true,
    onSuccess: ({ contactId }) => {
      showDone(t('people.add.done'))
      navigate(`/people/${contactId}`)
    },
  })
  const refused = refusalOf(create.error, t)
  const save = () => {
    setShowProblems(true)
    if (Object.keys(profileProblems(draft, fields)).length > 0) return
    create.mutate({
      ...toPatch(draft),
      name: draft.name.trim(),
      ...(number.trim() === '' ? {} : { number: number.trim() }),
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm">
        <Title order={2} pr="xl">
          {t('people.add.title')}
        </Title>
        <ProfileFields
          draft={draft}
          onChange={setDraft}
          fields={fields}
          showProblems={showProblems}
          refused={refused}
        >
          <TextInput
            label={t('people.profile.number')}
            description={t('people.add.numberHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="tel"
            maxLength={40}
            autoComplete="off"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            error={refused?.field === 'number' ? refused.words : null}
          />
        </ProfileFields>
        {create.error === null || refused !== null ? null : <ErrorState error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('people.add.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
