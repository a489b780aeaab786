/**
 * Where the host's list of zones is not followed: it has none for two, and for China it has one beside
 * the time that is in force in all of the country.
 */
const zonesBeside: Readonly<Record<string, string>> = {
  AC: 'Atlantic/St_Helena',
  CN: 'Asia/Shanghai',
  XK: 'Europe/Belgrade',
}

interface LocaleWithZones {
  getTimeZones?(): string[]
  readonly timeZones?: string[]
}

/**
 * IANA zones of a country, from the host's own copy of the time zone database (ECMA-402,
 * Intl.Locale.prototype.getTimeZones; older hosts have it as a property).
 *
 * @param country ISO 3166-1 alpha-2; UTC stands for one that has no zone.
 */
export function zonesOfCountry(country: string): readonly string[] {
  const beside = zonesBeside[country]
  if (beside !== undefined) return [beside]
  if (!/^[A-Z]{2}$/.test(country)) return ['UTC']
  const locale = new Intl.Locale(`und-${country}`) as LocaleWithZones
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
  return zones.length === 0 ? ['UTC'] : zones
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  return clock
}

/** What the zone's clocks are ahead of UTC at a moment (Unix ms), in ms. */
export function offsetAt(zone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000
  const parts = new Map(
    clockOf(zone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return (
    Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    ) - whole
  )
}

/** A time in which a zone's clocks are not put forward or back. */
export interface OffsetPiece {
  readonly from: number
  readonly until: number
  readonly offset: number
}

const dayMs = 24 * 60 * 60 * 1000
/** No zone puts its clocks forward and back within fewer days. */
const lookMs = 7 * dayMs

/** A stretch of time cut where the zone's clocks change. */
export function offsetPieces(zone: string, from: number, until: number): OffsetPiece[] {
  const pieces: OffsetPiece[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let at = from; at < until;) {
    const next = Math.min(at + lookMs, until)
    const later = offsetAt(zone, next)
    if (later !== offset) {
      const change = changeBetween(zone, at, next, offset)
      pieces.push({ from: start, until: change, offset })
      start = change
      offset = later
    }
    at = next
  }
  if (start < until) pieces.push({ from: start, until, offset })
  return pieces
}

/** First moment, to the second, at which the clocks are no longer `offset` ahead. */
function changeBetween(zone: string, from: number, until: number, offset: number): number {
  let [low, high] = [Math.floor(from / 1000), Math.ceil(until / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * 1000) === offset) low = middle
    else high = middle
  }
  return high * 1000
}

/** The day that a zone's calendar shows, as YYYY-MM-DD. */
export function dateIn(zone: string, at: number): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10)
}

/** The next midnight of a zone after a moment. */
export function nextMidnight(zone: string, at: number): number {
  const offset = offsetAt(zone, at)
  const local = (Math.floor((at + offset) / dayMs) + 1) * dayMs
  const guess = local - offset
  const exact = local - offsetAt(zone, guess)
  return exact > at ? exact : guess
}
