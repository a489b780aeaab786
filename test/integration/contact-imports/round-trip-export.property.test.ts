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
  // spaces as Chinese keyboards and word processors make them
  '\u3000',
  '\u3000王小明\u00a0',
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

/** A name that looks empty, and was kept as a space by the first import alone. */
const blank: FileContact = { ...nobody, numberOf: 'us', name: '\u3000', city: '\u00a0' }

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

async function exported(app: TestApp, format: 'csv' | 'vcard' = 'csv'): Promise<Buffer> {
  const { fileId } = await app.ok('contacts.export', {
    target: { filter: {} },
    format,
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
    { numRuns: 6, interruptAfterTimeLimit: 8000, examples: [[[nobody]], [[blank, nobody]]] },
  )
}, 60_000)

test('an address book carries the same, with fields of the shop’s own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(contact, { minLength: 1, maxLength: 60 }), async (contacts) => {
      const one = await startShop()
      await importFile(one, csvOf([{ ...blank, hasExternalId: true }, ...contacts]))
      const before = held(one)
      const file = await exported(one, 'vcard')
      const other = await startShop()
      const second = await importFile(other, file)
      expect(second).toMatchObject({ state: 'finished', added: before.length, rejected: 0 })
      expect(held(other)).toEqual(before)
      expect(await importFile(one, file)).toMatchObject({ updated: 0, added: 0, rejected: 0 })
      expect(held(one)).toEqual(before)
    }),
    { numRuns: 6, interruptAfterTimeLimit: 8000, examples: [[[blank, nobody]]] },
  )
}, 60_000)

test('all notes and tags of a contact are taken in again, and known again', async () => {
  const one = await startShop()
  await importFile(one, 'number,name\n+12025550101,Ada\n')
  const [ada] = (await one.ok('contacts.list', {})).items
  const target = { contactIds: [ada!.id] }
  for (let at = 0; at < 4; at += 1)
    await one.ok('contacts.addNote', {
      contactId: ada!.id,
      text: `${String(at)} ${'花'.repeat(1900)}`,
    })
  for (let at = 0; at < 60; at += 1) {
    const { id: tagId } = await one.ok('tags.save', { name: `${'tag '.repeat(13)}${String(at)}` })
    await one.ok('tags.assign', { tagId, target, isOn: true })
  }
  const before = held(one)
  const file = await exported(one)
  expect(await importFile(one, file)).toMatchObject({ unchanged: 1, updated: 0, rejected: 0 })
  expect(held(one)).toEqual(before)
  const other = await startShop()
  expect(await importFile(other, file)).toMatchObject({ added: 1, rejected: 0 })
  expect(await exported(other)).toEqual(file)
})

test('a permission that ran out stays neither a yes nor a no', async () => {
  const passphrase = 'seven violet teapots'
  const one = await startTestApp({ connect: false, vault: 'passphrase', passphrase })
  await importFile(one, 'number,name\n+12025550101,Ada\n')
  const [ada] = (await one.ok('contacts.list', {})).items
  const { id: contactId } = ada!
  const expiresAt = one.clock.now() + 60_000
  await one.ok('consent.record', { contactId, state: 'given', source: 'form', expiresAt })
  one.advance(120_000)
  const later = await one.restart()
  const file = await exported(later)
  const before = held(later)
  expect(await importFile(later, file)).toMatchObject({ unchanged: 1, updated: 0, rejected: 0 })
  expect(held(later)).toEqual(before)
  const other = await startTestApp({ connect: false })
  other.advance(240_000)
  expect(await importFile(other, file)).toMatchObject({ added: 1, rejected: 0 })
  const [again] = (await other.ok('contacts.list', {})).items
  const { standings } = await other.ok('consent.get', { contactId: again!.id })
  expect(standings).toContainEqual(
    expect.objectContaining({ purpose: 'marketing', state: 'expired', since: expiresAt }),
  )
})
