import { describe, expect, test } from 'vitest'
import type { SegmentGroup } from '../../../shared/domain/segments.ts'
import { auditActions, startTestApp, type TestApp } from '../../helpers/test-app.ts'

const all = (...of: SegmentGroup['of']): SegmentGroup => ({ type: 'all', isNot: false, of })

async function shop(): Promise<{ app: TestApp; ids: Record<string, string> }> {
  const app = await startTestApp({ connect: false })
  const ids: Record<string, string> = {}
  for (const [name, city] of [
    ['Anna Quill', 'Berlin'],
    ['Bruno Oakes', 'Berlin'],
    ['Carla Finch', 'Oslo'],
  ] as const)
    ids[name] = (await app.ok('contacts.create', { name, city })).contactId
  await app.ok('consent.record', {
    contactId: ids['Anna Quill']!,
    state: 'given',
    source: 'form',
  })
  return { app, ids }
}

const inBerlin = { type: 'text', field: 'city', operator: 'is', value: 'berlin' } as const
const agreed = {
  type: 'consent',
  purpose: 'marketing',
  operator: 'is',
  state: 'given',
} as const

describe('segments', () => {
  test('are kept, counted live, listed, and follow what is known of people', async () => {
    const { app, ids } = await shop()
    const saved = await app.ok('segments.save', {
      name: 'Berlin, agreed',
      conditions: all(inBerlin, agreed),
    })
    expect(await app.ok('segments.count', { segmentId: saved.id })).toEqual({ total: 1 })
    await app.ok('consent.record', {
      contactId: ids['Bruno Oakes']!,
      state: 'given',
      source: 'form',
    })
    const page = await app.ok('segments.contacts', { segmentId: saved.id, limit: 1 })
    expect(page.items.map((contact) => contact.name)).toEqual(['Bruno Oakes'])
    const next = await app.ok('segments.contacts', {
      segmentId: saved.id,
      limit: 1,
      cursor: page.nextCursor ?? undefined,
    })
    expect(next).toMatchObject({ items: [{ name: 'Anna Quill' }], nextCursor: null })
    expect(await auditActions(app)).toContain('segments.saved')
  })

  test('narrow the list of people, its count, and a file of them', async () => {
    const { app } = await shop()
    const { id } = await app.ok('segments.save', { name: 'Berlin', conditions: all(inBerlin) })
    const filter = { segmentId: id }
    const { items } = await app.ok('contacts.list', filter)
    expect(items.map((contact) => contact.name)).toEqual(['Anna Quill', 'Bruno Oakes'])
    expect(await app.ok('contacts.count', filter)).toEqual({ total: 2 })
    expect(await app.ok('contacts.count', { ...filter, optIn: 'opted_in' })).toEqual({ total: 1 })
    const { rows } = await app.ok('contacts.export', { target: { filter }, format: 'csv' })
    expect(rows).toBe(2)
    await app.ok('segments.delete', { segmentId: id })
    expect(await app.refused('contacts.list', filter)).toMatchObject({ code: 'not_found' })
  })

  test('are previewed while they are edited, with how many of how many', async () => {
    const { app } = await shop()
    const preview = await app.ok('segments.preview', { conditions: all(inBerlin) })
    expect(preview).toMatchObject({ total: 2, of: 3 })
    expect(preview.sample.map((contact) => contact.name)).toEqual(['Bruno Oakes', 'Anna Quill'])
  })

  test('may be made of others, but not in a circle, and one in use is not deleted', async () => {
    const { app } = await shop()
    const berlin = await app.ok('segments.save', { name: 'Berlin', conditions: all(inBerlin) })
    const rest = await app.ok('segments.save', {
      name: 'Elsewhere',
      conditions: all({ type: 'segment', operator: 'notIn', segmentId: berlin.id }),
    })
    expect(await app.ok('segments.count', { segmentId: rest.id })).toEqual({ total: 1 })
    expect(
      await app.refused('segments.save', {
        segmentId: berlin.id,
        name: 'Berlin',
        conditions: all({ type: 'segment', operator: 'in', segmentId: rest.id }),
      }),
    ).toMatchObject({ code: 'conflict', field: 'conditions' })
    expect(await app.refused('segments.delete', { segmentId: berlin.id })).toMatchObject({
      code: 'conflict',
    })
    await app.ok('segments.delete', { segmentId: rest.id })
    await app.ok('segments.delete', { segmentId: berlin.id })
    expect(await app.ok('segments.list', {})).toEqual({ segments: [] })
  })

  test('with a name taken, too deep, too many or of an unknown kind are refused', async () => {
    const { app } = await shop()
    await app.ok('segments.save', { name: 'Berlin', conditions: all(inBerlin) })
    expect(
      await app.refused('segments.save', { name: 'BERLIN', conditions: all(inBerlin) }),
    ).toMatchObject({ code: 'conflict', field: 'name' })
    let deep = all(inBerlin)
    for (let level = 0; level < 6; level += 1) deep = all(deep)
    for (const conditions of [
      deep,
      all(...Array.from({ length: 51 }, () => inBerlin)),
      all({ type: 'shoeSize', value: 1 } as never),
      all({ ...inBerlin, operator: 'drop table' } as never),
    ])
      expect(await app.refused('segments.save', { name: 'Bad', conditions })).toMatchObject({
        code: 'invalid_input',
        field: expect.stringContaining('conditions') as string,
      })
  })
})

describe('classes of customers', () => {
  test('are empty before anybody bought, and take the owner’s bounds', async () => {
    const { app } = await shop()
    const before = await app.ok('rfm.recompute', {})
    expect(before).toMatchObject({ customers: 0, isOwnThresholds: false })
    expect(before.classes).toHaveLength(11)
    const thresholds = {
      recencyDays: [30, 60, 120, 240],
      frequency: [2, 3, 5, 8],
      monetary: [5000, 10_000, 20_000, 40_000],
    }
    expect(await app.ok('rfm.setThresholds', { thresholds })).toMatchObject({
      thresholds,
      isOwnThresholds: true,
    })
    expect(
      await app.refused('rfm.setThresholds', {
        thresholds: { ...thresholds, frequency: [3, 2, 5, 8] },
      }),
    ).toMatchObject({ code: 'invalid_input' })
    expect(await app.ok('rfm.setThresholds', { thresholds: null })).toMatchObject({
      isOwnThresholds: false,
    })
  })
})
