/** Longest key that the contract takes. */
const longestKey = 40

/**
 * Key for a purpose of the owner's: Latin words of its name, else a number. Keys stand in the ledger and
 * in receipts, so one is never given twice.
 */
export function purposeKeyOf(name: string, taken: readonly string[]): string {
  const latin = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, longestKey - 4)
  const base = latin === '' ? 'purpose' : latin
  if (latin !== '' && !taken.includes(base)) return base
  for (let number = taken.length; ; number += 1) {
    const key = `${base}_${number}`
    if (!taken.includes(key)) return key
  }
}
