import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroadcastResults } from '../../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../../lib/format.ts'
import { ChartSection } from '../../../ui/chart-section.tsx'
import { Lines } from './charts.tsx'
import { happenings, inSteps } from './timeline-steps.ts'

/** When messages left, came, were read and answered. */
export function TimelineSection({ timeline }: Pick<BroadcastResults, 'timeline'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { steps, isByDay } = inSteps(timeline)
  const data = steps.map((step) => ({
    ...step,
    when: isByDay
      ? t('broadcastResults.timeline.day', { day: 1 + Math.floor(step.hour / 24) })
      : t('broadcastResults.timeline.hour', { hour: step.hour }),
  }))
  const title = t('broadcastResults.timeline.title')
  return (
    <ChartSection
      title={title}
      help={t('broadcastResults.timeline.help')}
      chart={
        <Lines
          data={data}
          labelKey="when"
          series={happenings.map((key) => ({ key, label: t(`broadcastResults.measure.${key}`) }))}
          format={format.number}
        />
      }
      table={
        <Table.ScrollContainer
          minWidth={400}
          maxHeight={320}
          type="native"
          tabIndex={0}
          aria-label={title}
        >
          <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('broadcastResults.timeline.when')}</Table.Th>
                {happenings.map((key) => (
                  <Table.Th key={key}>{t(`broadcastResults.measure.${key}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((step) => (
                <Table.Tr key={step.hour}>
                  <Table.Th scope="row">{step.when}</Table.Th>
                  {happenings.map((key) => (
                    <Table.Td key={key}>{format.number(step[key])}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      }
    />
  )
}
