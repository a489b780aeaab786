/** Start of a local day (`YYYY-MM-DD`) as Unix ms; `hours` later if asked. */
export function dayToTimestamp(day: string, hours = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, hours).getTime()
}

/** The local day of a moment (Unix ms), `YYYY-MM-DD`. */
export function timestampToDay(at: number): string {
  const date = new Date(at)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
