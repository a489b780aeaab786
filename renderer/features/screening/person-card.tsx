import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenedPerson } from '../../../shared/domain/screening.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { ScreeningBadge } from '../../lib/screening-badge.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { Reasons, signed } from './reasons.tsx'
import classes from './screening.module.css'

interface PersonCardProps {
  readonly contactId: string
  /** What is known from the list, shown until the whole is there. */
  readonly loaded: ScreenedPerson
  readonly onAddEvidence: () => void
  /** Buttons under what is known. */
  readonly children: ReactNode
}

/** One person: the verdict, why, what somebody of the shop has seen, and what was decided before. */
export function PersonCard({ contactId, loaded, onAddEvidence, children }: PersonCardProps) {
  const query = useCall('screening.get', { contactId })
  const person = query.data ?? loaded
  return (
    <Paper withBorder className={classes['card']} component="article" aria-label={person.name}>
      <Stack gap="md">
        <CardHead person={person} />
        <Joining person={person} />
        <OwnWord person={person} />
        <Reasons results={person.results} />
        {query.isError ? <ErrorState error={query.error} /> : null}
        <EvidenceList evidence={query.data?.evidence ?? null} onAdd={onAddEvidence} />
        {children}
      </Stack>
    </Paper>
  )
}

function CardHead({ person }: { readonly person: ScreenedPerson }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = [
    ...(person.country === null ? [] : [format.countryName(person.country)]),
    t(`screening.source.${person.source}`, { date: format.date(person.createdAt) }),
  ]
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div>
        <Title order={2}>
          <Anchor component={Link} to={`/people/${person.contactId}`} inherit c="inherit">
            {person.name}
          </Anchor>
        </Title>
        <Group gap="xs" mt={2}>
          <MaskedNumber contactId={person.contactId} masked={person.maskedNumber} />
          {person.username === null ? null : <Text c="dimmed">@{person.username}</Text>}
        </Group>
        <Text size="sm" c="dimmed" mt={2}>
          {facts.join(' · ')}
        </Text>
      </div>
      <Stack gap={4} align="flex-end">
        <ScreeningBadge verdict={person.verdict} />
        {person.score === null ? null : (
          <Text size="sm" c="dimmed">
            {t('screening.score', { points: signed(person.score) })}
          </Text>
        )}
      </Stack>
    </Group>
  )
}

function Joining({ person }: { readonly person: ScreenedPerson }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (person.joining.length === 0) return null
  const groups = format.list(person.joining.map((group) => group.groupSubject))
  return (
    <Text size="sm">
      {t('screening.joining', { groups })}{' '}
      <Anchor component={Link} to="/join-requests" size="sm">
        {t('screening.toJoinRequests')}
      </Anchor>
    </Text>
  )
}

/** The owner's word, and what the checks say beside it. */
function OwnWord({ person }: { readonly person: ScreenedPerson }) {
  const { t } = useTranslation()
  const format = useFormat()
  const giveBack = useCommand('screening.decide')
  const { decision, checksVerdict } = person
  if (decision === null) return null
  const by = t(`screening.by.${decision.decidedBy}`, { defaultValue: decision.decidedBy })
  return (
    <Alert variant="light" color="gray" py="xs" icon={<IconGavel aria-hidden />}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" fw={500}>
            {t('screening.decidedAs', {
              verdict: t(`screening.verdict.${decision.verdict}`),
              date: format.dateTime(decision.at),
              by,
            })}
          </Text>
          {decision.note === '' ? null : <Text size="sm">{decision.note}</Text>}
          {checksVerdict === null ? null : (
            <Text size="sm">
              {t('screening.checksSay', { verdict: t(`screening.verdict.${checksVerdict}`) })}
            </Text>
          )}
        </div>
        <Button
          size="compact-sm"
          variant="default"
          loading={giveBack.isPending}
          onClick={() => giveBack.mutate({ contactIds: [person.contactId], verdict: 'checks' })}
        >
          {t('screening.giveBack')}
        </Button>
      </Group>
    </Alert>
  )
}
