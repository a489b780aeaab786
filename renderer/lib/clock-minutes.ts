/** Minutes after midnight as a time field has them: 540 is `09:00`. */
export function toClock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** Minutes after midnight of what a time field has; null while it is empty or not whole. */
export function fromClock(clock: string): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(clock)
  if (match === null) return null
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return minutes < 1440 ? minutes : null
}
