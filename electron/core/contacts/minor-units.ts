/** Digits after the point that a currency has, by ISO 4217 as the language's own tables tell. */
const digitsByCurrency = new Map<string, number>()

function digitsOf(currency: string): number {
  let digits = digitsByCurrency.get(currency)
  if (digits === undefined) {
    digits = /^[A-Z]{3}$/.test(currency)
      ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
          .maximumFractionDigits ?? 2)
      : 2
    digitsByCurrency.set(currency, digits)
  }
  return digits
}

/** Money as it is shown, from the smallest units that the store counts in. */
export function fromMinorUnits(
  units: number,
  currency: string,
): { amount: number; currency: string } {
  return { amount: units / 10 ** digitsOf(currency), currency }
}
