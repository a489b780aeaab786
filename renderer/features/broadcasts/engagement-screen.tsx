import { Button, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Engagement } from '../../../shared/domain/broadcasts.ts'
import { customerTier } from '../../../shared/domain/segments.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ChartSection } from '../../ui/chart-section.tsx'
import { Lines } from './results/charts.tsx'
import { tierName } from './results/group-sections.tsx'
import { ShareCell } from './results/share-cell.tsx'

type Month = Engagement['months'][number]

const measures = ['engaged', 'converted', 'retained'] as const
const spans = [6, 12, 24]
const tiers = [...customerTier.options, null]

/** Who reacts, buys and comes back, month by month and by tier. */
export function EngagementScreen() {
  const { t } = useTranslation()
  const [months, setMonths] = useState(12)
  const engagement = useCall('engagement.get', { months })
  if (engagement.error !== null)
    return <ErrorState error={engagement.error} retry={() => void engagement.refetch()} />
  return (
    <>
      <PageHeader
        title={t('broadcastResults.engagement.title')}
        subtitle={t('broadcastResults.engagement.subtitle')}
        actions={
          <Button variant="default" component={Link} to="/broadcasts">
            {t('broadcastResults.engagement.toBroadcasts')}
          </Button>
        }
      />
      <SegmentedControl
        mb="md"
        aria-label={t('broadcastResults.engagement.months')}
        value={String(months)}
        onChange={(value) => setMonths(Number(value))}
        data={spans.map((count) => ({
          value: String(count),
          label: t('broadcastResults.engagement.last', { count }),
        }))}
      />
      {engagement.data === undefined ? (
        <LoadingState rows={8} />
      ) : (
        <Months months={engagement.data.months} />
      )}
    </>
  )
}

function Months({ months }: { readonly months: readonly Month[] }) {
  const { t } = useTranslation()
  if (months.length === 0)
    return (
      <EmptyState
        title={t('broadcastResults.engagement.emptyTitle')}
        text={t('broadcastResults.engagement.emptyText')}
      />
    )
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('broadcastResults.engagement.tiersHelp')}
      </Text>
      {measures.map((measure) => (
        <ChartSection
          key={measure}
          title={t(`broadcastResults.engagement.${measure}`)}
          help={t(`broadcastResults.engagement.${measure}Help`)}
          chart={<MonthLines months={months} measure={measure} />}
          table={<MonthTable months={months} measure={measure} />}
        />
      ))}
    </Stack>
  )
}

interface MeasureProps {
  readonly months: readonly Month[]
  readonly measure: (typeof measures)[number]
}

function MonthLines({ months, measure }: MeasureProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = tiers.filter((tier) =>
    months.some((row) => row.tier === tier && row[measure].n > 0),
  )
  const names = [...new Set(months.map(({ month }) => month))]
  const data = names.map((month) => ({
    month,
    ...Object.fromEntries(
      shown.map((tier) => [
        String(tier),
        months.find((row) => row.month === month && row.tier === tier)?.[measure].share ?? null,
      ]),
    ),
  }))
  return (
    <Lines
      data={data}
      labelKey="month"
      series={shown.map((tier) => ({
        key: String(tier),
        label: t('broadcastResults.byTier.with', {
          name: tierName(t, tier),
          n: months
            .filter((row) => row.tier === tier)
            .reduce((sum, row) => sum + row[measure].n, 0),
        }),
      }))}
      format={format.share}
    />
  )
}

function MonthTable({ months, measure }: MeasureProps) {
  const { t } = useTranslation()
  const title = t(`broadcastResults.engagement.${measure}`)
  const names = [...new Set(months.map(({ month }) => month))]
  return (
    <Table.ScrollContainer
      minWidth={500}
      maxHeight={400}
      type="native"
      tabIndex={0}
      aria-label={title}
    >
      <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('broadcastResults.engagement.month')}</Table.Th>
            {tiers.map((tier) => (
              <Table.Th key={String(tier)}>{tierName(t, tier)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((month) => (
            <Table.Tr key={month} style={{ verticalAlign: 'top' }}>
              <Table.Th scope="row">{month}</Table.Th>
              {tiers.map((tier) => {
                const row = months.find((one) => one.month === month && one.tier === tier)
                return (
                  <Table.Td key={String(tier)}>
                    {row === undefined || row[measure].n === 0 ? (
                      t('broadcastResults.measureNone')
                    ) : (
                      <ShareCell share={row[measure]} />
                    )}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
