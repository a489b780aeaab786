/** Unix seconds, as most of Graph writes time. */
export function seconds(timeMs: number): number {
  return Math.floor(timeMs / 1000)
}
