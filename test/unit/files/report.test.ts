import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ReportFormat } from '../../../shared/domain/audit.ts'
import { writeCsvReport } from '../../../electron/files/report-csv.ts'
import { writeHtmlReport } from '../../../electron/files/report-html.ts'
import { writeJsonReport } from '../../../electron/files/report-json.ts'
import { writePdfReport } from '../../../electron/files/report-pdf.ts'
import { writeXlsxReport } from '../../../electron/files/report-xlsx.ts'
import { verifyReport } from '../../../electron/files/verify-report.ts'
import { aChain, aPrintedPage, aReport, aSigner } from '../../helpers/a-report.ts'

const formats: readonly ReportFormat[] = ['html', 'pdf', 'csv', 'xlsx', 'json']
type Report = ReturnType<typeof aReport>

async function write(format: ReportFormat, { model, signer }: Report): Promise<Buffer> {
  switch (format) {
    case 'html':
      return Buffer.from(writeHtmlReport(model, signer))
    case 'pdf':
      return Buffer.from(writePdfReport(aPrintedPage, model, signer))
    case 'csv':
      return Buffer.from(writeCsvReport(model, signer))
    case 'xlsx':
      return Buffer.from(await writeXlsxReport(model, signer))
    case 'json':
      return Buffer.from(writeJsonReport(model, signer))
  }
}

describe.each(formats)('a report as %s', (format) => {
  it('is verified from its bytes alone', async () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const report = aReport({ language })
      expect(verifyReport(await write(format, report))).toEqual({
        valid: true,
        format,
        entries: 12,
        headHash: report.signer.checkpoint.headHash,
        signedBy: report.signer.fingerprint,
        signedAt: report.signer.checkpoint.at,
        problems: [],
      })
    }
  })

  it('is verified without any entry, too', async () => {
    const empty = aReport({}, { entries: [], groups: [], members: [], findings: [], consents: [] })
    expect(verifyReport(await write(format, empty))).toMatchObject({ valid: true, entries: 0 })
  })

  it('is refused with any byte altered', async () => {
    const good = await write(format, aReport())
    const step = Math.max(1, Math.floor(good.length / 400))
    const places = Array.from({ length: 400 }, (_, index) => index * step).filter(
      (at) => at < good.length,
    )
    for (let at = good.length - 60; at < good.length; at += 1) places.push(at)
    for (const at of places) {
      const doctored = Buffer.from(good)
      doctored[at] = doctored[at]! ^ 1
      expect(verifyReport(doctored).valid, `byte ${at}`).toBe(false)
    }
  }, 60_000)

  it('is refused with anything put in, cut off or put behind', async () => {
    const good = await write(format, aReport())
    const half = Math.floor(good.length / 2)
    for (const doctored of [
      Buffer.concat([good, Buffer.from('\n')]),
      Buffer.concat([Buffer.from(' '), good]),
      Buffer.concat([good.subarray(0, half), Buffer.from('x'), good.subarray(half)]),
      Buffer.concat([good.subarray(0, half), good.subarray(half + 1)]),
      good.subarray(0, good.length - 1),
      Buffer.concat([good, good]),
    ])
      expect(verifyReport(doctored).valid).toBe(false)
  })

  it('names the entry in which a byte was altered', async () => {
    const report = aReport()
    const good = await write(format, report)
    for (const entry of report.data.entries) {
      const at = good.lastIndexOf(entry.subjectId!)
      const doctored = Buffer.from(good)
      doctored[at + 30] = doctored[at + 30] === 0x31 ? 0x32 : 0x31
      const { valid, problems } = verifyReport(doctored)
      expect(valid).toBe(false)
      expect(problems[0]).toMatchObject({ kind: 'entry_altered', seq: entry.seq, isShown: false })
    }
  })

  it('names an entry that is no longer JSON', async () => {
    const report = aReport()
    const good = await write(format, report)
    const doctored = Buffer.from(good)
    doctored[good.lastIndexOf(report.data.entries[6]!.subjectId!) - 1] = 0x7b
    expect(verifyReport(doctored).problems[0]).toMatchObject({
      kind: 'entry_altered',
      seq: 7,
      isShown: false,
    })
  })

  it('tells another key from the one demanded', async () => {
    const report = aReport()
    const bytes = await write(format, report)
    const { fingerprint } = report.signer
    expect(verifyReport(bytes, '', { key: fingerprint.toLowerCase() }).valid).toBe(true)
    const other = aSigner([]).fingerprint
    expect(verifyReport(bytes, '', { key: other })).toMatchObject({
      valid: false,
      problems: [{ kind: 'key_differs' }],
    })
  })

  it('is refused where the seal of another report is put on it', async () => {
    const report = aReport()
    const one = await write(format, report)
    const other = await write(format, aReport({}, { entries: aChain(5) }))
    const marker = {
      html: '<script type="application/json"',
      pdf: '%groupkeeper-seal',
      csv: 'groupkeeper-seal,',
      xlsx: 'groupkeeper-seal:',
      json: '"seal":',
    }[format]
    const swapped = Buffer.concat([
      one.subarray(0, one.lastIndexOf(marker)),
      other.subarray(other.lastIndexOf(marker)),
    ])
    expect(verifyReport(swapped)).toMatchObject({ valid: false })
  })
})

