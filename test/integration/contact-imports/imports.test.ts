import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importFile, importOver, sendFile } from '../../helpers/import-file.ts'
import { auditActions, startTestApp, testFolder, type TestApp } from '../../helpers/test-app.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../../electron/store/open.ts'
import { run } from '../../../electron/store/statement.ts'
import { contactRows } from '../../helpers/contact-rows.ts'

const quiet = { connect: false }

const table = [
  'Name,Phone,Email,City,Opt-in,Tags,Notes',
  'Ada Lovelace,+1 202 555 0143,ada@example.com,Washington,yes,vip;roses,Likes tulips',
  '王小明,+8613800138000,,北京,no,,',
  'Nobody,12345,,,,,',
  'Double,(202) 555-0143,,,,,',
].join('\n')

describe('an import of contacts', () => {
  test('takes the good rows in and tells why the others are not', async () => {
    const app = await startTestApp(quiet)
    const done = await importFile(app, table)
    expect(done).toMatchObject({
      state: 'finished',
      position: 4,
      rows: 4,
      added: 2,
      updated: 0,
      unchanged: 0,
      rejected: 2,
      landlines: 0,
      createdBy: 'owner',
      errorCode: null,
    })
    const { items } = await app.ok('imports.rejections', { importId: done.id })
    expect(items).toEqual([
      { line: 4, column: 'Phone', reason: 'number_short', cell: '12345' },
      { line: 5, column: 'Phone', reason: 'duplicate_in_file', cell: '(202) 555-0143' },
    ])
    expect(await contactRows(app)).toEqual([
      {
        name: 'Ada Lovelace',
        keys: 'wa_id:12025550143',
        country: 'US',
        email: 'ada@example.com',
        city: 'Washington',
        tags: 'roses vip',
        notes: 'Likes tulips',
        marketing: 'given',
      },
      {
        name: '王小明',
        keys: 'wa_id:8613800138000',
        country: 'CN',
        email: null,
        city: '北京',
        tags: null,
        notes: null,
        marketing: 'withdrawn',
      },
    ])
  })

  test('changes nothing the second time', async () => {
    const app = await startTestApp(quiet)
    const options = {
      options: { tags: ['spring'], consent: { source: 'form' as const, purpose: 'service' } },
    }
    await importFile(app, table, options)
    const before = await contactRows(app)
    const again = await importFile(app, table, options)
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 2, rejected: 2 })
    expect(await contactRows(app)).toEqual(before)
  })

  test('looks everybody up once somebody is known, wherever in the file', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,customer id\nZoe,+12025550143,Z1')
    const many = Array.from({ length: 5000 }, (_, at) => `Ada,,C${String(at)},Austin`)
    const last = 'Zoe,+12025550143,,Boston\nZoe,,Z1,Boston'
    const file = `name,phone,customer id,city\n${many.join('\n')}\n${last}`
    const done = await importFile(app, file)
    expect(done).toMatchObject({ state: 'finished', added: 5000, updated: 1, unchanged: 1 })
    expect((await contactRows(app)).filter(({ name }) => name === 'Zoe')).toMatchObject([
      { city: 'Boston' },
    ])
    expect(await contactRows(app)).toHaveLength(5001)
  })

  test('fills what is empty, or writes over it, as it is told', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone\nAda,+12025550143')
    const fuller = 'name,phone,city\nAda L.,+12025550143,Boston'
    expect(await importFile(app, fuller)).toMatchObject({ updated: 1, unchanged: 0 })
    expect(await contactRows(app)).toMatchObject([{ name: 'Ada', city: 'Boston' }])
    await importFile(app, fuller, { options: { onKnown: 'overwrite' } })
    expect(await contactRows(app)).toMatchObject([{ name: 'Ada L.', city: 'Boston' }])
  })

  test('refuses a row whose keys belong to two customers', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,customer id\nAda,+12025550143,A1\nBen,+12025550144,B1')
    const done = await importFile(app, 'name,phone,customer id\nWho,+12025550143,B1')
    expect(done).toMatchObject({ rejected: 1, added: 0, updated: 0 })
    expect((await app.ok('imports.rejections', { importId: done.id })).items).toMatchObject([
      { reason: 'known_by_two' },
    ])
  })

  test('cannot take back what a person said themselves', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone\nAda,+12025550143')
    app.sandbox.state.people.ensure({ phone: '12025550143', name: 'Ada' })
    await app.connect()
    app.sandbox.simulate.marketingStop({ phone: '12025550143' })
    await app.settle()
    await importFile(app, 'name,phone,opt-in\nAda,+12025550143,yes')
    expect(await contactRows(app)).toMatchObject([{ marketing: 'withdrawn' }])
  })

  test('does not outweigh a no that the owner wrote down by a yes without a day', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,opt-in\nAda,+12025550143,no')
    const file = 'phone,opt-in,opt-in date\n+12025550143,yes,'
    expect(await importFile(app, file)).toMatchObject({ unchanged: 1, updated: 0 })
    expect(await contactRows(app)).toMatchObject([{ marketing: 'withdrawn' }])
    const dated = `${file}${new Date(Date.now() + 60_000).toISOString()}`
    expect(await importFile(app, dated)).toMatchObject({ updated: 1 })
    expect(await contactRows(app)).toMatchObject([{ marketing: 'given' }])
  })

  test('a yes from days to come does not stand against a no of today', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,opt-in,opt-in date\nAda,+12025550143,yes,2099-01-05')
    const [ada] = (await app.ok('contacts.list', {})).items
    await app.ok('consent.record', { contactId: ada!.id, state: 'withdrawn', source: 'spoken' })
    expect(await contactRows(app)).toMatchObject([{ marketing: 'withdrawn' }])
  })

  test('takes landlines in, and counts them', async () => {
    const app = await startTestApp(quiet)
    const done = await importFile(app, 'name,phone\nShop,+862085131234\nAda,+8613800138000')
    expect(done).toMatchObject({ added: 2, landlines: 1 })
  })
})

