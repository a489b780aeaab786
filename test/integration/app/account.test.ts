import { describe, expect, test } from 'vitest'
import { connectionInput, auditActions, startTestApp } from '../../helpers/test-app.ts'

const outcomes = (checks: readonly { item: string; outcome: string; code: string }[]) =>
  Object.fromEntries(checks.map(({ item, outcome, code }) => [item, `${outcome} ${code}`]))

describe('connecting an account', () => {
  test('looks at each item, keeps the secrets and says that groups can be used', async () => {
    const app = await startTestApp({ connect: false })
    expect(await app.ok('account.get', {})).toMatchObject({ connected: false, hasToken: false })
    const { account, checks } = await app.connect()
    expect(outcomes(checks)).toEqual({
      phone_number: 'passed phone_number_ok',
      token: 'passed token_ok',
      waba: 'passed waba_ok',
      app_secret: 'not_checked app_secret_kept',
      groups: 'passed groups_eligible',
      health: 'passed health_available',
    })
    expect(account).toMatchObject({
      connected: true,
      isSandbox: true,
      phoneNumberId: app.sandbox.phoneNumberId,
      wabaId: app.sandbox.wabaId,
      groups: 'eligible',
      hasToken: true,
      hasAppSecret: true,
      stoppedCode: null,
      canSendMessage: 'AVAILABLE',
    })
    expect((await app.ok('sync.status', {})).receiverUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+/)
    expect(await auditActions(app)).toContain('account.connected')
  })

  test.each([
    ['a wrong token', { accessToken: 'wrong-token-of-twenty-letters' }, 'token', 'token_invalid'],
    ['a wrong phone number id', { phoneNumberId: '999999999999999' }, 'phone_number', null],
    ['a wrong business account id', { wabaId: '999999999999999' }, 'waba', null],
  ])('%s fails its own line and nothing is connected', async (_, wrong, item, code) => {
    const app = await startTestApp({ connect: false })
    const { account, checks } = await app.ok('account.connect', {
      ...connectionInput(app.sandbox),
      ...wrong,
    })
    const line = checks.find((check) => check.item === item)
    expect(line).toMatchObject({ outcome: 'failed', ...(code ? { code } : {}) })
    expect(account).toMatchObject({ connected: false, hasToken: false, hasAppSecret: false })
    expect(await auditActions(app)).not.toContain('account.connected')
    expect(await app.refused('sync.run', {})).toMatchObject({ code: 'account_missing' })
  })

  test('nobody at the address fails the number and leaves the token unjudged', async () => {
    const app = await startTestApp({ connect: false })
    const { checks } = await app.ok('account.connect', {
      ...connectionInput(app.sandbox),
      baseUrl: 'http://127.0.0.1:9',
    })
    expect(outcomes(checks)).toMatchObject({
      phone_number: 'failed network_failed',
      token: 'not_checked not_reached',
    })
  })

  test.each(['ftp://127.0.0.1', 'http://graph.example.com', 'file:///etc/passwd'])(
    'the token is not sent to %s',
    async (baseUrl) => {
      const app = await startTestApp({ connect: false })
      const error = await app.refused('account.connect', {
        ...connectionInput(app.sandbox),
        baseUrl,
      })
      expect(error).toMatchObject({ code: 'invalid_input', field: 'baseUrl' })
    },
  )

  test('a number that may not use groups is connected and says so', async () => {
    const app = await startTestApp({
      connect: false,
      sandbox: { faults: { calls: [{ kind: 'error', code: 131215, route: 'GET */groups' }] } },
    })
    const { account, checks } = await app.connect()
    expect(outcomes(checks).groups).toBe('warning groups_not_eligible')
    expect(account).toMatchObject({ connected: true, groups: 'not_eligible' })
  })

  test('limited health is a warning with what limits it', async () => {
    const app = await startTestApp({ connect: false })
    app.sandbox.simulate.qualityChange('RED')
    const { account, checks } = await app.connect()
    expect(checks.find((check) => check.item === 'health')).toMatchObject({
      outcome: 'warning',
      code: 'health_limited',
      params: { entity: 'PHONE_NUMBER', errorCode: 138000 },
    })
    expect(account).toMatchObject({
      connected: true,
      canSendMessage: 'LIMITED',
      qualityRating: 'RED',
    })
  })

  test('a refused new token leaves the one in use alone', async () => {
    const app = await startTestApp()
    const { checks, account } = await app.ok('account.setAccessToken', {
      accessToken: 'not-the-right-token-at-all',
    })
    expect(outcomes(checks).token).toBe('failed token_invalid')
    expect(account.connected).toBe(true)
    await app.ok('sync.run', {})
  })

  test('disconnecting forgets the account and its secrets, and stops listening', async () => {
    const app = await startTestApp()
    await app.ok('account.disconnect', {})
    expect(await app.ok('account.get', {})).toMatchObject({
      connected: false,
      hasToken: false,
      hasAppSecret: false,
    })
    expect((await app.ok('sync.status', {})).receiverUrl).toBeNull()
    expect(await app.refused('sync.run', {})).toMatchObject({ code: 'account_missing' })
    for (const name of ['account.check', 'account.setAccessToken'])
      expect(await app.refused(name, { accessToken: 'a-token-of-twenty-letters' })).toMatchObject({
        code: 'account_missing',
      })
  })
})
