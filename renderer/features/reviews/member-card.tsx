import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconFlag, IconStar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '../../../shared/domain/reviews.ts'
import { useFormat } from '../../lib/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { ReactNode } from 'react'
import { DecisionBadge } from './decision-badge.tsx'
import classes from './reviews.module.css'

interface MemberCardProps {
  readonly item: ReviewItem
  /** Buttons and note, under the evidence. */
  readonly children: ReactNode
}

/** One member of the review, with all that is known for deciding. */
export function MemberCard({ item, children }: MemberCardProps) {
  return (
    <Paper withBorder className={classes['card']} component="article" aria-label={item.member.name}>
      <Stack gap="md">
        <CardHead item={item} />
        <Criteria item={item} />
        <Evidence member={item.member} />
        {children}
      </Stack>
    </Paper>
  )
}

function CardHead({ item }: { readonly item: ReviewItem }) {
  const { t } = useTranslation()
  const { member } = item
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div>
        <Title order={2}>{member.name}</Title>
        <Group gap="xs" mt={2}>
          <MaskedNumber contactId={member.contactId} masked={member.maskedNumber} />
          {member.username === null ? null : <Text c="dimmed">@{member.username}</Text>}
        </Group>
      </div>
      <Group gap={6}>
        {member.isAdmin ? (
          <StatusBadge tone="attention" icon={<IconStar size={14} aria-hidden />}>
            {t('reviews.admin')}
          </StatusBadge>
        ) : null}
        {member.screening === 'rejected' || member.screening === 'to_check' ? (
          <StatusBadge tone="attention">{t(`reviews.screening.${member.screening}`)}</StatusBadge>
        ) : null}
        {member.leftAt === null ? null : <StatusBadge>{t('reviews.leftAlready')}</StatusBadge>}
        {item.decision === null ? null : <DecisionBadge decision={item.decision} />}
      </Group>
    </Group>
  )
}

function Criteria({ item }: { readonly item: ReviewItem }) {
  const { t } = useTranslation()
  if (item.criteria.length === 0) return <Text c="dimmed">{t('reviews.criteria.none')}</Text>
  return (
    <Alert
      color="amber"
      variant="light"
      py="xs"
      icon={<IconFlag aria-hidden />}
      title={t('reviews.criteria.title')}
    >
      <ul className={classes['criteria']}>
        {item.criteria.map((criterion) => (
          <li key={criterion.code}>
            <Explain explanation={criterion} namespace="findings.evidence" />
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Evidence({ member }: { readonly member: ReviewItem['member'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: ReadonlyArray<readonly [name: string, value: string]> = [
    [
      'lastWrote',
      member.lastWroteAt === null
        ? t('reviews.evidence.never')
        : `${format.relative(member.lastWroteAt)} · ${format.date(member.lastWroteAt)}`,
    ],
    [
      'messages',
      t('reviews.evidence.messagesValue', { m30: member.messages30, m90: member.messages90 }),
    ],
    [
      'joined',
      member.joinedAt === null ? t('reviews.evidence.notKnown') : format.date(member.joinedAt),
    ],
    ['optIn', t(`reviews.optIn.${member.optIn}`)],
    ['number', t(`reviews.numberState.${member.numberState}`)],
    ['source', t(`reviews.memberSource.${member.source}`)],
    [
      'lists',
      member.listNames.length === 0 ? t('reviews.evidence.noLists') : format.list(member.listNames),
    ],
  ]
  return (
    <dl className={classes['evidence']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`reviews.evidence.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