describe('an import of orders', () => {
  test('gives them to customers by number or by key, in minor units', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,customer id\nAda,+12025550143,A1')
    const orders = [
      'order no,phone,customer id,order date,amount,currency,items',
      '1001,(202) 555-0143,,2026-03-05 10:00,"1,234.50",USD,Rose x2; Lily',
      '1002,,A1,2026-03-06,500,JPY,',
      '1003,+12025550199,,2026-03-06,5,USD,',
      '1004,,A1,someday,5,USD,',
      '1005,,A1,2026-03-06,5.999,USD,',
    ].join('\n')
    const done = await importFile(app, orders, { kind: 'orders' })
    expect(done).toMatchObject({ added: 2, rejected: 3, kind: 'orders' })
    const { items } = await app.ok('imports.rejections', { importId: done.id })
    expect(items.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'customer_unknown'],
      [5, 'date_invalid'],
      [6, 'amount_invalid'],
    ])
    expect(await importFile(app, orders, { kind: 'orders' })).toMatchObject({
      added: 0,
      unchanged: 2,
    })
    const undone = await app.ok('imports.undo', { importId: done.id })
    expect(undone).toMatchObject({ removed: 2, keptTotal: 0 })
  })
})

describe('an import can be undone', () => {
  test('what it made goes, and what it changed is as before', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone\nAda,+12025550143')
    const before = await contactRows(app)
    const done = await importFile(
      app,
      'name,phone,city,tags,notes,opt-in\nAda L.,+12025550143,Boston,vip,Hello,yes\nBen,+12025550144,,,,yes',
      { options: { onKnown: 'overwrite' } },
    )
    expect(done).toMatchObject({ added: 1, updated: 1 })
    const undone = await app.ok('imports.undo', { importId: done.id })
    expect(undone).toMatchObject({ removed: 1, restored: 1, kept: [], keptTotal: 0 })
    expect(undone.import.state).toBe('undone')
    expect(await contactRows(app)).toEqual(before)
    expect(await app.refused('imports.undo', { importId: done.id })).toMatchObject({
      code: 'conflict',
    })
  })

  test('a no that it brought stays a no', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,opt-in,opt-in date\nAda,+12025550143,yes,2026-01-05')
    const done = await importFile(
      app,
      'phone,city,opt-in,opt-in date\n+12025550143,Boston,no,2026-02-05',
    )
    expect(await app.ok('imports.undo', { importId: done.id })).toMatchObject({ restored: 1 })
    expect(await contactRows(app)).toMatchObject([{ city: null, marketing: 'withdrawn' }])
  })

  test('a number that somebody else has by now stays with them', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone,customer id\nAda,+12025550143,A1')
    const done = await importFile(app, 'phone,customer id\n+12025550144,A1', {
      options: { onKnown: 'overwrite' },
    })
    await importFile(app, 'name,phone\nBen,+12025550143')
    expect(await app.ok('imports.undo', { importId: done.id })).toMatchObject({ restored: 1 })
    expect(await contactRows(app)).toMatchObject([
      { name: 'Ada', keys: null },
      { name: 'Ben', keys: 'wa_id:12025550143' },
    ])
  })

  test('who is held on to by something else stays, and is named', async () => {
    const app = await startTestApp(quiet)
    const first = await importFile(
      app,
      'name,phone\nAda,+12025550143\nBen,+12025550144\nCleo,+12025550145',
    )
    await importFile(app, 'name,phone,city\nBen,+12025550144,Boston')
    await importFile(app, 'phone,date,amount,currency\n+12025550143,2026-03-05,5,USD', {
      kind: 'orders',
    })
    const undone = await app.ok('imports.undo', { importId: first.id })
    expect(undone).toMatchObject({ removed: 1, keptTotal: 2 })
    expect(undone.kept.map(({ name, because }) => [name, because])).toEqual([
      ['Ada', 'orders'],
      ['Ben', 'other_import'],
    ])
    const later = await app.ok('imports.undone', { importId: first.id })
    const { import: _, ...answered } = undone
    expect(later.result).toEqual(answered)
    const [ben] = (await app.ok('contacts.list', { search: 'Ben' })).items
    intoBin(app, ben!.id)
    expect((await app.ok('imports.undone', { importId: first.id })).result).toMatchObject({
      removed: 1,
      keptTotal: 1,
      kept: [{ name: 'Ada' }],
    })
  })

  test('who is in the bin is not written to', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone\nAda,+12025550143')
    const second = await importFile(app, 'phone,city,tags\n+12025550143,Boston,vip')
    const [ada] = (await app.ok('contacts.list', {})).items
    intoBin(app, ada!.id)
    expect(await app.ok('imports.undo', { importId: second.id })).toMatchObject({
      restored: 0,
      keptTotal: 0,
    })
    expect(await contactRows(app)).toMatchObject([{ name: 'Ada', city: 'Boston' }])
  })
})

