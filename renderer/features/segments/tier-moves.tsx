import { Group, Paper, Table, Text, Title } from '@mantine/core'
import { lazy, Suspense, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ChartSection } from '../../ui/chart-section.tsx'

/** Charts are the heaviest part of the app; the page is there before them. */
const BarChart = lazy(async () => ({ default: (await import('@mantine/charts')).BarChart }))
const height = 180

export interface TierMovesProps {
  readonly moves: CallOutput<'rfm.get'>['moves']
}

/** How many came closer and how many slipped away in each month, and who did in this one. */
export function TierMoves({ moves }: TierMovesProps) {
  const { t } = useTranslation()
  const title = t('segments.rfm.moves.title')
  const help = t('segments.rfm.moves.help')
  const titleId = useId()
  if (moves.length > 0)
    return (
      <ChartSection
        title={title}
        help={help}
        chart={<MoveChart moves={moves} />}
        table={<MoveTable moves={moves} />}
      >
        <Slipped />
      </ChartSection>
    )
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <Title order={2} size="md" id={titleId}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {help}
      </Text>
      <Text c="dimmed">{t('segments.rfm.moves.none')}</Text>
      <Slipped />
    </Paper>
  )
}

function MoveChart({ moves }: TierMovesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <BarChart
        h={height}
        data={moves.map((month) => ({ ...month }))}
        dataKey="month"
        withLegend
        series={[
          { name: 'up', label: t('segments.rfm.moves.up'), color: 'var(--app-chart-1)' },
          { name: 'down', label: t('segments.rfm.moves.down'), color: 'var(--app-chart-2)' },
        ]}
        valueFormatter={format.number}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
      />
    </Suspense>
  )
}

function MoveTable({ moves }: TierMovesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('segments.rfm.month')}</Table.Th>
          <Table.Th>{t('segments.rfm.moves.up')}</Table.Th>
          <Table.Th>{t('segments.rfm.moves.down')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {moves.map(({ month, up, down }) => (
          <Table.Tr key={month}>
            <Table.Td>{month}</Table.Td>
            <Table.Td>{format.number(up)}</Table.Td>
            <Table.Td>{format.number(down)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Slipped() {
  const { t } = useTranslation()
  const contacts = useCall('rfm.slipped', {}).data?.contacts ?? []
  if (contacts.length === 0) return null
  return (
    <>
      <Title order={3} size="sm" mt="sm">
        {t('segments.rfm.moves.who')}
      </Title>
      <Group gap="4px 16px" mt={4}>
        {contacts.map((contact) => (
          <Link key={contact.id} to={`/people/${contact.id}`}>
            {contact.name}
          </Link>
        ))}
      </Group>
    </>
  )
}
