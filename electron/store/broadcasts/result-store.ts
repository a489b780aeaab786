import type { BroadcastResults } from '../../../shared/domain/broadcasts.ts'
import { customerTier, type CustomerTier } from '../../../shared/domain/segments.ts'
import { judgeUplift, type Arm } from '../../core/broadcasts/judge-uplift.ts'
import { differenceOfProportions, shareWithInterval } from '../../core/statistics/proportions.ts'
import type { ReadableDatabase } from '../database.ts'
import { all, one } from '../statement.ts'
import { broadcastRow, draftOf, type BroadcastRow } from './broadcast-store.ts'
import { drawnRows, orderRows, sumOf, type DrawnRow, type OrderRow } from './result-rows.ts'

const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

/** Orders whose currency is looked at to find the one that the shop sells in. */
const currencySample = 500

interface Window {
  readonly from: number
  readonly to: number
}

/**
 * What a broadcast brought.
 *
 * Two ways to count orders, for two questions. Of the outcomes, an order counts for the latest broadcast
 * that the person got before it and whose window it falls in; it counts once over all broadcasts. For the
 * comparison with those who got nothing there is no such moment in the hold-out, so both groups have the
 * same clock: every order from the start of the broadcast to the end of the last message's window counts,
 * of everybody who was drawn, also where the message failed (intention to treat). Contacts that are in the
 * bin by now stay in the figures: they name nobody, and who was written to may be binned for having said no.
 *
 * @throws AppError `not_found`.
 */
export function broadcastResults(
  db: ReadableDatabase,
  broadcastId: string,
  now: number,
): BroadcastResults {
  const row = broadcastRow(db, broadcastId)
  const { settings, variants } = draftOf(row)
  const windowMs = settings.windowDays * dayMs
  // what is being frozen is nobody's yet
  const broadcastSeq = row.state === 'freezing' ? -1 : row.seq
  const drawn = drawnRows(db, broadcastSeq)
  const window = windowOf(row.started_at, drawn, windowMs)
  const currency = shopCurrency(db)
  const orders =
    window === null ? [] : orderRows(db, { broadcastSeq, windowMs, currency, ...window })
  const ordersUntil = one<{ at: number | null }>(db, 'SELECT max(at) AS at FROM shop_order')!.at
  const isFinal = isOver(row, window, now)
  const canBeJudged =
    isFinal && window !== null && ordersUntil !== null && ordersUntil >= window.from
  return {
    windowDays: settings.windowDays,
    isFinal,
    window,
    ordersUntil,
    currency,
    total: outcomeOf(drawn, orders),
    byVariant: variants.map(({ templateId }, variant) => ({
      ...outcomeOf(drawn.filter(isOf(variant)), orders.filter(isOf(variant))),
      variant,
      templateName: templateName(db, templateId),
    })),
    byTier: outcomesByTier(drawn, orders),
    comparison: canBeJudged && variants.length === 2 ? compareTexts(drawn, orders) : null,
    timeline: timelineOf(db, broadcastSeq, drawn),
    uplift: judgeUplift({
      treated: armOf(drawn, orders, false),
      heldOut: armOf(drawn, orders, true),
      holdOutPercent: settings.holdOutPercent,
      canBeJudged,
    }),
  }
}

const isOf = (variant: number) => (row: { readonly variant: number | null }) =>
  row.variant === variant

function windowOf(
  startedAt: number | null,
  drawn: readonly DrawnRow[],
  windowMs: number,
): Window | null {
  if (startedAt === null) return null
  const last = drawn.reduce((latest, row) => Math.max(latest, row.lastSentAt ?? 0), startedAt)
  return { from: startedAt, to: last + windowMs }
}

function isOver(row: BroadcastRow, window: Window | null, now: number): boolean {
  const isThrough = row.state === 'finished' || row.state === 'cancelled'
  return isThrough && window !== null && now >= window.to
}

/** The currency of most of the latest orders; amounts in another one are left out of sums. */
function shopCurrency(db: ReadableDatabase): string {
  const found = one<{ currency: string }>(
    db,
    `SELECT currency FROM (SELECT currency FROM shop_order ORDER BY at DESC LIMIT ${currencySample})
     GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1`,
  )
  return found?.currency ?? 'USD'
}

function templateName(db: ReadableDatabase, id: string): string | null {
  return one<{ name: string }>(db, 'SELECT name FROM template WHERE id=$id', { id })?.name ?? null
}

