import { Paper, Stack, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastResults } from '../../../../shared/domain/broadcasts.ts'
import type { CustomerTier } from '../../../../shared/domain/segments.ts'
import { useFormat } from '../../../lib/format.ts'
import { ChartSection } from '../../../ui/chart-section.tsx'
import { Bars } from './charts.tsx'
import { OutcomeTable } from './outcome-table.tsx'

const perHundred = 100
const compared = ['read', 'answered', 'ordered'] as const

/** Null is who had not ordered by then. */
export function tierName(t: TFunction, tier: CustomerTier | null): string {
  return tier === null ? t('broadcastResults.noOrders') : t(`broadcastResults.tier.${tier}`)
}

/** The outcomes of each tier. */
export function TierSection({ byTier, currency }: Pick<BroadcastResults, 'byTier' | 'currency'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const title = t('broadcastResults.byTier.title')
  return (
    <ChartSection
      title={title}
      help={t('broadcastResults.byTier.help')}
      chart={
        <Bars
          data={byTier.map(({ tier, sent, ...outcome }) => ({
            name: t('broadcastResults.byTier.with', { name: tierName(t, tier), n: sent }),
            ...Object.fromEntries(compared.map((key) => [key, outcome[key].share])),
          }))}
          labelKey="name"
          series={compared.map((key) => ({ key, label: t(`broadcastResults.measure.${key}`) }))}
          format={format.share}
        />
      }
      table={
        <OutcomeTable
          heading={t('broadcastResults.byTier.name')}
          label={title}
          rows={byTier.map(({ tier, ...outcome }) => ({ name: tierName(t, tier), outcome }))}
          currency={currency}
        />
      }
    />
  )
}

type TextSectionProps = Pick<BroadcastResults, 'byVariant' | 'comparison' | 'currency'>

/** The outcomes of each text, and whether one of two did better. */
export function TextSection({ byVariant, comparison, currency }: TextSectionProps) {
  const { t } = useTranslation()
  const titleId = useId()
  const title = t('broadcastResults.byText.title')
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <Title order={2} size="md" id={titleId} mb="xs">
        {title}
      </Title>
      <Stack gap="sm">
        {comparison === null ? null : <Comparison comparison={comparison} />}
        <OutcomeTable
          heading={t('broadcastResults.byText.name')}
          label={title}
          rows={byVariant.map(({ variant, templateName, ...outcome }) => ({
            name: t('broadcastResults.byText.option', {
              letter: String.fromCharCode('A'.charCodeAt(0) + variant),
              name: templateName ?? t('broadcastResults.byText.gone'),
            }),
            outcome,
          }))}
          currency={currency}
        />
      </Stack>
    </Paper>
  )
}

interface ComparisonProps {
  readonly comparison: NonNullable<BroadcastResults['comparison']>
}

function Comparison({ comparison }: ComparisonProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { measure, first, second, difference } = comparison
  const isFirst = difference.low > 0
  const isSecond = difference.high < 0
  const ends = [difference.low, difference.high].map((end) => end * perHundred)
  const sizes = ends.map(Math.abs).sort((one, other) => one - other)
  return (
    <div>
      <Text fw={600}>
        {isFirst || isSecond
          ? t(`broadcastResults.comparison.${isFirst ? 'first' : 'second'}`, {
              value: format.tenths(Math.abs(difference.value) * perHundred),
              low: format.tenths(sizes[0]!),
              high: format.tenths(sizes[1]!),
            })
          : t('broadcastResults.comparison.neither', {
              low: format.signed(ends[0]!),
              high: format.signed(ends[1]!),
            })}
      </Text>
      <Text>
        {t(`broadcastResults.comparison.shares.${measure}`, {
          first: format.share(first.share ?? 0),
          firstOf: t('broadcastResults.of', { count: first.count, n: first.n }),
          second: format.share(second.share ?? 0),
          secondOf: t('broadcastResults.of', { count: second.count, n: second.n }),
        })}
      </Text>
    </div>
  )
}
