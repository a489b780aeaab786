import { Group, Paper, SegmentedControl, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ChartSectionProps {
  readonly title: string
  readonly help?: string
  readonly chart: ReactNode
  /** The same numbers, for who cannot see the chart or wants them exactly. */
  readonly table: ReactNode
  /** A part of a section: a smaller title, and symbols in place of words. */
  readonly isPart?: boolean
  /** What stands below, whichever of them is shown. */
  readonly children?: ReactNode
}

/** A chart, and the table that says the same. */
export function ChartSection(props: ChartSectionProps) {
  const { title, help, chart, table, isPart = false, children } = props
  const [view, setView] = useState<View>('chart')
  const titleId = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <Group justify="space-between" align="start" mb={isPart ? 'sm' : 'md'} wrap="nowrap">
        <div>
          <Title order={isPart ? 3 : 2} size={isPart ? 'sm' : 'md'} id={titleId}>
            {title}
          </Title>
          {help === undefined ? null : (
            <Text size="sm" c="dimmed">
              {help}
            </Text>
          )}
        </div>
        <ViewSwitch label={title} view={view} onChange={setView} isPart={isPart} />
      </Group>
      {view === 'chart' ? <div aria-hidden>{chart}</div> : table}
      {children}
    </Paper>
  )
}

type View = 'chart' | 'table'

interface ViewSwitchProps {
  readonly label: string
  readonly view: View
  readonly onChange: (view: View) => void
  readonly isPart: boolean
}

function ViewSwitch({ label, view, onChange, isPart }: ViewSwitchProps) {
  const { t } = useTranslation()
  const views = [
    { value: 'chart', Icon: IconChartBar, text: t('common.showChart') },
    { value: 'table', Icon: IconTable, text: t('common.showTable') },
  ] as const
  return (
    <SegmentedControl<View>
      size="xs"
      style={{ flexShrink: 0 }}
      aria-label={label}
      value={view}
      onChange={onChange}
      data={views.map(({ value, Icon, text }) => ({
        value,
        label: isPart ? (
          <>
            <Icon size={14} aria-hidden style={{ display: 'block' }} />
            <VisuallyHidden>{text}</VisuallyHidden>
          </>
        ) : (
          text
        ),
      }))}
    />
  )
}
