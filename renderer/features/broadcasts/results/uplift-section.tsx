import { Alert, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastResults, Uplift } from '../../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../../lib/format.ts'

/** Below this the groups are not as they were drawn. */
const ratioAlarm = 0.001
/** A chance smaller than this is said to be below it. */
const smallestChance = 0.001
const perHundred = 100

/** Whether it worked, in a sentence, with all that it rests on. */
export function UpliftSection({ results }: { readonly results: BroadcastResults }) {
  const { t } = useTranslation()
  const format = useFormat()
  const titleId = useId()
  const { uplift, window } = results
  const { treated, heldOut, sampleRatioP } = uplift
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={titleId}>
      <Title order={2} size="md" id={titleId} mb="xs">
        {t('broadcastResults.uplift.title')}
      </Title>
      <Stack gap="xs">
        <Text fw={600}>
          <Verdict uplift={uplift} />
        </Text>
        <Arms uplift={uplift} />
        <Spending uplift={uplift} currency={results.currency} />
        {sampleRatioP !== null && sampleRatioP < ratioAlarm ? (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
            {t('broadcastResults.uplift.ratio', { treatedN: treated.n, heldOutN: heldOut.n })}
          </Alert>
        ) : null}
        {sampleRatioP === null || sampleRatioP < ratioAlarm ? null : (
          <Text size="sm" c="dimmed">
            {t('broadcastResults.uplift.ratioFine', { p: format.share(sampleRatioP) })}
          </Text>
        )}
        {window === null ? null : (
          <Text size="sm" c="dimmed">
            {t('broadcastResults.uplift.window', {
              from: format.dateTime(window.from),
              to: format.dateTime(window.to),
            })}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

function Verdict({ uplift }: { readonly uplift: Uplift }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { verdict, difference, detectable, neededPerArm } = uplift
  const inHundred = (share: number) => format.tenths(share * perHundred)
  if (verdict === 'too_small')
    return t('broadcastResults.uplift.too_small', {
      detectable: inHundred(detectable ?? 0),
      needed: neededPerArm ?? 0,
    })
  if (verdict === 'running' || verdict === 'no_hold_out' || difference === null)
    return t(`broadcastResults.uplift.${verdict}`)
  if (verdict === 'no_difference')
    return t('broadcastResults.uplift.no_difference', {
      low: format.signed(difference.low * perHundred),
      high: format.signed(difference.high * perHundred),
      detectable: inHundred(detectable ?? 0),
    })
  const ends = [Math.abs(difference.low), Math.abs(difference.high)]
  return t(`broadcastResults.uplift.${verdict}`, {
    value: inHundred(Math.abs(difference.value)),
    low: inHundred(Math.min(...ends)),
    high: inHundred(Math.max(...ends)),
  })
}

function Arms({ uplift: { treated, heldOut, difference } }: { readonly uplift: Uplift }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (treated.share === null) return null
  const said = {
    treated: format.share(treated.share),
    treatedOf: t('broadcastResults.of', { count: treated.count, n: treated.n }),
  }
  if (heldOut.share === null) return <Text>{t('broadcastResults.uplift.treatedOnly', said)}</Text>
  const isTiny = difference !== null && difference.pValue < smallestChance
  return (
    <Text>
      {t('broadcastResults.uplift.arms', {
        ...said,
        heldOut: format.share(heldOut.share),
        heldOutOf: t('broadcastResults.of', { count: heldOut.count, n: heldOut.n }),
      })}{' '}
      {difference === null
        ? null
        : t(isTiny ? 'broadcastResults.uplift.pLess' : 'broadcastResults.uplift.p', {
            p: format.share(isTiny ? smallestChance : difference.pValue),
          })}
    </Text>
  )
}

interface SpendingProps {
  readonly uplift: Uplift
  readonly currency: string
}

function Spending({ uplift, currency }: SpendingProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { revenuePerHead, treated, heldOut } = uplift
  if (revenuePerHead === null) return null
  const amount = (units: number) => format.minorUnits(units, currency)
  const { difference } = revenuePerHead
  return (
    <Text>
      {t('broadcastResults.uplift.perHead', {
        treated: amount(revenuePerHead.treated),
        treatedN: treated.n,
        heldOut: amount(revenuePerHead.heldOut),
        heldOutN: heldOut.n,
      })}{' '}
      {difference === null
        ? null
        : t('broadcastResults.uplift.perHeadDifference', {
            value: amount(difference.value),
            low: amount(difference.low),
            high: amount(difference.high),
          })}
    </Text>
  )
}
