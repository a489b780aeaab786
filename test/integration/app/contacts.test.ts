import { unzipSync, strFromU8 } from 'fflate'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import {
  auditActions,
  importChat,
  membersOf,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'

const missing = '019b0000-0000-7000-8000-000000000000'

async function contentOf(app: TestApp, fileId: string): Promise<Buffer> {
  const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 4 * 1024 * 1024 })
  return Buffer.from(base64, 'base64')
}

async function namesOf(app: TestApp, input: object = {}): Promise<string[]> {
  return (await app.ok('contacts.list', input)).items.map((contact) => contact.name)
}

describe('a contact made by hand', () => {
  test('is found by part of its name, number, note and tag, and its number stays masked', async () => {
    const app = await startTestApp({ connect: false })
    const { contactId } = await app.ok('contacts.create', {
      name: '王小明',
      number: '(202) 555-0117',
      email: 'Ming@Shop.example',
    })
    const masked = '+1 202 ···· 0117'
    expect(await app.ok('contacts.list', { search: '小明' })).toMatchObject({
      items: [
        { id: contactId, name: '王小明', maskedNumber: masked, country: 'US', source: 'manual' },
      ],
      nextCursor: null,
    })
    const { id: tagId } = await app.ok('tags.save', { name: '老客户' })
    await app.ok('tags.assign', { tagId, target: { contactIds: [contactId] }, isOn: true })
    await app.ok('contacts.addNote', { contactId, text: 'Prefers dahlias' })
    for (const search of ['0117', '5550', '老客', 'dahl', 'ming@', '王'])
      expect(await namesOf(app, { search }), search).toEqual(['王小明'])
    expect(await namesOf(app, { search: '9999' })).toEqual([])
    expect(await app.ok('contacts.get', { contactId })).toMatchObject({
      email: 'ming@shop.example',
      tags: ['老客户'],
      tagIds: [tagId],
      notes: [{ text: 'Prefers dahlias', writtenBy: 'owner' }],
      identities: [{ kind: 'wa_id', value: masked, until: null }],
    })
    await app.ok('contacts.update', { contactId, name: 'Ming Wang', city: 'Austin', email: null })
    expect(await namesOf(app, { search: '小明' })).toEqual([])
    expect(await app.ok('contacts.get', { contactId })).toMatchObject({
      name: 'Ming Wang',
      city: 'Austin',
      email: null,
    })
  })

  test('is refused where a key is somebody else’s or a value is none', async () => {
    const app = await startTestApp({ connect: false })
    const { contactId } = await app.ok('contacts.create', {
      name: 'Ada',
      number: '+1 202 555 0117',
      externalId: 'K1',
    })
    const create = (input: object) => app.refused('contacts.create', { name: 'Bea', ...input })
    expect(await create({ number: '1 202 555 0117' })).toMatchObject({
      code: 'conflict',
      field: 'number',
    })
    expect(await create({ externalId: 'K1' })).toMatchObject({
      code: 'conflict',
      field: 'externalId',
    })
    for (const [field, value] of [
      ['number', '12'],
      ['number', 'call me'],
      ['email', 'no address'],
      ['birthday', '31.12.1990'],
      ['name', ' '],
    ] as const)
      expect(await create({ [field]: value }), field).toMatchObject({
        code: 'invalid_input',
        field,
      })
    expect(await create({ custom: { nothing: '1' } })).toMatchObject({ field: 'custom.nothing' })
    expect(await namesOf(app), 'nothing is left of those').toEqual(['Ada'])
    for (const [name, input, field] of [
      ['contacts.get', { contactId: missing }, 'contactId'],
      ['contacts.timeline', { contactId: missing }, 'contactId'],
      ['contacts.orders', { contactId: missing }, 'contactId'],
      ['contacts.update', { contactId: missing, city: 'Bath' }, 'contactId'],
      ['contacts.addNote', { contactId: missing, text: 'x' }, 'contactId'],
      ['contacts.deleteNote', { noteId: missing }, 'noteId'],
      ['contacts.merge', { intoId: contactId, fromId: missing }, 'fromId'],
      ['contacts.split', { mergeId: missing }, 'mergeId'],
      ['contacts.dismissDuplicate', { oneId: contactId, otherId: missing }, 'otherId'],
      ['tags.save', { tagId: missing, name: 'x' }, 'tagId'],
      ['tags.delete', { tagId: missing }, 'tagId'],
      ['tags.assign', { tagId: missing, target: { filter: {} }, isOn: true }, 'tagId'],
      ['customFields.delete', { key: 'nothing' }, 'key'],
      ['savedViews.delete', { viewId: missing }, 'viewId'],
      [
        'contacts.export',
        { target: { contactIds: [missing] }, format: 'csv' },
        'target.contactIds',
      ],
    ] as const)
      expect(await app.refused(name, input), name).toMatchObject({ code: 'not_found', field })
    expect(
      await app.refused('contacts.merge', { intoId: contactId, fromId: contactId }),
    ).toMatchObject({
      code: 'invalid_input',
      field: 'fromId',
    })
  })
})

