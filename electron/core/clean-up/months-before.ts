/**
 * The same day and time some calendar months earlier, in UTC; the last day of the month where it has
 * no such day.
 *
 * @param at Unix ms.
 */
export function monthsBefore(at: number, months: number): number {
  const from = new Date(at)
  const day = from.getUTCDate()
  const earlier = new Date(at)
  earlier.setUTCDate(1)
  earlier.setUTCMonth(from.getUTCMonth() - months)
  const lastDay = new Date(
    Date.UTC(earlier.getUTCFullYear(), earlier.getUTCMonth() + 1, 0),
  ).getUTCDate()
  earlier.setUTCDate(Math.min(day, lastDay))
  return earlier.getTime()
}
