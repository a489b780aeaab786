import { Group, Table, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/format.ts'
import { ChartSection } from './chart-section.tsx'

export interface WeekBarsSeries {
  readonly key: string
  readonly label: string
}

export interface WeekBarsProps {
  readonly title: string
  /** One row a week: when it begins (Unix ms) and a number for each series. */
  readonly weeks: ReadonlyArray<{ readonly weekStart: number } & Readonly<Record<string, number>>>
  /** One or two series; they differ in lightness, so they tell apart in grey too. */
  readonly series: readonly WeekBarsSeries[]
  readonly height?: number
}

/** Charts are the heaviest part of the app; the page is there before them. */
const BarChart = lazy(async () => ({ default: (await import('@mantine/charts')).BarChart }))

const shades = ['var(--app-chart-1)', 'var(--app-chart-2)']

/** Numbers per week as bars, labelled directly, with the same numbers as a table. */
export function WeekBars({ title, weeks, series, height = 180 }: WeekBarsProps) {
  const format = useFormat()
  const data = weeks.map((week) => ({ ...week, day: format.day(week.weekStart) }))
  return (
    <ChartSection
      isPart
      title={title}
      chart={<Bars data={data} series={series} height={height} />}
      table={<WeekTable data={data} series={series} height={height} />}
    />
  )
}

interface WeeksProps {
  readonly data: ReadonlyArray<Readonly<Record<string, number | string>>>
  readonly series: readonly WeekBarsSeries[]
  readonly height: number
}

function Bars({ data, series, height }: WeeksProps) {
  const format = useFormat()
  return (
    <>
      {series.length > 1 ? <Labels series={series} /> : null}
      <Suspense fallback={<div style={{ height }} />}>
        <BarChart
          h={height}
          data={data.map((week) => ({ ...week }))}
          dataKey="day"
          series={series.map(({ key, label }, index) => ({
            name: key,
            label,
            color: shades[index] ?? 'gray',
          }))}
          gridAxis="x"
          tickLine="none"
          withTooltip
          tooltipAnimationDuration={0}
          valueFormatter={format.number}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ isAnimationActive: false, radius: 2 }}
          xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
          yAxisProps={{ width: 40 }}
        />
      </Suspense>
    </>
  )
}

function Labels({ series }: { readonly series: readonly WeekBarsSeries[] }) {
  return (
    <Group gap="md" mb={4}>
      {series.map(({ key, label }, index) => (
        <Group key={key} gap={6}>
          <span
            style={{ width: 10, height: 10, borderRadius: 2, background: shades[index] ?? 'gray' }}
          />
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        </Group>
      ))}
    </Group>
  )
}

function WeekTable({ data, series, height }: WeeksProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table.ScrollContainer minWidth={200} maxHeight={height}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.weekFrom')}</Table.Th>
            {series.map(({ key, label }) => (
              <Table.Th key={key} ta="end">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((week) => (
            <Table.Tr key={week['weekStart']}>
              <Table.Td>{week['day']}</Table.Td>
              {series.map(({ key }) => (
                <Table.Td key={key} ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {format.number(Number(week[key] ?? 0))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