describe('an import can be stopped and goes on', () => {
  test('or is taken back, and not both', async () => {
    const app = await startTestApp(quiet)
    const rows = Array.from({ length: 6000 }, (_, index) => {
      return `Customer ${index},+1202555${String(1000 + index).padStart(4, '0')}`
    })
    const importId = await sendFile(app, ['name,phone', ...rows].join('\n'))
    await app.ok('imports.start', { importId })
    expect(await app.refused('imports.undo', { importId })).toMatchObject({ code: 'conflict' })
    await app.ok('imports.stop', { importId })
    const undoing = app.ok('imports.undo', { importId })
    for (const name of ['imports.resume', 'imports.undo', 'imports.discard'] as const)
      expect(await app.refused(name, { importId })).toMatchObject({ code: 'conflict' })
    expect((await undoing).import.state).toBe('undone')
    expect(await contactRows(app)).toEqual([])
  })

  test('where it was, also after the app was closed', async () => {
    const app = await startTestApp({ ...quiet, vault: 'passphrase', passphrase: 'seven kettles' })
    const rows = Array.from({ length: 4000 }, (_, index) => {
      return `Customer ${index},+1202555${String(1000 + index).padStart(4, '0')}`
    })
    const importId = await sendFile(app, ['name,phone', ...rows].join('\n'))
    await app.ok('imports.start', { importId })
    const stopped = await app.ok('imports.stop', { importId })
    expect(stopped.state).toBe('stopped')
    const next = await app.restart()
    expect((await next.ok('imports.get', { importId })).state).toBe('stopped')
    await next.ok('imports.resume', { importId })
    const done = await importOver(next, importId)
    expect(done).toMatchObject({ state: 'finished', position: 4000, added: 4000 })
    expect(await auditActions(next)).toEqual(
      expect.arrayContaining(['imports.started', 'imports.stopped', 'imports.resumed']),
    )
    const last = next.events.filter((event) => event.topic === 'progress').at(-1)
    expect(last?.payload).toMatchObject({ kind: 'import', state: 'finished', doneCount: 4000 })
  })
})

