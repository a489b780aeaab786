import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call, groupNamed, startSandbox } from './harness.ts'

const junkBodies = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"messaging_product":null}',
  '{"messaging_product":"whatsapp","__proto__":{"subject":"x"}}',
  '{"messaging_product":"whatsapp","participants":"all","join_requests":{},"block_users":[null]}',
  '{"messaging_product":"whatsapp","to":{},"type":[],"text":7}',
  '{"messaging_product":"whatsapp","to":"+12025550150","type":"constructor","constructor":{}}',
  '{"webhook_configuration":{"override_callback_uri":5}}',
]

describe('junk', () => {
  it('is refused on every path with an error envelope, and never is a defect', async () => {
    const sandbox = await startSandbox({ limits: 'lifted' })
    const { id } = groupNamed(sandbox, 'Small group')
    const { phoneNumberId: phone, wabaId: waba } = sandbox
    const [template] = [...sandbox.state.templates.keys()]
    const paths = [
      ...['', '/groups', '/messages', '/block_users', '/message_history'].map((e) => phone + e),
      ...['', '/subscribed_apps', '/message_templates'].map((edge) => waba + edge),
      ...['/invite_link', '/join_requests', '/participants'].map((edge) => id + edge),
      `${template}`,
      `${sandbox.appId}/subscriptions`,
      'nothing/at/all',
    ]
    for (const path of paths) {
      for (const body of junkBodies) {
        const { status, body: reply } = await call(sandbox, 'POST', path, body)
        if (status !== 200) expect(reply.error.code).toEqual(expect.any(Number))
        expect(status).toBeLessThan(500)
      }
    }
    expect(sandbox.defects).toEqual([])
    // A reset needs `messaging_product` and no more, so those bodies are good enough for it.
    const done = Object.keys(sandbox.counters.operations)
    expect(done).toEqual([`reset_invite_link ${id}`])
    expect(sandbox.counters.messages).toEqual({})
  })

  it('in paths and queries does no harm either', async () => {
    const sandbox = await startSandbox({ limits: 'lifted' })
    const { id } = groupNamed(sandbox, 'Small group')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (path, query) => {
        const text = encodeURIComponent(path)
        const one = await call(sandbox, 'GET', `${text}?fields=${text}`)
        const other = await call(
          sandbox,
          'GET',
          `${id}?fields=${encodeURIComponent(query)}&limit=${text}&after=${text}`,
        )
        expect(one.status).toBeLessThan(500)
        expect(other.status).toBeLessThan(500)
      }),
      { numRuns: 150 },
    )
    expect(sandbox.defects).toEqual([])
  })
})
