import { Group, Stack, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { ScreeningMark } from './marks.tsx'
import type { ContactDetail } from './profile-draft.ts'

interface StandingProps {
  readonly contact: ContactDetail
}

/** What a person agreed to and what screening says, each with the way to its own page. */
export function Standing({ contact }: StandingProps) {
  return (
    <>
      <Consent contact={contact} />
      <Screening contact={contact} />
    </>
  )
}

const tones: Record<ContactDetail['consent'][number]['state'], StatusTone> = {
  given: 'good',
  withdrawn: 'danger',
  expired: 'attention',
}

function purposeWords(entry: ContactDetail['consent'][number], t: TFunction): string {
  if (entry.purposeName !== '') return entry.purposeName
  return t(`people.purpose.${entry.purpose}`, { defaultValue: entry.purpose })
}

function Consent({ contact }: StandingProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('people.consent.title')}
      </Title>
      {contact.consent.length === 0 ? (
        <Text c="dimmed">{t('people.consent.none')}</Text>
      ) : (
        contact.consent.map((entry) => (
          <Group key={entry.purpose} gap="xs">
            <Text>{purposeWords(entry, t)}</Text>
            <StatusBadge tone={tones[entry.state]}>
              {t(`people.consent.${entry.state}`)}
            </StatusBadge>
            <Text c="dimmed" size="sm">
              {format.date(entry.at)}
            </Text>
          </Group>
        ))
      )}
      <Link to={`/consent?contactId=${contact.id}`}>{t('people.consent.open')}</Link>
    </Stack>
  )
}

function Screening({ contact }: StandingProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('people.screening.title')}
      </Title>
      <Group gap="xs">
        <ScreeningMark screening={contact.screening} />
        {contact.screeningScore === null ? null : (
          <Text size="sm">{t('people.screening.score', { score: contact.screeningScore })}</Text>
        )}
        {contact.screenedAt === null ? null : (
          <Text c="dimmed" size="sm">
            {format.date(contact.screenedAt)}
          </Text>
        )}
      </Group>
      <Link to={`/screening?contactId=${contact.id}`}>{t('people.screening.open')}</Link>
    </Stack>
  )
}