function outcomeOf(drawn: readonly DrawnRow[], orders: readonly OrderRow[]) {
  const sent = sumOf(drawn, 'sent')
  const of = (count: number) => shareWithInterval({ count, n: sent })
  return {
    sent,
    delivered: of(sumOf(drawn, 'delivered')),
    read: of(sumOf(drawn, 'read')),
    answered: of(sumOf(drawn, 'answered')),
    clicked: of(sumOf(drawn, 'clicked')),
    stopped: of(sumOf(drawn, 'stopped')),
    ordered: of(sumOf(orders, 'ordered')),
    orders: sumOf(orders, 'orders'),
    revenue: sumOf(orders, 'revenue'),
  }
}

/** By the tier in which people stood when the broadcast was frozen; null: no orders by then. */
function outcomesByTier(drawn: readonly DrawnRow[], orders: readonly OrderRow[]) {
  const tiers: Array<CustomerTier | null> = [...customerTier.options, null]
  return tiers
    .map((tier) => {
      const isIn = (row: { readonly stratum: string }) => tierOf(row.stratum) === tier
      return { ...outcomeOf(drawn.filter(isIn), orders.filter(isIn)), tier }
    })
    .filter(({ sent }) => sent > 0)
}

/** The tier that a stratum of the draw is named after. */
export function tierOf(stratum: string): CustomerTier | null {
  return customerTier.safeParse(stratum).data ?? null
}

function armOf(
  drawn: readonly DrawnRow[],
  orders: readonly OrderRow[],
  isHeldOut: boolean,
  variant?: number,
): Arm {
  const isIn = (row: { readonly isHeldOut: number; readonly variant: number | null }) =>
    Boolean(row.isHeldOut) === isHeldOut && (variant === undefined || row.variant === variant)
  const n = sumOf(drawn.filter(isIn), 'drawn')
  const of = orders.filter(isIn)
  return {
    ordered: { count: sumOf(of, 'buyers'), n },
    spending: { n, sum: sumOf(of, 'spent'), sumOfSquares: sumOf(of, 'spentSquares') },
  }
}

/** By orders, or by answers as long as nobody ordered; of all who were drawn for a text. */
function compareTexts(
  drawn: readonly DrawnRow[],
  orders: readonly OrderRow[],
): BroadcastResults['comparison'] {
  const ordered = [0, 1].map((variant) => armOf(drawn, orders, false, variant).ordered)
  const answered = [0, 1].map((variant) => {
    const of = drawn.filter(isOf(variant))
    return { count: sumOf(of, 'answered'), n: sumOf(of, 'drawn') }
  })
  const isByOrders = ordered.some(({ count }) => count > 0)
  const [first, second] = isByOrders ? ordered : answered
  const difference = differenceOfProportions(first!, second!)
  if (difference === null) return null
  return {
    measure: isByOrders ? 'ordered' : 'answered',
    first: shareWithInterval(first!),
    second: shareWithInterval(second!),
    difference,
  }
}

type TimelineHour = BroadcastResults['timeline'][number]

const happenings = ['sent', 'delivered', 'read', 'answered'] as const
type Happening = (typeof happenings)[number]

/** Every hour since the first message up to the last one in which something happened. */
function timelineOf(
  db: ReadableDatabase,
  broadcastSeq: number,
  drawn: readonly DrawnRow[],
): TimelineHour[] {
  const first = drawn.reduce((least, row) => Math.min(least, row.firstSentAt ?? least), Infinity)
  if (first === Infinity) return []
  const hourOf = (column: string) =>
    `CAST(max(0, (${column}_at - $first) / ${hourMs}) AS INTEGER) AS ${column}`
  // one pass over the rows: going through them costs more than telling the hours apart
  const rows = all<Record<Happening, number | null> & { n: number }>(
    db,
    `SELECT ${happenings.map(hourOf).join(', ')}, count(*) AS n FROM broadcast_recipient
     WHERE broadcast_seq=$broadcastSeq AND sent_at IS NOT NULL GROUP BY 1, 2, 3, 4`,
    { broadcastSeq, first },
  )
  const hours: TimelineHour[] = []
  for (const row of rows)
    for (const what of happenings) {
      const hour = row[what]
      if (hour === null) continue
      for (let next = hours.length; next <= hour; next += 1)
        hours.push({ hour: next, sent: 0, delivered: 0, read: 0, answered: 0 })
      hours[hour]![what] += row.n
    }
  return hours
}
