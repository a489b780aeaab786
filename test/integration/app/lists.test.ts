import { describe, expect, test } from 'vitest'
import type { CallName } from '../../../shared/ipc/contract.ts'
import { importCsv, startTestApp, type TestApp } from '../../helpers/test-app.ts'

interface Page {
  readonly items: readonly Record<string, unknown>[]
  readonly nextCursor: string | null
  readonly total: number
}

/** All pages of a list, two rows at a time. */
async function walk(app: TestApp, name: CallName, input: object): Promise<Page['items']> {
  const items: Record<string, unknown>[] = []
  let cursor: string | null = null
  do {
    const page = (await app.ok(name, {
      ...input,
      limit: 2,
      ...(cursor ? { cursor } : {}),
    })) as unknown as Page
    expect(page.items.length).toBeLessThanOrEqual(2)
    items.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) expect(items).toHaveLength(page.total)
  } while (cursor !== null)
  return items
}

const people = ['anna', 'Ben', 'Ben', 'Émile', '李雷', 'zoe', '%_\\'].map(
  (name, index) => `${name},+1202555011${index}`,
)

async function withLists() {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  const { groupId } = await importCsv(app, ['name,number', ...people], 'Street')
  for (const subject of ['street', 'Street', 'Allee', '花园'])
    await app.ok('groups.create', { kind: 'phone', subject })
  const set = await app.ok('ruleSets.save', {
    name: 'Members',
    rules: { memberReview: { everyDays: 9, criteria: { neverWrote: true } } },
  })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
  const { id: reviewId } = await app.ok('reviews.start', { groupId })
  for (let times = 0; times < 3; times += 1) {
    const { planId } = await app.ok('plans.create', { groupId })
    await app.ok('plans.cancel', { planId: planId! })
    const sent = await app.ok('announcements.send', {
      groupIds: [groupId],
      content: { type: 'text', body: 'News' },
    })
    await app.ok('announcements.cancel', { announcementId: sent.id })
  }
  const managed = (await app.ok('groups.list', { search: 'Small' })).items[0]!
  for (let times = 0; times < 3; times += 1)
    await app.ok('groups.resetInviteLink', { groupId: managed.id })
  await app.settle()
  for (let times = 0; times < 3; times += 1) app.sandbox.simulate.emit('brand_new_field', { times })
  await app.settle()
  return { app, groupId, reviewId }
}

describe('every list', () => {
  test('gives each row once, page by page, in an order that does not change', async () => {
    const { app, groupId, reviewId } = await withLists()
    const lists: [CallName, object][] = [
      ['groups.list', {}],
      ['members.list', { groupId, sort: 'name' }],
      ['members.list', { groupId, sort: 'name', descending: true }],
      ['members.list', { groupId, sort: 'joined' }],
      ['members.list', { groupId, sort: 'lastWrote', descending: true }],
      ['members.list', { groupId, sort: 'messages30' }],
      ['findings.list', { state: 'all' }],
      ['plans.list', {}],
      ['jobs.list', {}],
      ['reviews.list', {}],
      ['reviews.items', { reviewId }],
      ['announcements.list', {}],
      ['audit.list', {}],
      ['updates.listUnknown', {}],
    ]
    for (const [name, input] of lists) {
      const what = `${name} ${JSON.stringify(input)}`
      const whole = (await app.ok(name, { ...input, limit: 500 })) as unknown as Page
      expect(whole.items.length, what).toBeGreaterThan(name === 'reviews.list' ? 0 : 2)
      expect(await walk(app, name, input), what).toEqual(whole.items)
    }
  })

  test('refuses a cursor that is not its own', async () => {
    const { app, groupId, reviewId } = await withLists()
    const foreign = [
      'nonsense',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('[[1]]').toString('base64url'),
      Buffer.from(JSON.stringify(Array(9).fill('x'))).toString('base64url'),
    ]
    const inputs: Partial<Record<CallName, object>> = {
      'members.list': { groupId },
      'reviews.items': { reviewId },
    }
    for (const name of [
      'groups.list',
      'members.list',
      'joinRequests.list',
      'findings.list',
      'plans.list',
      'jobs.list',
      'reviews.list',
      'reviews.items',
      'announcements.list',
      'audit.list',
      'updates.listUnknown',
    ] as const)
      for (const cursor of foreign)
        expect(
          await app.refused(name, { ...inputs[name], cursor }),
          `${name} ${cursor}`,
        ).toMatchObject({ code: 'invalid_input', field: 'cursor' })
  })

  test('finds what was typed, and takes signs of the query language as letters', async () => {
    const { app, groupId } = await withLists()
    const members = async (search: string) =>
      (await app.ok('members.list', { groupId, search })).items.map((member) => member.name).sort()
    expect(await members('BEN')).toEqual(['Ben', 'Ben'])
    expect(await members('李')).toEqual(['李雷'])
    expect(await members('%')).toEqual(['%_\\'])
    expect(await members('\\')).toEqual(['%_\\'])
    expect(await members("'; DROP TABLE contact; --")).toEqual([])
    const groups = async (search: string) =>
      (await app.ok('groups.list', { search })).items.map((group) => group.subject)
    expect(await groups('花')).toEqual(['花园'])
    expect(await groups('_')).toEqual([])
  })
})

describe('files on their way in and out', () => {
  test('are read in pieces up to their end', async () => {
    const app = await startTestApp({ connect: false })
    const { fileId } = await app.ok('files.stage', { fileName: 'x.bin', bytes: 5 })
    await app.ok('files.append', { fileId, base64: Buffer.from('hel').toString('base64') })
    expect(
      await app.ok('files.append', { fileId, base64: Buffer.from('lo').toString('base64') }),
    ).toEqual({ bytes: 5 })
    const read = (offset: number, length: number) =>
      app.ok('files.read', { fileId, offset, length })
    expect(await read(0, 4)).toEqual({
      base64: Buffer.from('hell').toString('base64'),
      bytes: 5,
      end: false,
    })
    expect(await read(4, 4)).toMatchObject({ base64: 'bw==', end: true })
    expect(await read(50, 4)).toMatchObject({ base64: '', end: true })
    await app.ok('files.discard', { fileId })
    expect(await app.refused('files.read', { fileId, offset: 0, length: 1 })).toMatchObject({
      code: 'not_found',
    })
  })

  test.each(['not base64!', 'a', 'aGVsbG8', '=AAA', 'aGVs\nbG8='])(
    'are refused when a piece is %j, which is no base64',
    async (base64) => {
      const app = await startTestApp({ connect: false })
      const { fileId } = await app.ok('files.stage', { fileName: 'x.bin', bytes: 5 })
      expect(await app.refused('files.append', { fileId, base64 })).toMatchObject({
        code: 'invalid_input',
        field: 'base64',
      })
    },
  )

  test('named by a path are taken from a terminal only', async () => {
    const app = await startTestApp({ connect: false, caller: { host: 'cli' } })
    const page = await startTestApp({
      create: false,
      caller: { host: 'browser' },
    })
    await page.ok('workspace.create', {
      vault: 'passphrase',
      passphrase: 'seven violet teapots',
      name: 'Corner shop',
      language: 'en',
      defaultCountry: 'US',
    })
    for (const name of ['members.import', 'chatExports.import'] as const) {
      const input = { file: { path: '/etc/hostname' }, subject: 'Street' }
      expect(await page.refused(name, input)).toMatchObject({ code: 'forbidden' })
      const missing = { file: { path: '/no/such/file' }, subject: 'Street' }
      expect(await app.refused(name, missing)).toMatchObject({ code: 'file_unreadable' })
    }
  })
})