describe('the file on its way in', () => {
  const spoolOf = (app: TestApp, importId: string) => join(app.dataDir, 'imports', importId)

  test('is never on disk in clear, and gone when it is not needed', async () => {
    const app = await startTestApp(quiet)
    const importId = await sendFile(app, table)
    expect(readFileSync(spoolOf(app, importId)).includes('Lovelace')).toBe(false)
    await app.ok('imports.start', { importId })
    await importOver(app, importId)
    expect(readdirSync(join(app.dataDir, 'imports'))).toEqual([])
  })

  test('that was cut off in the middle is an honest error', async () => {
    const app = await startTestApp(quiet)
    const importId = await sendFile(app, table)
    truncateSync(spoolOf(app, importId), 60)
    expect(await app.refused('imports.inspect', { importId })).toMatchObject({
      code: 'file_unreadable',
    })
    const half = await app.ok('imports.create', { fileName: 'a.csv', bytes: 100 })
    await app.ok('imports.append', { ...half, base64: 'YSxi' })
    expect(await app.refused('imports.start', half)).toMatchObject({ code: 'file_unreadable' })
  })

  test('that nobody knows of is removed at start', async () => {
    const app = await startTestApp({ ...quiet, vault: 'passphrase', passphrase: 'seven kettles' })
    const importId = await sendFile(app, table)
    await app.close()
    writeFileSync(spoolOf(app, 'left-over'), 'x')
    const next = await app.restart()
    expect(existsSync(spoolOf(next, 'left-over'))).toBe(false)
    expect(existsSync(spoolOf(next, importId))).toBe(true)
    await next.ok('imports.discard', { importId })
    expect(existsSync(spoolOf(next, importId))).toBe(false)
  })
})

describe('a look before the start', () => {
  test('shows how the file is read, its first rows and their problems', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, 'name,phone\nAda,+12025550143')
    const importId = await sendFile(app, table)
    const seen = await app.ok('imports.inspect', { importId })
    expect(seen.mapping).toMatchObject({ encoding: 'utf-8', separator: ',', hasHeading: true })
    expect(seen.columns.map(({ title, field }) => [title, field])).toEqual([
      ['Name', 'name'],
      ['Phone', 'number'],
      ['Email', 'email'],
      ['City', 'city'],
      ['Opt-in', 'optIn'],
      ['Tags', 'tags'],
      ['Notes', 'note'],
    ])
    expect(seen.rows.map(({ line, problems, isKnown }) => [line, problems, isKnown])).toEqual([
      [2, [], true],
      [3, [], false],
      [4, [{ column: 1, reason: 'number_short' }], false],
      [5, [{ column: 1, reason: 'duplicate_in_file' }], false],
    ])
    expect((await app.ok('imports.get', { importId })).state).toBe('ready')
  })

  test('points a bought list out', async () => {
    const app = await startTestApp(quiet)
    const numbers = Array.from({ length: 30 }, (_, index) => `+120255501${10 + index}`)
    const importId = await sendFile(app, numbers.join('\n'))
    const { warnings } = await app.ok('imports.inspect', { importId })
    expect(warnings).toEqual([
      { code: 'looks_like_bought_list', params: { rows: 30, unnamed: 30, sequential: 29 } },
    ])
    const told = await app.ok('imports.inspect', {
      importId,
      options: { consent: { source: 'form' } },
    })
    expect(told.warnings).toEqual([])
  })
})

