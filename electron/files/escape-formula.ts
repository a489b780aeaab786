/**
 * A cell that spreadsheets would take for a formula gets an apostrophe in front, so that nothing in it
 * runs (OWASP: CSV Injection). Full-width forms count too: some spreadsheets fold them.
 */
export function escapeFormula(text: string): string {
  return /^[\s\u00a0\ufeff]*[=+\-@\t\r|％＝＋－＠]/u.test(text) ? `'${text}` : text
}
