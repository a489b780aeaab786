import { Paper, SegmentedControl, Table, Text, Title } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customerTier } from '../../../shared/domain/segments.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'

/** Charts are the heaviest part of the app; the page is there before them. */
const LineChart = lazy(async () => ({ default: (await import('@mantine/charts')).LineChart }))
const height = 200

export interface TierMonthsProps {
  readonly months: CallOutput<'rfm.get'>['months']
}

/** How many stood in each tier at the end of each month: who is slipping away. */
export function TierMonths({ months }: TierMonthsProps) {
  const { t } = useTranslation()
  const [view, setView] = useState('chart')
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="tier-months">
      <Title order={2} size="md" id="tier-months">
        {t('segments.rfm.movement')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('segments.rfm.movementHelp')}
      </Text>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label={t('segments.rfm.movement')}
        value={view}
        onChange={setView}
        data={[
          { value: 'chart', label: t('common.showChart') },
          { value: 'table', label: t('common.showTable') },
        ]}
      />
      {view === 'table' ? <MonthTable months={months} /> : <MonthChart months={months} />}
    </Paper>
  )
}

function MonthChart({ months }: TierMonthsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div aria-hidden>
      <Suspense fallback={<div style={{ height }} />}>
        <LineChart
          h={height}
          data={months.map((month) => ({ ...month }))}
          dataKey="month"
          withLegend
          series={customerTier.options.map((tier, index) => ({
            name: tier,
            label: t(`segments.choice.tier.tiers.${tier}`),
            color:
              ['var(--app-chart-1)', 'var(--app-chart-2)', 'var(--mantine-color-dimmed)'][index] ??
              'gray',
            ...(tier === 'lost' ? { strokeDasharray: '4 4' } : {}),
          }))}
          curveType="linear"
          valueFormatter={format.number}
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={{ isAnimationActive: false }}
        />
      </Suspense>
    </div>
  )
}

function MonthTable({ months }: TierMonthsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('segments.rfm.month')}</Table.Th>
          {customerTier.options.map((tier) => (
            <Table.Th key={tier}>{t(`segments.choice.tier.tiers.${tier}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.map((month) => (
          <Table.Tr key={month.month}>
            <Table.Td>{month.month}</Table.Td>
            {customerTier.options.map((tier) => (
              <Table.Td key={tier}>{format.number(month[tier])}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
