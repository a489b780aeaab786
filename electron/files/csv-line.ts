/** One line of a CSV file (RFC 4180); semicolons are quoted, too, as some spreadsheets split by them. */
export function csvLine(texts: readonly string[]): string {
  return `${texts.map(quoted).join(',')}\r\n`
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