describe('own fields and views', () => {
  test('are kept, checked by their type, and go with what they were made of', async () => {
    const app = await startTestApp({ connect: false })
    await app.ok('customFields.save', { key: 'since', label: 'Customer since', type: 'date' })
    expect(
      await app.refused('customFields.save', { key: 'since', label: 'Since', type: 'text' }),
    ).toMatchObject({ code: 'conflict', field: 'type' })
    const { contactId } = await app.ok('contacts.create', {
      name: 'Ada',
      custom: { since: '2024-05-01' },
    })
    expect(
      await app.refused('contacts.update', { contactId, custom: { since: 'May' } }),
    ).toMatchObject({ code: 'invalid_input', field: 'custom.since' })
    const tag = await app.ok('tags.save', { name: 'Regular' })
    expect(await app.refused('tags.save', { name: 'regular' })).toMatchObject({ code: 'conflict' })
    const view = await app.ok('savedViews.save', {
      name: 'Regulars',
      filter: { tagIds: [tag.id], countries: ['US'] },
      sort: 'name',
      descending: false,
    })
    expect(
      await app.refused('savedViews.save', { ...view, id: undefined, name: 'Regulars' }),
    ).toMatchObject({ code: 'conflict', field: 'name' })
    await app.ok('tags.delete', { tagId: tag.id })
    const { views } = await app.ok('savedViews.list', {})
    expect(views).toEqual([{ ...view, filter: { tagIds: [], countries: ['US'] } }])
    await app.ok('customFields.delete', { key: 'since' })
    expect((await app.ok('contacts.get', { contactId })).custom).toEqual({})
  })

  test('a tag is given to all that a filter matches, and its name is searched as it is now', async () => {
    const app = await startTestApp({ connect: false })
    for (const name of ['Ada', 'Bea', 'Cleo']) await app.ok('contacts.create', { name })
    const tag = await app.ok('tags.save', { name: 'Tulips' })
    const assign = (filter: object, isOn: boolean) =>
      app.ok('tags.assign', { tagId: tag.id, target: { filter }, isOn })
    expect(await assign({ search: 'a' }, true)).toEqual({ contacts: 1 })
    expect(await assign({}, true)).toEqual({ contacts: 2 })
    expect(await app.ok('tags.list', {})).toEqual({ tags: [{ ...tag, size: 3 }] })
    await app.ok('tags.save', { tagId: tag.id, name: 'Orchids' })
    expect(await namesOf(app, { search: 'orchid' })).toEqual(['Ada', 'Bea', 'Cleo'])
    expect(await namesOf(app, { search: 'tulip' })).toEqual([])
    expect(await assign({ search: 'bea' }, false)).toEqual({ contacts: 1 })
    expect(await namesOf(app, { tagIds: [tag.id] })).toEqual(['Ada', 'Cleo'])
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['tags.saved', 'tags.assigned', 'tags.unassigned']),
    )
  })
})

describe('two that look like one person', () => {
  test('are suggested with reasons, until the owner says no, or they are merged', async () => {
    const app = await startTestApp({ connect: false })
    const make = async (name: string, more: object = {}) =>
      (await app.ok('contacts.create', { name, ...more })).contactId
    const ada = await make('Ada Larkspur', { number: '+1 202 555 0117', email: 'ada@shop.example' })
    const twin = await make('Áda larkspur')
    const mail = await make('A. L.', { email: 'ADA@shop.example' })
    await make('Bea Underhill', { number: '+1 202 555 0118' })
    await make('Bea Underhill', { number: '+1 202 555 0119' })
    const pairs = async () =>
      (await app.ok('contacts.duplicates', {})).items.map((pair) => [
        pair.one.id,
        pair.other.id,
        ...pair.reasons,
      ])
    expect(await pairs()).toEqual([
      [ada, mail, 'same_email'],
      [ada, twin, 'same_name'],
    ])
    expect((await app.ok('contacts.get', { contactId: ada })).duplicates).toBe(2)
    await app.ok('contacts.dismissDuplicate', { oneId: twin, otherId: ada })
    expect(await pairs()).toEqual([[ada, mail, 'same_email']])
    const { mergeId } = await app.ok('contacts.merge', { intoId: ada, fromId: mail })
    expect(await pairs()).toEqual([])
    expect((await app.ok('contacts.get', { contactId: ada })).merges).toEqual([
      { mergeId, name: 'A. L.', mergedAt: expect.any(Number) as number },
    ])
    const { contactId } = await app.ok('contacts.split', { mergeId })
    expect(contactId).toBe(mail)
    expect(await pairs()).toEqual([[ada, mail, 'same_email']])
    expect(await app.refused('contacts.split', { mergeId })).toMatchObject({ code: 'conflict' })
  })
})

