import { escapeFormula } from '../escape-formula.ts'

export interface RejectedLine {
  readonly line: number
  readonly column: string | null
  readonly reason: string
  readonly cell: string
}

/** The error file: which line, which column, why, and what stood there. Nothing in it runs. */
export function writeRejectionsCsv(rejections: readonly RejectedLine[]): Uint8Array {
  const lines = [
    'line,column,reason,cell',
    ...rejections.map(({ line, column, reason, cell }) =>
      [String(line), column ?? '', reason, cell]
        .map((text) => quoted(escapeFormula(text)))
        .join(','),
    ),
  ]
  // a byte order mark, so that Excel reads UTF-8
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8')
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
