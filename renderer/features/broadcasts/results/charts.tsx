import { Group, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'

/** Charts are the heaviest part of the app; the page is there before them. */
const Line = lazy(async () => ({ default: (await import('@mantine/charts')).LineChart }))
const Bar = lazy(async () => ({ default: (await import('@mantine/charts')).BarChart }))
const height = 220

/** Shades and dashes that tell apart in grey too. */
const looks = [
  { color: 'var(--app-chart-1)' },
  { color: 'var(--app-chart-2)' },
  { color: 'var(--app-chart-1)', strokeDasharray: '6 3' },
  { color: 'var(--mantine-color-dimmed)', strokeDasharray: '2 3' },
] as const
const shades = ['var(--app-chart-1)', 'var(--app-chart-2)', 'var(--mantine-color-dimmed)'] as const

export interface ChartProps {
  readonly data: ReadonlyArray<Readonly<Record<string, string | number | null>>>
  /** Column of the labels below. */
  readonly labelKey: string
  readonly series: ReadonlyArray<{ readonly key: string; readonly label: string }>
  readonly format: (value: number) => string
}

interface Look {
  readonly color: string
  readonly strokeDasharray?: string
}

const lookAt = (at: number): Look => looks[at] ?? looks[3]
const shadeAt = (at: number) => shades[at] ?? shades[2]

interface LegendProps {
  readonly series: ChartProps['series']
  readonly lookOf: (at: number) => Look
  readonly thickness: number
}

/** What each series is called, in their order, drawn as it is drawn. */
function Legend({ series, lookOf, thickness }: LegendProps) {
  return (
    <Group gap="md" mb="xs">
      {series.map(({ key, label }, at) => {
        const { color, strokeDasharray } = lookOf(at)
        return (
          <Group key={key} gap={6}>
            <svg width={24} height={10}>
              <line
                x1={0}
                x2={24}
                y1={5}
                y2={5}
                style={{ stroke: color, strokeWidth: thickness, strokeDasharray }}
              />
            </svg>
            <Text size="sm">{label}</Text>
          </Group>
        )
      })}
    </Group>
  )
}

/** Values over time. */
export function Lines({ data, labelKey, series, format }: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <Legend series={series} lookOf={lookAt} thickness={2} />
      <Line
        h={height}
        data={data.map((row) => ({ ...row }))}
        dataKey={labelKey}
        series={series.map(({ key, label }, at) => ({
          name: key,
          label,
          ...lookAt(at),
        }))}
        curveType="linear"
        valueFormatter={format}
        tooltipAnimationDuration={0}
        lineChartProps={{ accessibilityLayer: false }}
        lineProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
      />
    </Suspense>
  )
}

/** Values side by side. */
export function Bars({ data, labelKey, series, format }: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <Legend series={series} lookOf={(at) => ({ color: shadeAt(at) })} thickness={10} />
      <Bar
        h={height}
        data={data.map((row) => ({ ...row }))}
        dataKey={labelKey}
        series={series.map(({ key, label }, at) => ({
          name: key,
          label,
          color: shadeAt(at),
        }))}
        gridAxis="x"
        tickLine="none"
        valueFormatter={format}
        tooltipAnimationDuration={0}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false, radius: 2, maxBarSize: 40 }}
      />
    </Suspense>
  )
}
