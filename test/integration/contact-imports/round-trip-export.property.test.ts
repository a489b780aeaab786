import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openReadableStore } from '../../../electron/store/open.ts'
import { importFile } from '../../helpers/import-file.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'

const fields = ['shoe_size', 'favourite', 'birth_name'] as const

/** A contact as a file of another system has it; texts are raw, so that reading them is tried too. */
interface FileContact {
  readonly numberOf: 'us' | 'cn' | 'gb' | 'none'
  readonly name: string
  readonly hasUsername: boolean
  readonly hasEmail: boolean
  readonly hasExternalId: boolean
  readonly city: string
  readonly birthday: string
  readonly language: string
  readonly tags: readonly string[]
  readonly note: string
  readonly optIn: string
  readonly optInAt: string
  readonly optInSource: string
  readonly custom: readonly string[]
}

const awkward = [
  '',
  '=HYPERLINK("https://example.com","Free")',
  '+1+1',
  "-2+3 cmd|' /C calc'!A0",
  '@SUM(A1)',
  "'=already escaped",
  "''=twice",
  "O'Neill",
  "'quoted'",
  '王小明',
  '张伟；李娜',
  '＝全角',
  '欧阳 娜娜',
  'Ada "the first" Lovelace',
  'comma, semicolon; tab\there',
  'two\nlines',
  'two\r\nDOS lines',
  '"',
  '👩🏽‍🌾 Ada',
  '0012',
  '  spaces around  ',
]
const text = (most: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...awkward) },
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .tuple(
        fc.constantFrom('=', '+', '-', '@', "'=", 'x', '花'),
        fc.integer({ min: 1, max: most }),
      )
      .map(([start, length]) => start.repeat(length).slice(0, length)),
  )

const contact: fc.Arbitrary<FileContact> = fc.record({
  numberOf: fc.constantFrom('us', 'cn', 'gb', 'none'),
  name: text(200),
  hasUsername: fc.boolean(),
  hasEmail: fc.boolean(),
  hasExternalId: fc.boolean(),
  city: text(120),
  birthday: fc.constantFrom('', '1990-12-31', '--02-29', '3月5日', '2001/1/2'),
  language: fc.constantFrom('', 'en', 'zh-CN', 'pt-BR'),
  tags: fc.array(fc.constantFrom('vip', '老客户', '=sum', '@home', 'O"Hara', "'=x", '-5'), {
    maxLength: 3,
  }),
  note: text(4000),
  optIn: fc.constantFrom('', 'yes', 'no', '是', '退订'),
  optInAt: fc.oneof(
    fc.constant(''),
    fc
      .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 0, 1) })
      .map((at) => new Date(at).toISOString()),
  ),
  optInSource: text(200),
  custom: fc.tuple(text(500), text(500), fc.constantFrom('', '42', '-1', '2024-02-01')),
})

/** A row by which nobody can be known: the export is a heading and nothing else. */
const nobody: FileContact = {
  numberOf: 'none',
  name: 'Nobody',
  hasUsername: false,
  hasEmail: false,
  hasExternalId: false,
  city: '',
  birthday: '',
  language: '',
  tags: [],
  note: '',
  optIn: '',
  optInAt: '',
  optInSource: '',
  custom: ['', '', ''],
}

const numbers = {
  us: (at: number) => `(202) 555-${String(100 + at).padStart(4, '0')}`,
  cn: (at: number) => `+86138001380${String(at).padStart(2, '0')}`,
  gb: (at: number) => `+44 7700 9000${String(at).padStart(2, '0')}`,
  none: () => '',
}

const headings = [
  ...['number', 'name', 'username', 'email', 'city', 'birthday', 'language', 'externalId', 'tags'],
  ...['note', 'optIn', 'optInAt', 'optInSource', ...fields.map((key) => `custom:${key}`)],
]

function csvOf(contacts: readonly FileContact[]): string {
  const rows = contacts.map((one, at) => [
    numbers[one.numberOf](at),
    one.name,
    one.hasUsername ? `@Shopper.${String(at)}` : '',
    one.hasEmail ? `Shopper${String(at)}@Example.com` : '',
    one.city,
    one.birthday,
    one.language,
    one.hasExternalId ? `=C-${String(at)}` : '',
    one.tags.join('; '),
    one.note,
    one.optIn,
    one.optInAt,
    one.optInSource,
    ...one.custom,
  ])
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  return [headings, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n')
}

/** All that an import brings of everybody, without ids and the times of writing. */
function held(app: TestApp): string[] {
  const db = openReadableStore({ directory: app.dataDir, key: app.storeKey() })
  try {
    const rows = db
      .prepare(
        `SELECT display_name, sort_name, number_state, number_type, country, language, email, city, birthday,
           external_id, custom,
           (SELECT json_group_array(key) FROM (SELECT kind || ':' || value AS key FROM contact_identity
              WHERE contact_id=contact.id AND replaced_at IS NULL ORDER BY 1)) AS keys,
           (SELECT json_group_array(name) FROM (SELECT tag.name FROM contact_tag JOIN tag ON tag.seq=tag_seq
              WHERE contact_seq=contact.seq ORDER BY 1)) AS tags,
           (SELECT json_group_array(text) FROM (SELECT text FROM contact_note WHERE contact_id=contact.id
              ORDER BY at, id)) AS notes,
           (SELECT json_group_array(json_array(purpose, state)) FROM consent_state
              WHERE contact_id=contact.id) AS consent,
           (SELECT json_group_array(json_array(purpose, state, at, note)) FROM consent_entry
              WHERE contact_id=contact.id) AS ledger
         FROM contact`,
      )
      .all() as Record<string, unknown>[]
    return rows
      .map((row) =>
        JSON.stringify({
          ...row,
          custom: Object.entries(JSON.parse(row.custom as string) as object).toSorted(),
        }),
      )
      .toSorted()
  } finally {
    db.close()
  }
}

async function startShop(): Promise<TestApp> {
  const app = await startTestApp({ connect: false })
  for (const key of fields) await app.ok('customFields.save', { key, label: key, type: 'text' })
  return app
}

async function exported(app: TestApp): Promise<Buffer> {
  const { fileId } = await app.ok('contacts.export', {
    target: { filter: {} },
    format: 'csv',
    withNumbers: true,
  })
  const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 4 * 1024 * 1024 })
  return Buffer.from(base64, 'base64')
}

test('what an import took in, an export carries into another workspace, value for value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(contact, { minLength: 1, maxLength: 60 }), async (contacts) => {
      const one = await startShop()
      const first = await importFile(one, csvOf(contacts))
      const before = held(one)
      expect(before).toHaveLength(first.added)
      const file = await exported(one)
      const other = await startShop()
      const second = await importFile(other, file)
      expect(second).toMatchObject({ state: 'finished', added: first.added, rejected: 0 })
      expect(held(other)).toEqual(before)
      // and into the workspace that it came from, where nothing is new
      expect(await importFile(one, file)).toMatchObject({ updated: 0, added: 0, rejected: 0 })
      expect(held(one)).toEqual(before)
    }),
    { seed: 20_261_126, numRuns: 6, interruptAfterTimeLimit: 8000, examples: [[[nobody]]] },
  )
}, 60_000)
