import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const stopped = (app: TestApp, code: string | null) =>
  until(
    `the stop to be ${code}`,
    () => app.ok('account.get', {}),
    (account) => account.stoppedCode === code,
  )

describe('an account whose token is refused', () => {
  test('stops everything until another token is given, and then nothing is lost or doubled', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    app.sandbox.simulate.expireToken()
    const first = await app.ok('groups.resetInviteLink', { groupId })
    await stopped(app, 'token_invalid')
    await app.ok('groups.update', { groupId, subject: 'Tea friends' })
    const { groupId: made } = await app.ok('groups.create', {
      kind: 'managed',
      subject: 'Another',
    })
    await app.settle()
    const waiting = await app.ok('jobs.list', { state: 'queued' })
    expect(waiting.total).toBe(3)
    expect(waiting.items.find((job) => job.id === first.jobId)).toMatchObject({
      errorCode: 'token_invalid',
    })
    const { attention } = await app.ok('overview.get', {})
    expect(attention[0]).toMatchObject({
      kind: 'account_alarm',
      urgency: 'now',
      explanation: { params: { code: 'token_invalid' } },
    })
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'account_alarm', count: 1, groupId: null },
    })
    const wrong = await app.ok('account.setAccessToken', {
      accessToken: 'still-not-the-right-token',
    })
    expect(wrong.account.stoppedCode).toBe('token_invalid')
    app.sandbox.state.account.tokenExpired = false
    const { account } = await app.ok('account.setAccessToken', {
      accessToken: app.sandbox.accessToken,
    })
    expect(account.stoppedCode).toBeNull()
    await app.settle()
    await until(
      'the waiting work',
      () => app.ok('jobs.list', { state: 'done' }),
      (page) => page.total === 3,
    )
    expect(sandboxGroup(app, 'Tea friends')).toBeDefined()
    expect(await app.ok('groups.get', { groupId: made })).toMatchObject({ state: 'active' })
    expect(app.sandbox.counters.repeated()).toEqual([])
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['account.stopped', 'account.resumed']),
    )
  })

  test('goes on after a check finds it well again', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    app.sandbox.simulate.expireToken()
    await app.ok('groups.resetInviteLink', { groupId })
    await stopped(app, 'token_invalid')
    const bad = await app.ok('account.check', {})
    expect(bad.account.stoppedCode).toBe('token_invalid')
    app.sandbox.state.account.tokenExpired = false
    await app.ok('account.check', {})
    await stopped(app, null)
    await until(
      'the waiting work',
      () => app.ok('jobs.list', { state: 'done' }),
      (page) => page.total === 1,
    )
  })

  test('stays stopped over a restart of the app', async () => {
    const passphrase = 'seven violet teapots'
    const app = await startTestApp({ vault: 'passphrase', passphrase })
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    app.sandbox.simulate.expireToken()
    await app.ok('groups.resetInviteLink', { groupId })
    await stopped(app, 'token_invalid')
    const again = await app.restart({ passphrase })
    await again.settle()
    expect((await again.ok('account.get', {})).stoppedCode).toBe('token_invalid')
    expect((await again.ok('jobs.list', { state: 'queued' })).total).toBe(1)
  })
})
