/**
 * A word as it is compared: letters and digits alone, without case, marks, punctuation, symbols and
 * spaces, and in one form of those that Unicode has several of. What remains of an emoji is nothing.
 *
 * Source: Unicode Standard Annex #15, Unicode Normalization Forms.
 */
export function normaliseWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC')
}