describe('bad input', () => {
  const unknown = '019b0000-0000-7000-8000-000000000000'

  test('a call about no import is not found', async () => {
    const app = await startTestApp(quiet)
    const calls = 'inspect start resume stop discard undo get rejections exportRejections append'
    for (const name of calls.split(' '))
      expect(
        await app.refused(`imports.${name}`, {
          importId: unknown,
          ...(name === 'append' && { base64: 'YQ==' }),
        }),
      ).toMatchObject({ code: 'not_found', field: 'importId' })
  })

  test('each call says what is wrong', async () => {
    const app = await startTestApp(quiet)
    const refused = async (name: string, input: unknown) => {
      const { code, field } = await app.refused(name, input)
      return [code, field]
    }
    const importId = await sendFile(app, table)
    expect(await refused('imports.append', { importId, base64: '!!' })).toEqual([
      'invalid_input',
      'base64',
    ])
    const columns = [{ index: 0, field: 'name' }]
    expect(await refused('imports.start', { importId, mapping: { columns } })).toEqual([
      'invalid_input',
      'mapping.columns',
    ])
    const twice = [
      { index: 0, field: 'number' },
      { index: 1, field: 'number' },
    ]
    expect(await refused('imports.start', { importId, mapping: { columns: twice } })).toEqual([
      'invalid_input',
      'mapping.columns',
    ])
    const own = [{ index: 0, field: 'custom:nothing' }]
    expect(await refused('imports.start', { importId, mapping: { columns: own } })).toEqual([
      'invalid_input',
      'mapping.columns',
    ])
    const consent = { source: 'form', purpose: 'unheard_of' }
    expect(await refused('imports.start', { importId, options: { consent } })).toEqual([
      'invalid_input',
      'options.consent.purpose',
    ])
    const text = { source: 'form', legalTextId: unknown }
    expect(await refused('imports.start', { importId, options: { consent: text } })).toEqual([
      'invalid_input',
      'options.consent.legalTextId',
    ])
    expect(await refused('imports.stop', { importId })).toEqual(['conflict', undefined])
    expect(await refused('imports.resume', { importId })).toEqual(['conflict', undefined])
    expect(await refused('imports.undo', { importId })).toEqual(['conflict', undefined])
    expect(await refused('imports.receive', { path: join(testFolder(), 'nothing') })).toEqual([
      'file_unreadable',
      'path',
    ])
    expect(await refused('importMappings.delete', { mappingId: unknown })).toEqual([
      'not_found',
      'mappingId',
    ])
    expect(await refused('imports.list', { cursor: 'x' })).toEqual(['invalid_input', 'cursor'])
  })

  test('a page cannot name paths', async () => {
    const app = await startTestApp({
      ...quiet,
      vault: 'passphrase',
      passphrase: 'seven kettles',
      caller: { host: 'browser' },
    })
    expect(await app.refused('imports.receive', { path: '/etc/hosts' })).toMatchObject({
      code: 'forbidden',
    })
  })

  test('the error file runs nothing', async () => {
    const app = await startTestApp(quiet)
    const done = await importFile(app, 'name,phone\nAda,"=HYPERLINK(""x"")"\nBen,+12025550143')
    const { fileId } = await app.ok('imports.exportRejections', { importId: done.id })
    const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 10_000 })
    expect(Buffer.from(base64, 'base64').toString('utf8')).toBe(
      '\ufeffline,column,reason,cell\r\n2,phone,number_short,"\'=HYPERLINK(""x"")"\r\n',
    )
  })
})

/** As a clean-up puts somebody there. */
function intoBin(app: TestApp, contactId: string): void {
  const store = openWritableStore({ directory: app.dataDir, key: app.storeKey(), migrations })
  try {
    run(store, 'UPDATE contact SET binned_at=1 WHERE id=$contactId', { contactId })
  } finally {
    store.close()
  }
}
