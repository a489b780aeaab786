/**
 * A cell that spreadsheets would take for a formula gets an apostrophe in front, so that nothing in it
 * runs (OWASP: CSV Injection). Full-width forms count too: some spreadsheets fold them. A cell that
 * looks escaped already gets one more, so that each can be taken back.
 */
export function escapeFormula(text: string): string {
  return /^'*[\s\u00a0\ufeff]*[=+\-@\t\r|％＝＋－＠]/u.test(text) ? `'${text}` : text
}

/** The cell as it was before `escapeFormula`; others are as they are. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && /^''*[\s\u00a0\ufeff]*[=+\-@\t\r|％＝＋－＠]/u.test(text)
    ? text.slice(1)
    : text
}
