import { BarChart } from '@mantine/charts'
import { Group, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import classes from './groups.module.css'

type Week = CallOutput<'groups.activity'>['weeks'][number]
type View = 'chart' | 'table'

const periods = ['12', '26', '52']

/** Messages, joins and leaves a week, as two charts or as a table. */
export function ActivityTab({ groupId }: { readonly groupId: string }) {
  const { t } = useTranslation()
  const [weeks, setWeeks] = useState('26')
  const [view, setView] = useState<View>('chart')
  const activity = useCall(
    'groups.activity',
    { groupId, weeks: Number(weeks) },
    { keepPrevious: true },
  )
  if (activity.error !== null) {
    return <ErrorState error={activity.error} retry={() => void activity.refetch()} />
  }
  if (activity.data === undefined) return <LoadingState />
  const rows = activity.data.weeks
  const isEmpty = rows.every((week) => week.messages + week.joined + week.left === 0)
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>{t('groups.activity.title')}</Title>
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('groups.activity.weeks')}
            value={weeks}
            onChange={setWeeks}
            data={periods.map((value) => ({
              value,
              label: t('groups.activity.weeksN', { count: Number(value) }),
            }))}
          />
          <SegmentedControl
            aria-label={t('groups.activity.view')}
            value={view}
            onChange={setView}
            data={[
              { value: 'chart', label: t('groups.activity.chart') },
              { value: 'table', label: t('groups.activity.table') },
            ]}
          />
        </Group>
      </Group>
      {isEmpty ? (
        <EmptyState title={t('groups.activity.emptyTitle')} text={t('groups.activity.emptyText')} />
      ) : (
        <>
          <Text c="dimmed">{t('groups.activity.summary', totals(rows))}</Text>
          {view === 'chart' ? <Charts weeks={rows} /> : <WeekTable weeks={rows} />}
        </>
      )}
    </Stack>
  )
}

function totals(weeks: readonly Week[]) {
  const sum = (field: 'messages' | 'joined' | 'left') =>
    weeks.reduce((total, week) => total + week[field], 0)
  return {
    messages: sum('messages'),
    joined: sum('joined'),
    left: sum('left'),
    weeks: weeks.length,
  }
}

function Charts({ weeks }: { readonly weeks: readonly Week[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const data = weeks.map((week) => ({ ...week, week: format.day(week.weekStart) }))
  const shared = {
    data,
    dataKey: 'week',
    h: 200,
    gridAxis: 'x',
    tickLine: 'none',
    strokeDasharray: '0',
    valueFormatter: format.number,
    yAxisProps: { allowDecimals: false, width: 40 },
    xAxisProps: { minTickGap: 24 },
    barProps: { isAnimationActive: false },
  } as const
  return (
    <Stack gap="lg">
      <figure className={classes['figure']}>
        <figcaption>{t('groups.activity.messages')}</figcaption>
        <BarChart
          {...shared}
          series={[{ name: 'messages', label: t('groups.activity.messages'), color: 'pine.6' }]}
        />
      </figure>
      <figure className={classes['figure']}>
        <figcaption>{t('groups.activity.joinedLeft')}</figcaption>
        <BarChart
          {...shared}
          withLegend
          legendProps={{ verticalAlign: 'top', align: 'right' }}
          series={[
            { name: 'joined', label: t('groups.activity.joined'), color: 'pine.6' },
            { name: 'left', label: t('groups.activity.left'), color: 'gray.5' },
          ]}
        />
      </figure>
    </Stack>
  )
}

function WeekTable({ weeks }: { readonly weeks: readonly Week[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table verticalSpacing={4} tabularNums>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('groups.activity.week')}</Table.Th>
          <Table.Th ta="end">{t('groups.activity.messages')}</Table.Th>
          <Table.Th ta="end">{t('groups.activity.joined')}</Table.Th>
          <Table.Th ta="end">{t('groups.activity.left')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {weeks.toReversed().map((week) => (
          <Table.Tr key={week.weekStart}>
            <Table.Td>{format.date(week.weekStart)}</Table.Td>
            <Table.Td ta="end">{format.number(week.messages)}</Table.Td>
            <Table.Td ta="end">{format.number(week.joined)}</Table.Td>
            <Table.Td ta="end">{format.number(week.left)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
