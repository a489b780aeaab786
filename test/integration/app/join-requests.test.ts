import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

async function withRequests(phones: readonly string[]) {
  const app = await startTestApp()
  const remote = sandboxGroup(app, 'Approval group')
  for (const phone of phones)
    app.sandbox.simulate.requestToJoin(remote.id, { phone, name: `Asker ${phone.slice(-2)}` })
  await app.settle()
  await app.ok('sync.run', {})
  const group = await groupNamed(app, 'Approval group')
  const list = () => app.ok('joinRequests.list', { groupId: group.id })
  const { items } = await until('the requests', list, (page) => page.total === phones.length)
  return { app, remote, group, items }
}

const statesOf = async (app: TestApp) =>
  (await app.ok('joinRequests.list', {})).items
    .map((request) => `${request.maskedNumber} ${request.state}`)
    .sort()

describe('join requests', () => {
  test('are told of, shown with a masked number, and let in', async () => {
    const { app, remote, group, items } = await withRequests(['+12025550151', '+12025550152'])
    expect(items[0]!.maskedNumber).toMatch(/^\+1 202 ···· \d{4}$/)
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'join_requests', count: 1, groupId: group.id },
    })
    const ids = items.map((request) => request.id)
    expect(await app.ok('joinRequests.approve', { joinRequestIds: ids })).toEqual({ jobs: 1 })
    await app.settle()
    expect(await membersOf(app, group.id)).toHaveLength(2)
    expect(remote.participants).toHaveLength(2)
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['joinRequests.approveRequested', 'joinRequests.approved']),
    )
    expect(await app.ok('joinRequests.approve', { joinRequestIds: ids })).toEqual({ jobs: 0 })
  })

  test('are rejected, and the person is no member', async () => {
    const { app, group, remote, items } = await withRequests(['+12025550151'])
    await app.ok('joinRequests.reject', { joinRequestIds: [items[0]!.id] })
    await app.settle()
    expect(await membersOf(app, group.id)).toEqual([])
    expect(remote.joinRequests).toEqual([])
    expect(await auditActions(app)).toContain('joinRequests.rejected')
  })

  test('that WhatsApp does not let in keep the reason, while others get in', async () => {
    const { app, group, items } = await withRequests(['+12025131203', '+12025550152'])
    await app.ok('joinRequests.approve', { joinRequestIds: items.map((request) => request.id) })
    await app.settle()
    expect(await membersOf(app, group.id)).toHaveLength(1)
    const failed = (await app.ok('joinRequests.list', {})).items.find(
      (request) => request.state === 'failed' || request.state === 'gone',
    )
    expect(failed?.errorCode).not.toBeNull()
  })

  test('taken back by the person are gone here too', async () => {
    const { app, remote, items } = await withRequests(['+12025550151'])
    app.sandbox.simulate.revokeRequest(remote.id, { phone: '+12025550151' })
    await app.settle()
    await until(
      'the revocation',
      () => statesOf(app),
      (states) => !states.some((state) => state.endsWith('pending')),
    )
    expect(await app.ok('joinRequests.approve', { joinRequestIds: [items[0]!.id] })).toEqual({
      jobs: 0,
    })
  })

  test('nobody knows are refused, and none of the others is decided', async () => {
    const { app, items } = await withRequests(['+12025550151'])
    const error = await app.refused('joinRequests.approve', {
      joinRequestIds: [items[0]!.id, '019b0000-0000-7000-8000-000000000000'],
    })
    expect(error).toMatchObject({ code: 'not_found', field: 'joinRequestIds' })
    expect(await statesOf(app)).toEqual(['+1 202 ···· 0151 pending'])
  })
})
