import { Group, Paper, SegmentedControl, Text, Title } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ChartSectionProps {
  readonly title: string
  readonly help?: string
  readonly chart: ReactNode
  /** The same numbers, for who cannot see the chart or wants them exactly. */
  readonly table: ReactNode
}

/** A chart, and the table that says the same. */
export function ChartSection({ title, help, chart, table }: ChartSectionProps) {
  const { t } = useTranslation()
  const [view, setView] = useState('chart')
  const titleId = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <Group justify="space-between" align="start" mb="md">
        <div>
          <Title order={2} size="md" id={titleId}>
            {title}
          </Title>
          {help === undefined ? null : (
            <Text size="sm" c="dimmed">
              {help}
            </Text>
          )}
        </div>
        <SegmentedControl
          size="xs"
          aria-label={title}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: t('common.showChart') },
            { value: 'table', label: t('common.showTable') },
          ]}
        />
      </Group>
      {view === 'chart' ? <div aria-hidden>{chart}</div> : table}
    </Paper>
  )
}
