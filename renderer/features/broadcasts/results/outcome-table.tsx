import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroadcastOutcome } from '../../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../../lib/format.ts'
import { ShareCell } from './share-cell.tsx'

/** What is told of everybody that it was sent to, in the order in which it happens. */
export const outcomeShares = [
  'delivered',
  'read',
  'answered',
  'clicked',
  'stopped',
  'ordered',
] as const

interface OutcomeTableProps {
  /** What the first column tells apart. */
  readonly heading: string
  readonly label: string
  readonly rows: ReadonlyArray<{ readonly name: string; readonly outcome: BroadcastOutcome }>
  readonly currency: string
}

/** Outcomes of several groups, line by line. */
export function OutcomeTable({ heading, label, rows, currency }: OutcomeTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Table.ScrollContainer minWidth={900} type="native" tabIndex={0} aria-label={label}>
        <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{heading}</Table.Th>
              <Table.Th>{t('broadcastResults.measure.sent')}</Table.Th>
              {outcomeShares.map((measure) => (
                <Table.Th key={measure}>{t(`broadcastResults.measure.${measure}`)}</Table.Th>
              ))}
              <Table.Th>{t('broadcastResults.measure.revenue')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, outcome }) => (
              <Table.Tr key={name} style={{ verticalAlign: 'top' }}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>{format.number(outcome.sent)}</Table.Td>
                {outcomeShares.map((measure) => (
                  <Table.Td key={measure}>
                    <ShareCell share={outcome[measure]} />
                  </Table.Td>
                ))}
                <Table.Td>
                  {format.minorUnits(outcome.revenue, currency)}
                  <Text size="xs" c="dimmed">
                    {t('broadcastResults.ordersOf', { count: outcome.orders })}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="xs">
        {t('broadcastResults.intervalHelp')}
      </Text>
    </>
  )
}
