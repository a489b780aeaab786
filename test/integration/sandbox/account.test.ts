import { describe, expect, it } from 'vitest'
import { call, groupNamed, send, startBoth, startReceiver, startSandbox } from './harness.ts'

describe('the door', () => {
  it.each([
    ['no token', { authorization: '' }],
    ['another token', { authorization: 'Bearer EAAG' }],
  ])('refuses %s', async (_name, headers) => {
    const sandbox = await startSandbox()
    const answer = await call(sandbox, 'GET', sandbox.phoneNumberId, undefined, headers)
    expect(answer.status).toBe(401)
    expect(answer.body.error).toEqual({
      message: '(#190) Access token has expired',
      type: 'OAuthException',
      code: 190,
      error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
      fbtrace_id: expect.any(String),
    })
  })

  it('refuses a token that ran out', async () => {
    const sandbox = await startSandbox()
    sandbox.simulate.expireToken()
    const { body } = await call(sandbox, 'GET', sandbox.phoneNumberId)
    expect(body.error).toMatchObject({ code: 190, error_subcode: 463 })
  })

  it.each(['999', 'constructor', '__proto__', '999/groups', 'Y2FwaZD/participants'])(
    'says 100/33 to the unknown object %s',
    async (path) => {
      const sandbox = await startSandbox()
      const answer = await call(sandbox, 'GET', path)
      expect(answer.status).toBe(400)
      expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33 })
    },
  )

  it('says 100 to an edge or a method that the object does not have', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    for (const [method, path] of [
      ['GET', `${id}/messages`],
      ['PUT', id],
      ['GET', `${sandbox.phoneNumberId}/media`],
      ['GET', `${sandbox.wabaId}/groups`],
    ] as const) {
      const answer = await call(sandbox, method, path)
      expect([answer.status, answer.body.error.code]).toEqual([400, 100])
    }
  })

  it('wants a version, any version', async () => {
    const sandbox = await startSandbox()
    const headers = { authorization: `Bearer ${sandbox.accessToken}` }
    const at = (path: string) => fetch(`${sandbox.url}${path}`, { headers })
    expect((await at(`/v25.0/${sandbox.phoneNumberId}`)).status).toBe(200)
    expect((await at(`/${sandbox.phoneNumberId}`)).status).toBe(400)
    expect((await at('/v25.0/%E0%A4%A')).status).toBe(400)
  })

  it('refuses a body larger than the largest file with its frame', async () => {
    const sandbox = await startSandbox()
    const big = { subject: 'x'.repeat(101 * 1024 * 1024) }
    const answer = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/groups`, big)
    expect(answer.status).toBe(413)
  })

  it('tells usage in a header and stops at the hourly calls', async () => {
    const sandbox = await startSandbox({ limits: { managementCallsPerHour: 2 } })
    const first = await call(sandbox, 'GET', sandbox.wabaId)
    expect(JSON.parse(first.headers.get('x-business-use-case-usage') ?? '')).toEqual({
      [sandbox.wabaId]: [
        {
          type: 'whatsapp',
          call_count: 50,
          total_cputime: 0,
          total_time: 0,
          estimated_time_to_regain_access: 0,
        },
      ],
    })
    await call(sandbox, 'GET', sandbox.wabaId)
    const third = await call(sandbox, 'GET', sandbox.wabaId)
    expect(third.body.error.code).toBe(80007)
    expect(third.headers.get('x-business-use-case-usage')).toContain(
      '"estimated_time_to_regain_access":60',
    )
  })
})

describe('the number and the account', () => {
  it('gives the fields asked for', async () => {
    const sandbox = await startSandbox()
    const fields = 'verified_name,quality_rating,official_business_account,health_status'
    const answer = await call(sandbox, 'GET', `${sandbox.phoneNumberId}?fields=${fields}`)
    expect(answer.body).toMatchObject({
      id: sandbox.phoneNumberId,
      quality_rating: 'GREEN',
      official_business_account: { oba_status: 'APPROVED' },
      health_status: { can_send_message: 'AVAILABLE' },
    })
    expect((await call(sandbox, 'GET', `${sandbox.phoneNumberId}?fields=x`)).status).toBe(400)
    const numbers = await call(sandbox, 'GET', `${sandbox.wabaId}/phone_numbers`)
    expect(numbers.body.data).toMatchObject([{ id: sandbox.phoneNumberId }])
  })

  it('shows and tells a fall in quality', async () => {
    const { sandbox, receiver } = await startBoth()
    sandbox.simulate.qualityChange('RED')
    sandbox.simulate.security('PIN_CHANGED')
    await sandbox.drain()
    const fields = 'quality_rating,health_status'
    const answer = await call(sandbox, 'GET', `${sandbox.phoneNumberId}?fields=${fields}`)
    expect(answer.body).toMatchObject({
      quality_rating: 'RED',
      health_status: { can_send_message: 'LIMITED' },
    })
    expect(receiver.changes('phone_number_quality_update')).toMatchObject([{ event: 'FLAGGED' }])
    expect(receiver.changes('security')).toMatchObject([{ event: 'PIN_CHANGED' }])
  })

  it('takes a PIN of six digits only', async () => {
    const sandbox = await startSandbox()
    const pin = (value: unknown) => call(sandbox, 'POST', sandbox.phoneNumberId, { pin: value })
    expect((await pin('123456')).body).toEqual({ success: true })
    expect((await pin('12345')).status).toBe(400)
    expect((await pin(123456)).status).toBe(400)
  })

  it('lists the app until it unsubscribes, with its own callback', async () => {
    const sandbox = await startSandbox()
    const receiver = await startReceiver('word')
    const path = `${sandbox.wabaId}/subscribed_apps`
    const answer = await call(sandbox, 'POST', path, {
      override_callback_uri: receiver.url,
      verify_token: 'word',
    })
    expect(answer.body).toEqual({ success: true })
    expect((await call(sandbox, 'GET', path)).body.data).toMatchObject([
      { whatsapp_business_api_data: { id: sandbox.appId }, override_callback_uri: receiver.url },
    ])
    await call(sandbox, 'DELETE', path)
    expect((await call(sandbox, 'GET', path)).body.data).toEqual([])
  })
})

describe('the template list', () => {
  it.each([
    ['status=approved', 7],
    ['status=PAUSED', 1],
    ['category=MARKETING', 6],
    ['language=zh_CN', 4],
    ['name=pickup', 2],
    ['name_or_content=peony', 0],
    ['name_or_content=%E8%8A%B1', 3],
    ['limit=3', 3],
  ])('answers %s with %i', async (query, count) => {
    const sandbox = await startSandbox({ shop: 'demo' })
    const answer = await call(sandbox, 'GET', `${sandbox.wabaId}/message_templates?${query}`)
    expect(answer.body.data).toHaveLength(count)
  })

  it('gives one template with its health', async () => {
    const sandbox = await startSandbox()
    const [id] = [...sandbox.state.templates.keys()]
    sandbox.simulate.templateStatus('order_ready', 'PAUSED')
    sandbox.simulate.templateQuality('order_ready', 'RED')
    const answer = await call(sandbox, 'GET', `${id}?fields=status,quality_score,health_status`)
    expect(answer.body).toMatchObject({
      id,
      status: 'PAUSED',
      quality_score: { score: 'RED' },
      health_status: { can_send_message: 'BLOCKED' },
    })
  })
})

describe('blocking', () => {
  const path = (phoneNumberId: string) => `${phoneNumberId}/block_users`

  it('works for who wrote within a day, and stops messages to them', async () => {
    const sandbox = await startSandbox()
    sandbox.simulate.message(null, '+12025550150', 'hi')
    const answer = await send(sandbox, 'POST', path(sandbox.phoneNumberId), {
      block_users: [{ user: '+12025550150' }],
    })
    expect(answer.body.block_users.added_users).toMatchObject([
      { input: '+12025550150', wa_id: '12025550150' },
    ])
    const list = await call(sandbox, 'GET', path(sandbox.phoneNumberId))
    expect(list.body.data).toMatchObject([{ messaging_product: 'whatsapp', wa_id: '12025550150' }])
    const message = { to: '+12025550150', type: 'text', text: { body: 'x' } }
    const refused = await send(sandbox, 'POST', `${sandbox.phoneNumberId}/messages`, message)
    expect(refused.body.error.code).toBe(130403)
    const back = await send(sandbox, 'DELETE', path(sandbox.phoneNumberId), {
      block_users: [{ user: '+12025550150' }],
    })
    expect(back.body.block_users.removed_users).toHaveLength(1)
  })

  it('tells who could not be blocked, beside those who could', async () => {
    const sandbox = await startSandbox()
    sandbox.simulate.message(null, '+12025550150', 'hi')
    const answer = await send(sandbox, 'POST', path(sandbox.phoneNumberId), {
      block_users: [{ user: '+12025550150' }, { user: '+12025550199' }],
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      block_users: {
        added_users: [{ input: '+12025550150' }],
        failed_users: [{ input: '+12025550199', errors: [{ code: 139103 }] }],
      },
      error: { code: 139100 },
    })
  })

  it('refuses an empty list', async () => {
    const sandbox = await startSandbox()
    const answer = await send(sandbox, 'POST', path(sandbox.phoneNumberId), { block_users: [] })
    expect(answer.body.error.code).toBe(100)
  })
})
