import { Table } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { customerTier } from '../../../shared/domain/segments.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { ChartSection } from '../../ui/chart-section.tsx'

/** Charts are the heaviest part of the app; the page is there before them. */
const LineChart = lazy(async () => ({ default: (await import('@mantine/charts')).LineChart }))
const height = 200

export interface TierMonthsProps {
  readonly months: CallOutput<'rfm.get'>['months']
}

/** How many stood in each tier at the end of each month: who is slipping away. */
export function TierMonths({ months }: TierMonthsProps) {
  const { t } = useTranslation()
  return (
    <ChartSection
      title={t('segments.rfm.movement')}
      help={t('segments.rfm.movementHelp')}
      chart={<MonthChart months={months} />}
      table={<MonthTable months={months} />}
    />
  )
}

function MonthChart({ months }: TierMonthsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
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
