import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { birthdayInWords } from './birthday.ts'
import { Facts } from './facts.tsx'
import { languageName } from './languages.ts'
import {
  draftOf,
  isFlagOn,
  profileProblems,
  toPatch,
  type ContactDetail,
  type CustomField,
} from './profile-draft.ts'
import { ProfileFields, refusalOf } from './profile-fields.tsx'
import { hasOwnName } from './person-name.ts'
import { usePeopleCommand } from './use-people-command.ts'

interface ProfileProps {
  readonly contact: ContactDetail
}

/** What is kept of a person, edited where it stands. */
export function Profile({ contact }: ProfileProps) {
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  const fields = useCall('customFields.list', {}).data?.fields ?? []
  const isOpenToEdit = contact.binnedAt === null && contact.anonymisedAt === null
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('people.profile.title')}
        </Title>
        {isEditing || !isOpenToEdit ? null : (
          <Button variant="default" size="compact-sm" onClick={() => setEditing(true)}>
            {t('common.edit')}
          </Button>
        )}
      </Group>
      {isEditing ? (
        <EditProfile contact={contact} fields={fields} onClose={() => setEditing(false)} />
      ) : (
        <ProfileFacts contact={contact} fields={fields} />
      )}
    </Stack>
  )
}

interface FieldsProps extends ProfileProps {
  readonly fields: readonly CustomField[]
}

function EditProfile({ contact, fields, onClose }: FieldsProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [before] = useState(() => draftOf(contact))
  const [draft, setDraft] = useState(before)
  const [showProblems, setShowProblems] = useState(false)
  const isNameNeeded = hasOwnName(contact)
  const update = usePeopleCommand('contacts.update', {
    handlesError: () => true,
    onSuccess: () => {
      showDone(t('common.saved'))
      onClose()
    },
  })
  const refused = refusalOf(update.error, t)
  const save = () => {
    setShowProblems(true)
    if (Object.keys(profileProblems(draft, fields, isNameNeeded)).length > 0) return
    const patch = toPatch(draft, before)
    if (Object.keys(patch).length === 0) onClose()
    else update.mutate({ contactId: contact.id, ...patch })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm" maw="30rem">
        <ProfileFields
          draft={draft}
          onChange={setDraft}
          fields={fields}
          showProblems={showProblems}
          isNameNeeded={isNameNeeded}
          refused={refused}
        />
        {update.error === null || refused !== null ? null : <ErrorState error={update.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={update.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function ProfileFacts({ contact, fields }: FieldsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const or = (value: string | null) =>
    value ?? (
      <Text span inherit c="dimmed">
        {t('people.profile.notKnown')}
      </Text>
    )
  const rows: Array<readonly [string, ReactNode]> = [
    [t('people.profile.name'), or(hasOwnName(contact) ? contact.name : null)],
    [t('people.profile.email'), or(contact.email)],
    [t('people.profile.city'), or(contact.city)],
    [
      t('people.profile.birthday'),
      or(contact.birthday === null ? null : birthdayInWords(contact.birthday)),
    ],
    [
      t('people.profile.language'),
      or(contact.language === null ? null : languageName(contact.language)),
    ],
    [t('people.profile.externalId'), or(contact.externalId)],
    ...fields.map(
      (field) => [field.label, or(customInWords(field, contact.custom[field.key], t))] as const,
    ),
    [
      t('people.column.lastSeen'),
      contact.lastSeenAt === null ? t('common.never') : format.dateTime(contact.lastSeenAt),
    ],
    [t('people.column.created'), format.date(contact.createdAt)],
  ]
  return <Facts rows={rows} />
}

function customInWords(field: CustomField, value: string | undefined, t: TFunction): string | null {
  if (value === undefined || value === '') return null
  return field.type === 'flag' ? t(isFlagOn(value) ? 'common.yes' : 'common.no') : value
}
