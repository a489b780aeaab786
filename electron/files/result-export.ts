import type { BroadcastOutcome, BroadcastResults, ShareOf } from '../../shared/domain/broadcasts.ts'
import { fromMinorUnits } from '../core/contacts/minor-units.ts'
import { createTableWriter, type TableFormat, type TableWriter } from './table-writer.ts'

/** One figure with all that it rests on. Null: does not apply, or cannot be said. */
export interface ResultLine {
  readonly part: 'all' | 'text' | 'tier' | 'uplift' | 'comparison' | 'window'
  /** Which text, tier or group. */
  readonly name: string | null
  readonly measure: string
  readonly count: number | null
  readonly n: number | null
  /** A share or a difference of shares, or an amount; the bounds are its interval at 95 %. */
  readonly value: number | string | null
  readonly low: number | null
  readonly high: number | null
  readonly pValue: number | null
  /** ISO 4217, of amounts. */
  readonly currency: string | null
}

const columns = [
  'part',
  'name',
  'measure',
  'count',
  'n',
  'value',
  'low',
  'high',
  'pValue',
  'currency',
] as const

const measures = ['delivered', 'read', 'answered', 'clicked', 'stopped', 'ordered'] as const

export function createResultWriter(format: TableFormat): TableWriter<ResultLine> {
  return createTableWriter(format, columns, (line) => columns.map((column) => line[column]))
}

const empty = {
  name: null,
  count: null,
  n: null,
  value: null,
  low: null,
  high: null,
  pValue: null,
  currency: null,
} as const

/** The figures of the results' screen, one in a line, so that they can be filtered and drawn anew. */
export function resultLines(results: BroadcastResults): ResultLine[] {
  const { currency, window } = results
  const day = (at: number) => new Date(at).toISOString()
  return [
    ...outcomeLines({ part: 'all', name: null }, results.total, currency),
    ...results.byVariant.flatMap((outcome) =>
      outcomeLines({ part: 'text', name: textName(outcome) }, outcome, currency),
    ),
    ...results.byTier.flatMap((outcome) =>
      outcomeLines({ part: 'tier', name: outcome.tier ?? 'none' }, outcome, currency),
    ),
    ...upliftLines(results),
    ...comparisonLines(results),
    ...(window === null
      ? []
      : (['from', 'to'] as const).map((end): ResultLine => ({
          ...empty,
          part: 'window',
          measure: end,
          value: day(window[end]),
        }))),
  ]
}

function textName({ variant, templateName }: BroadcastResults['byVariant'][number]): string {
  return `${String.fromCharCode(65 + variant)} ${templateName ?? ''}`.trim()
}

type Of = Pick<ResultLine, 'part' | 'name'>

function outcomeLines(of: Of, outcome: BroadcastOutcome, currency: string): ResultLine[] {
  return [
    { ...empty, ...of, measure: 'sent', count: outcome.sent },
    ...measures.map((measure) => shareLine(of, measure, outcome[measure])),
    { ...empty, ...of, measure: 'orders', count: outcome.orders },
    {
      ...empty,
      ...of,
      measure: 'revenue',
      value: amountOf(outcome.revenue, currency),
      currency,
    },
  ]
}

function shareLine(of: Of, measure: string, { count, n, share, low, high }: ShareOf): ResultLine {
  return { ...empty, ...of, measure, count, n, ...bounds({ value: share, low, high }) }
}

function differenceLine(
  of: Of,
  measure: string,
  { pValue, ...difference }: NonNullable<BroadcastResults['uplift']['difference']>,
): ResultLine {
  return { ...empty, ...of, measure, ...bounds(difference), pValue: rounded(pValue) }
}

type Bounds = Pick<ResultLine, 'low' | 'high'> & { readonly value: number | null }

const bounds = ({ value, low, high }: Bounds): Bounds => ({
  value: rounded(value),
  low: rounded(low),
  high: rounded(high),
})

/** Six digits behind the point: more would promise what nobody measured. */
function rounded<Value extends number | null>(value: Value): Value {
  return (value === null ? null : Number(value.toFixed(6))) as Value
}

function amountOf(units: number, currency: string): number {
  return rounded(fromMinorUnits(units, currency).amount)
}

function upliftLines(results: BroadcastResults): ResultLine[] {
  const { treated, heldOut, difference, sampleRatioP, verdict, neededPerArm } = results.uplift
  const of = (name: string | null): Of => ({ part: 'uplift', name })
  return [
    { ...empty, ...of(null), measure: 'verdict', value: verdict },
    ...(neededPerArm === null
      ? []
      : [{ ...empty, ...of(null), measure: 'neededInEachGroup', count: neededPerArm }]),
    shareLine(of('written to'), 'ordered', treated),
    shareLine(of('held out'), 'ordered', heldOut),
    ...(difference === null ? [] : [differenceLine(of('difference'), 'ordered', difference)]),
    ...(sampleRatioP === null
      ? []
      : [{ ...empty, ...of(null), measure: 'sampleRatio', pValue: rounded(sampleRatioP) }]),
    ...spendingLines(results),
  ]
}

function spendingLines({ uplift, currency }: BroadcastResults): ResultLine[] {
  const { revenuePerHead, treated, heldOut } = uplift
  if (revenuePerHead === null) return []
  const { difference } = revenuePerHead
  const money = (units: number) => amountOf(units, currency)
  const same = { ...empty, part: 'uplift', measure: 'revenuePerHead', currency } as const
  return [
    { ...same, name: 'written to', n: treated.n, value: money(revenuePerHead.treated) },
    { ...same, name: 'held out', n: heldOut.n, value: money(revenuePerHead.heldOut) },
    ...(difference === null
      ? []
      : [
          {
            ...same,
            name: 'difference',
            value: money(difference.value),
            low: money(difference.low),
            high: money(difference.high),
          },
        ]),
  ]
}

function comparisonLines({ comparison }: BroadcastResults): ResultLine[] {
  if (comparison === null) return []
  const { measure, first, second, difference } = comparison
  const of = (name: string): Of => ({ part: 'comparison', name })
  return [
    shareLine(of('A'), measure, first),
    shareLine(of('B'), measure, second),
    differenceLine(of('difference'), measure, difference),
  ]
}
