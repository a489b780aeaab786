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

/** Values over time. */
export function Lines({ data, labelKey, series, format }: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <Line
        h={height}
        data={data.map((row) => ({ ...row }))}
        dataKey={labelKey}
        withLegend
        series={series.map(({ key, label }, at) => ({
          name: key,
          label,
          ...(looks[at] ?? looks[3]),
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
      <Bar
        h={height}
        data={data.map((row) => ({ ...row }))}
        dataKey={labelKey}
        withLegend
        series={series.map(({ key, label }, at) => ({
          name: key,
          label,
          color: shades[at] ?? shades[2],
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