describe('an export', () => {
  const dangerous = '=HYPERLINK("https://evil.example")'

  async function filledShop(): Promise<TestApp> {
    const app = await startTestApp({ connect: false })
    await app.ok('customFields.save', { key: 'size', label: 'Size', type: 'text' })
    const { contactId } = await app.ok('contacts.create', {
      name: '王小明; "Ming"',
      number: '+12025550117',
      birthday: '--05-01',
      city: dangerous,
      custom: { size: '@38' },
    })
    await app.ok('consent.record', { contactId, state: 'given', source: 'form' })
    const tag = await app.ok('tags.save', { name: 'Regular' })
    await app.ok('tags.assign', { tagId: tag.id, target: { contactIds: [contactId] }, isOn: true })
    await app.ok('contacts.addNote', { contactId, text: 'Two\nlines' })
    await app.ok('contacts.create', { name: 'Nobody’s number' })
    return app
  }

  test('as CSV can be taken in again: fields by their import names, numbers whole, nothing that runs', async () => {
    const app = await filledShop()
    const file = await app.ok('contacts.export', {
      target: { filter: {} },
      format: 'csv',
      withNumbers: true,
    })
    expect(file).toMatchObject({
      rows: 2,
      fileName: expect.stringMatching(/^contacts-.*\.csv$/) as string,
    })
    const text = (await contentOf(app, file.fileId)).toString('utf8')
    const { data } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, '').trimEnd(), {
      header: true,
    })
    expect(data[0]).toEqual({
      number: '+12025550117',
      name: '王小明; "Ming"',
      username: '',
      email: '',
      city: `'${dangerous}`,
      birthday: `'--05-01`,
      language: '',
      externalId: '',
      tags: 'Regular',
      note: 'Two\nlines',
      optIn: 'yes',
      optInAt: expect.stringMatching(/^20\d\d-.*Z$/) as string,
      optInSource: 'form',
      'custom:size': `'@38`,
    })
    expect(data[1]).toMatchObject({ number: '', name: 'Nobody’s number', optIn: '' })
    const { items } = await app.ok('audit.list', { action: 'contacts.exported' })
    expect(items[0]).toMatchObject({ data: { format: 'csv', withNumbers: true, rows: 2 } })
  })

  test('masks numbers unless they are asked for, in every format', async () => {
    const app = await filledShop()
    for (const format of ['csv', 'xlsx', 'vcard'] as const) {
      const { fileId, rows } = await app.ok('contacts.export', { target: { filter: {} }, format })
      expect(rows).toBe(2)
      const content = await contentOf(app, fileId)
      const text =
        format === 'xlsx'
          ? strFromU8(unzipSync(content)['xl/worksheets/sheet1.xml']!)
          : content.toString('utf8')
      expect(text, format).not.toContain('2025550117')
      expect(text, format).toContain('王小明')
      expect(text, format).toContain('Nobody’s number')
      if (format === 'xlsx') expect(text).toContain(`>&#39;=`.replace('&#39;', "'"))
      if (format === 'vcard')
        expect(text.split('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:')).toHaveLength(3)
    }
  })
})

describe('a contact without a phone number', () => {
  test('works in list, page, timeline, export and members, whatever it is known by', async () => {
    const app = await startTestApp()
    await importChat(app, ['[01/02/2026, 09:00:00] Clementine: hello'], 'Neighbours')
    const remote = [...app.sandbox.state.groups.values()][0]!
    app.sandbox.simulate.message(remote.id, { phone: '+12025550133', name: 'Dora' }, 'hello')
    await app.settle()
    const { items } = await app.ok('contacts.list', { hasNumber: false })
    expect(items.length).toBeGreaterThan(0)
    for (const contact of (await app.ok('contacts.list', {})).items) {
      expect(contact.name).not.toBe('')
      const contactId = contact.id
      const detail = await app.ok('contacts.get', { contactId })
      expect(detail.id).toBe(contactId)
      await app.ok('contacts.timeline', { contactId, limit: 1 })
      for (const format of ['csv', 'xlsx', 'vcard'] as const) {
        const target = { contactIds: [contactId] }
        const { rows } = await app.ok('contacts.export', { target, format, withNumbers: true })
        expect(rows).toBe(1)
      }
    }
    for (const group of (await app.ok('groups.list', {})).items) await membersOf(app, group.id)
  })
})
