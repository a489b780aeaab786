import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { inspectFile } from '../../electron/files/contact-import/inspect-file.ts'
import { planImport } from '../../electron/files/contact-import/plan-import.ts'
import { RunPacker } from '../../electron/files/contact-import/pack-batches.ts'
import { readBatches } from '../../electron/files/contact-import/read-batches.ts'
import { memorySource } from '../../electron/files/contact-import/source.ts'
import { importOptions } from '../../shared/domain/contact-imports.ts'
import { AppError } from '../../shared/errors.ts'
import { benchHeading, benchRow, sequence } from './import-file.ts'

export interface FuzzOptions {
  readonly files: number
  readonly seed: number
  /** Ends earlier, Unix-like ms of running time. */
  readonly maxMs: number
}

export interface FuzzResult {
  readonly files: number
  readonly readable: number
  readonly refused: Readonly<Record<string, number>>
  /** Errors that nobody expects, by format and message. */
  readonly crashes: readonly string[]
  readonly slowestMs: number
}

type Random = () => number
const formats = ['csv', 'vcard', 'xlsx', 'chat'] as const
type Format = (typeof formats)[number]

/** Reads mutated files of all formats from end to end, as an import does. */
export function fuzzFiles({ files, seed, maxMs }: FuzzOptions): FuzzResult {
  const random = sequence(seed)
  const refused: Record<string, number> = {}
  const crashes: string[] = []
  let readable = 0
  let slowestMs = 0
  let count = 0
  const endAt = performance.now() + maxMs
  for (; count < files && performance.now() < endAt; count += 1) {
    const format = formats[count % formats.length]!
    const content = mutate(makeFile(format, random), random)
    const start = performance.now()
    try {
      readWhole(content, format, random() < 0.2 ? 'orders' : 'contacts')
      readable += 1
    } catch (error) {
      if (error instanceof AppError) refused[error.code] = (refused[error.code] ?? 0) + 1
      else crashes.push(`${format} #${String(count)}: ${String(error)}`)
    }
    slowestMs = Math.max(slowestMs, performance.now() - start)
  }
  return { files: count, readable, refused, crashes: crashes.slice(0, 20), slowestMs }
}

function readWhole(content: Uint8Array, format: Format, kind: 'contacts' | 'orders'): void {
  const toImport = {
    source: memorySource(content),
    fileName: `fuzz.${format}`,
    kind,
    mapping: {},
    country: 'US',
    currency: 'USD',
  }
  inspectFile(toImport, importOptions.parse({}))
  const plan = planImport(toImport)
  const options = { toImport, plan, tags: ['x'], position: 1, batchRows: 10 }
  const packer = new RunPacker({ newId: () => 'x', position: 1 })
  for (const batch of readBatches(options)) {
    packer.add(batch)
    while (packer.size > 0) packer.take(10)
  }
}

function makeFile(format: Format, random: Random): Uint8Array {
  switch (format) {
    case 'csv': {
      const rows = Array.from({ length: 8 }, (_, index) => benchRow(index, random, () => 0))
      const text = [benchHeading, ...rows].join('\n')
      return random() < 0.1 ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text)
    }
    case 'vcard':
      return Buffer.from(
        'BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=\r\n=E6=98=8E\r\n' +
          'TEL;CELL:+8613800138000\r\nBDAY:19900131\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\n' +
          'TEL;VALUE=uri:tel:+12025550143\r\nNOTE:a\\, b\r\nCATEGORIES:x,y\r\nADR:;;S;Boston;;;\r\nEND:VCARD\r\n',
      )
    case 'chat':
      return Buffer.from(
        '[01/02/2026, 09:00:00] Ada: Hello\n[01/02/2026, 09:01:00] +1 202 555 0143: Hi\n' +
          '\u200e[02/02/2026, 09:01:00] Ben: \u200eBen left\n01/02/26, 15:04 - +86 138 0013 8000: x\n',
      )
    case 'xlsx':
      return workbook(random)
  }
}

const sheetXml =
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
  '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada &amp; Co</t></is></c><c r="B2"><v>12025550143</v></c>' +
  '<c r="C2" s="1"><v>46086.5</v></c></row></sheetData></worksheet>'
const sharedXml = '<sst><si><t>name</t></si><si><t>phone</t></si></sst>'
const stylesXml =
  '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'

/** Mutated inside, where the archive itself is whole, as often as not. */
function workbook(random: Random): Uint8Array {
  const inner = (xml: string) => (random() < 0.3 ? mutate(strToU8(xml), random) : strToU8(xml))
  const names = '<R><Relationship Id="r1" Target="worksheets/s.xml"/></R>'
  return zipSync({
    'xl/workbook.xml': inner('<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': inner(names),
    'xl/worksheets/s.xml': inner(sheetXml),
    'xl/sharedStrings.xml': inner(sharedXml),
    'xl/styles.xml': inner(stylesXml),
    ...(random() < 0.1 && { 'x.bin': new Uint8Array(deflateRawSync(Buffer.alloc(1000))) }),
  })
}

const morsels = [
  '"',
  ',',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '<',
  '>',
  '&',
  ';',
  '=',
  '+',
  '/>',
  ']]>',
  '<!DOCTYPE x>',
  'BEGIN:VCARD\n',
  'PK\x03\x04',
  '\xff\xfe',
  '9999999999999999999999',
  '王',
  '-1e999',
  '[01/02/2026, 09:00:00] ',
]

/** A few changes of the kind that storage, transport and ill will make. */
function mutate(content: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(content)
  const place = () => Math.floor(random() * (bytes.length + 1))
  for (let change = 1 + Math.floor(random() * 6); change > 0; change -= 1) {
    const at = place()
    const kind = random()
    if (kind < 0.3) {
      if (at < bytes.length) bytes[at] = Math.floor(random() * 256)
    } else if (kind < 0.5) {
      const morsel = Buffer.from(morsels[Math.floor(random() * morsels.length)]!)
      bytes = Buffer.concat([bytes.subarray(0, at), morsel, bytes.subarray(at)])
    } else if (kind < 0.65)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + Math.floor(random() * 40))])
    else if (kind < 0.8) {
      const end = Math.min(bytes.length, at + Math.floor(random() * 200))
      const again = Array.from({ length: Math.floor(random() * 30) }, () => bytes.subarray(at, end))
      bytes = Buffer.concat([bytes.subarray(0, at), ...again, bytes.subarray(at)])
    } else if (kind < 0.9) bytes = Buffer.from(bytes.subarray(0, at))
    else {
      const run = Buffer.alloc(Math.floor(random() * 50_000), bytes[at] ?? 0x41)
      bytes = Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)])
    }
  }
  return bytes
}
