import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { WeekBars } from '../../ui/week-bars.tsx'
import { AttentionLine } from './attention-line.tsx'
import { NothingYet } from './nothing-yet.tsx'
import classes from './today.module.css'

type Overview = CallOutput<'overview.get'>
const weeksShown = 12

/** Home: what needs a decision, most urgent first; below it the last weeks in two charts. */
export function TodayScreen() {
  const { t } = useTranslation()
  const format = useFormat()
  const overview = useCall('overview.get', { weeks: weeksShown })
  return (
    <>
      <PageHeader title={t('today.title')} subtitle={format.date(Date.now())} />
      {overview.data === undefined ? (
        overview.error === null ? (
          <LoadingState rows={6} />
        ) : (
          <ErrorState error={overview.error} retry={() => void overview.refetch()} />
        )
      ) : (
        <Content overview={overview.data} />
      )}
    </>
  )
}

function Content({ overview }: { readonly overview: Overview }) {
  return (
    <Stack gap="xl">
      <Attention overview={overview} />
      {overview.groups === 0 ? null : <Numbers overview={overview} />}
    </Stack>
  )
}

function Attention({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { attention } = overview
  if (attention.length === 0) {
    if (overview.groups === 0) return <NothingYet />
    return (
      <EmptyState
        icon={<IconCircleCheck size={24} />}
        title={t('today.inOrder.title')}
        text={t('today.inOrder.text', { count: overview.groups })}
      />
    )
  }
  const minutes = attention.reduce((sum, item) => sum + item.minutes, 0)
  return (
    <section aria-labelledby="attention-title">
      <Group justify="space-between" align="baseline" mb="xs">
        <Title order={2} id="attention-title">
          {t('today.attention.title', { count: attention.length })}
        </Title>
        <Text c="dimmed" size="sm">
          {t('today.attention.minutes', { minutes: format.minutes(minutes) })}
        </Text>
      </Group>
      <ul className={classes['list']}>
        {attention.map((item) => (
          <AttentionLine key={item.key} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Numbers({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section aria-labelledby="weeks-title">
      <Title order={2} id="weeks-title" mb="xs">
        {t('today.weeks.title', { count: overview.weeks.length })}
      </Title>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
          <StatTile label={t('today.numbers.groups')} value={format.number(overview.groups)} />
          <StatTile label={t('today.numbers.members')} value={format.number(overview.members)} />
          <StatTile
            label={t('today.numbers.optedIn')}
            value={format.number(overview.optedIn)}
            hint={t('today.numbers.ofMembers', { count: overview.members })}
          />
          <StatTile
            label={t('today.numbers.optedOut')}
            value={format.number(overview.optedOut)}
            hint={t('today.numbers.ofMembers', { count: overview.members })}
          />
        </SimpleGrid>
        {overview.cleanedUp === 0 ? null : (
          <Text size="sm" c="dimmed">
            {t('today.numbers.cleanedUp', { count: overview.cleanedUp })}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <WeekBars
            title={t('today.weeks.messages')}
            weeks={overview.weeks}
            series={[{ key: 'messages', label: t('today.weeks.messages') }]}
          />
          <WeekBars
            title={t('today.weeks.joinedAndLeft')}
            weeks={overview.weeks}
            series={[
              { key: 'joined', label: t('today.weeks.joined') },
              { key: 'left', label: t('today.weeks.left') },
            ]}
          />
        </SimpleGrid>
      </Stack>
    </section>
  )
}