describe('a report that somebody rewrote', () => {
  it('names the entry whose hash was made to fit', async () => {
    const report = aReport()
    const text = (await write('json', report)).toString('utf8')
    const forged = aReport({}, { entries: report.data.entries.map((entry) => entry) })
    const [before, after] = [report.data.entries[4]!, forged.data.entries[4]!]
    const line = text.split('\n').find((found) => found.includes(`"hash":"${before.hash}"`))!
    const doctored = text.replace(
      line,
      line.replace('"keep"', '"remove"').replace(after.hash, 'a'.repeat(64)),
    )
    expect(verifyReport(Buffer.from(doctored)).problems[0]).toMatchObject({
      kind: 'entry_altered',
      seq: 5,
    })
  })

  it('names an entry that was taken out', async () => {
    const report = aReport()
    const text = (await write('json', report)).toString('utf8')
    const line = text
      .split('\n')
      .find((found) => found.includes(`"hash":"${report.data.entries[4]!.hash}"`))!
    const { problems } = verifyReport(Buffer.from(text.replace(`${line}\n`, '')))
    expect(problems.map((problem) => ('seq' in problem ? problem.seq : problem.kind))).toContain(5)
  })

  it.each(['html', 'csv'] as const)('names the row that readers see in %s', async (format) => {
    const report = aReport()
    const text = (await write(format, report)).toString('utf8')
    const line = text.split(/\r?\n/).find((found) => /(entry-8"|^entry,8,)/.test(found))!
    const doctored = text.replace(line, line.replace('2026', '2025'))
    expect(verifyReport(Buffer.from(doctored)).problems).toEqual([
      { kind: 'entry_altered', seq: 8, isShown: true, entry: null },
      { kind: 'content_altered' },
    ])
  })

  it.each([
    ['nothing', ''],
    ['a letter', 'Dear sir or madam'],
    ['a seal alone', '"seal":{}}\n'],
    ['half a seal', 'groupkeeper-seal,AAAA\r\n'],
  ])('refuses %s', (_name, text) => {
    expect(verifyReport(Buffer.from(text)).valid).toBe(false)
  })
})

describe('what a report shows', () => {
  const text = async (format: ReportFormat, options = {}) => {
    const bytes = await write(format, aReport(options))
    if (format !== 'xlsx') return bytes.toString('utf8')
    return Object.entries(unzipSync(bytes))
      .map(([, part]) => strFromU8(part))
      .join('\n')
  }

  it.each(formats.filter((format) => format !== 'pdf'))(
    'masks every number in %s unless asked',
    async (format) => {
      const masked = await text(format)
      for (const digits of [
        '8613800138000',
        '13800138000',
        '12125550123',
        '212-555-0123',
        '85291234567',
        '7911 123456',
      ])
        expect(masked).not.toContain(digits)
      expect(masked).toContain('138 ···· 8000')
      const shown = await text(format, { revealNumbers: true })
      expect(shown).toContain('8613800138000')
      expect(shown).toContain('7911 123456')
    },
  )

  it.each(['csv', 'xlsx'] as const)('lets no formula run in %s', async (format) => {
    const content = await text(format)
    expect(content).not.toMatch(/(^|[,>"])=HYPERLINK/m)
    expect(content).toContain(`'=HYPERLINK`)
    expect(content).not.toContain('<f>')
  })

  it('holds nothing in HTML that is fetched or run', async () => {
    const page = await text('html')
    expect(page).not.toMatch(/<script(?! type="(text\/plain|application\/json)")/)
    expect(page).not.toMatch(/<(link|img|iframe)|url\(|@import/)
    expect(page).toContain(`default-src 'none'`)
    expect(page.match(/<\/script>/g)).toHaveLength(2)
  })

  it('says the same in both languages', () => {
    const [english, chinese] = (['en', 'zh-CN'] as const).map(
      (language) => aReport({ language }).model,
    )
    const shape = (model: typeof english) =>
      model!.sections.map((section) => [section.key, section.rows.length, section.columns.length])
    expect(shape(english)).toEqual(shape(chinese))
    const words = chinese!.sections.flatMap((section) =>
      section.columns.map((column) => column.title),
    )
    expect(words.filter((word) => /[a-z]{3}/.test(word))).toEqual([])
  })

  it('is JSON that a program can read', async () => {
    const parsed = JSON.parse(await text('json')) as {
      entries: unknown[]
      seal: unknown
      report: unknown
    }
    expect(parsed.entries).toHaveLength(12)
    expect(parsed).toMatchObject({ kind: 'groupkeeper.report.v1', seal: { format: 'json' } })
  })
})
