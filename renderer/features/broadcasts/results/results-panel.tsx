import { Alert, Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroadcastResults } from '../../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../../lib/format.ts'
import { Link } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { StatTile } from '../../../ui/stat-tile.tsx'
import { ExportButton } from '../export-button.tsx'
import { TextSection, TierSection } from './group-sections.tsx'
import { outcomeShares } from './outcome-table.tsx'
import { TimelineSection } from './timeline-section.tsx'
import { UpliftSection } from './uplift-section.tsx'

/** Orders are taken to be known up to the end of the window where the latest is no older than this before it. */
const dayMs = 24 * 60 * 60 * 1000

/** What a broadcast brought: the figures, whether it worked, over time, by loyalty and by text. */
export function BroadcastResultsPanel({ broadcastId }: { readonly broadcastId: string }) {
  const { t } = useTranslation()
  const results = useCall('broadcasts.results', { broadcastId })
  if (results.error !== null)
    return <ErrorState error={results.error} retry={() => void results.refetch()} />
  if (results.data === undefined) return <LoadingState rows={8} />
  const { data } = results
  if (data.total.sent === 0)
    return (
      <EmptyState
        title={t('broadcastResults.notYet.title')}
        text={t('broadcastResults.notYet.text')}
      />
    )
  return (
    <Stack gap="lg">
      <Notes results={data} />
      <Figures results={data} broadcastId={broadcastId} />
      <UpliftSection results={data} />
      <TimelineSection timeline={data.timeline} />
      <TierSection byTier={data.byTier} currency={data.currency} />
      <TextSection
        byVariant={data.byVariant}
        comparison={data.comparison}
        currency={data.currency}
      />
    </Stack>
  )
}

/** What has to be known before the figures are believed. */
function Notes({ results }: { readonly results: BroadcastResults }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { window, isFinal, ordersUntil } = results
  const isBehind = window !== null && isFinal && (ordersUntil ?? 0) < window.to - dayMs
  return (
    <>
      {isFinal || window === null ? null : (
        <Alert color="gray">
          {t('broadcastResults.running', { when: format.dateTime(window.to) })}
        </Alert>
      )}
      {isBehind || ordersUntil === null ? (
        <Alert color="yellow">
          {ordersUntil === null
            ? t('broadcastResults.ordersNone')
            : t('broadcastResults.ordersUntil', { when: format.dateTime(ordersUntil) })}{' '}
          <Anchor component={Link} to="/imports" size="sm" underline="always">
            {t('broadcastResults.importOrders')}
          </Anchor>
        </Alert>
      ) : null}
    </>
  )
}

interface FiguresProps {
  readonly results: BroadcastResults
  readonly broadcastId: string
}

function Figures({ results, broadcastId }: FiguresProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { total } = results
  return (
    <div>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <StatTile label={t('broadcastResults.measure.sent')} value={format.number(total.sent)} />
        {outcomeShares.map((measure) => (
          <StatTile
            key={measure}
            label={t(`broadcastResults.measure.${measure}`)}
            value={
              total[measure].share === null
                ? t('broadcastResults.measureNone')
                : format.share(total[measure].share)
            }
            hint={t('broadcastResults.of', { count: total[measure].count, n: total[measure].n })}
          />
        ))}
        <StatTile
          label={t('broadcastResults.measure.revenue')}
          value={format.minorUnits(total.revenue, results.currency)}
          hint={t('broadcastResults.ordersOf', { count: total.orders })}
        />
      </SimpleGrid>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {t('broadcastResults.window', { count: results.windowDays })}
        </Text>
        <ExportButton broadcastId={broadcastId} call="broadcasts.exportResults" />
      </Group>
    </div>
  )
}
