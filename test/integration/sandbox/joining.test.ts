import { describe, expect, it } from 'vitest'
import type { JoinOutcome } from '../../../electron/sandbox/simulate/join-outcome.ts'
import { call, groupNamed, send, startBoth, startSandbox } from './harness.ts'

function requestIdOf(outcome: JoinOutcome): string {
  if (outcome.outcome !== 'requested') throw new Error('Not a join request')
  return outcome.joinRequestId
}

describe('the invite link', () => {
  it('lets people in until it is reset', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    const old = (await call(sandbox, 'GET', `${id}/invite_link`)).body.invite_link
    expect(sandbox.simulate.join(id, '+12025550150', old)).toEqual({ outcome: 'joined' })
    const reset = await send(sandbox, 'POST', `${id}/invite_link`, {})
    expect(reset.body.invite_link).not.toBe(old)
    expect(sandbox.simulate.join(id, '+12025550151', old)).toEqual({
      outcome: 'refused',
      reason: 'link_dead',
    })
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')).toEqual([
      {
        timestamp: expect.any(String),
        group_id: id,
        type: 'group_participants_add',
        reason: 'invite_link',
        added_participants: [
          { wa_id: '12025550150', user_id: expect.stringMatching(/^US\./), input: '12025550150' },
        ],
      },
    ])
  })

  it('can be deleted, with success as a string', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await send(sandbox, 'DELETE', `${id}/invite_link`, {})
    expect(answer.body).toEqual({ messaging_product: 'whatsapp', success: 'true' })
    expect((await call(sandbox, 'GET', `${id}/invite_link`)).status).toBe(400)
    expect((await call(sandbox, 'POST', `${id}/invite_link`, {})).body.error.code).toBe(100)
  })

  it('lets in no more than eight', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const outcomes = Array.from({ length: 6 }, (_, n) =>
      sandbox.simulate.join(id, `+1202555016${n}`),
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 5 }, () => 'joined'),
      'refused',
    ])
    expect(outcomes.at(-1)).toEqual({ outcome: 'refused', reason: 'full' })
  })
})

describe('join requests', () => {
  it('are listed, approved and told as joins', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Approval group')
    const requestId = requestIdOf(sandbox.simulate.requestToJoin(id, '+12025550150'))
    const list = await call(sandbox, 'GET', `${id}/join_requests`)
    expect(list.body.data).toEqual([
      {
        join_request_id: requestId,
        wa_id: '12025550150',
        user_id: expect.any(String),
        creation_timestamp: expect.any(Number),
      },
    ])
    const answer = await send(sandbox, 'POST', `${id}/join_requests`, {
      join_requests: [requestId],
    })
    expect([answer.status, answer.body]).toEqual([
      200,
      { messaging_product: 'whatsapp', approved_join_requests: [requestId] },
    ])
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update').map(({ type }) => type)).toEqual([
      'group_join_request_created',
      'group_participants_add',
    ])
  })

  it('answer 206 when some can be approved and some cannot', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Approval group')
    const good = requestIdOf(sandbox.simulate.requestToJoin(id, '+12025550150'))
    const noTerms = requestIdOf(sandbox.simulate.requestToJoin(id, '+1202131203'))
    const answer = await send(sandbox, 'POST', `${id}/join_requests`, {
      join_requests: [good, noTerms, 'gone'],
    })
    expect(answer.status).toBe(206)
    expect(answer.body).toMatchObject({
      approved_join_requests: [good],
      failed_join_requests: [
        { join_request_id: noTerms, errors: [{ code: 131203 }] },
        { join_request_id: 'gone', errors: [{ code: 131213 }] },
      ],
      errors: [{ code: 131201 }],
    })
    expect(groupNamed(sandbox, 'Approval group').joinRequests.map((each) => each.id)).toEqual([
      noTerms,
    ])
  })

  it('fail with 131204 when the group is full', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Approval group')
    const ids = Array.from({ length: 9 }, (_, n) =>
      requestIdOf(sandbox.simulate.requestToJoin(id, `+1202555016${n}`)),
    )
    const answer = await send(sandbox, 'POST', `${id}/join_requests`, { join_requests: ids })
    expect(answer.body.approved_join_requests).toHaveLength(8)
    expect(answer.body.failed_join_requests).toMatchObject([{ errors: [{ code: 131204 }] }])
  })

  it('are rejected without a webhook', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Approval group')
    const requestId = requestIdOf(sandbox.simulate.requestToJoin(id, '+12025550150'))
    const answer = await send(sandbox, 'DELETE', `${id}/join_requests`, {
      join_requests: [requestId],
    })
    expect(answer.body.rejected_join_requests).toEqual([requestId])
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')).toHaveLength(1)
    const again = sandbox.simulate.requestToJoin(id, '+12025550150')
    expect(again.outcome).toBe('requested')
  })

  it('can be taken back by the person', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Approval group')
    const requestId = requestIdOf(sandbox.simulate.requestToJoin(id, '+12025550150'))
    sandbox.simulate.revokeRequest(id, '+12025550150')
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')[1]).toMatchObject({
      type: 'group_join_request_revoked',
      join_request_id: requestId,
    })
    const answer = await send(sandbox, 'POST', `${id}/join_requests`, {
      join_requests: [requestId],
    })
    expect([answer.status, answer.body.error.code]).toEqual([400, 131213])
  })

  it.each([
    ['an empty list', [], 100],
    ['no list', undefined, 100],
    ['the same twice', ['a', 'a'], 131202],
    ['numbers', [1], 100],
  ])('refuse %s', async (_name, joinRequests, code) => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Approval group')
    const answer = await send(sandbox, 'POST', `${id}/join_requests`, {
      join_requests: joinRequests,
    })
    expect(answer.body.error.code).toBe(code)
  })
})

describe('removing participants', () => {
  it('is told by webhook with the request id, and for good', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await send(sandbox, 'DELETE', `${id}/participants`, {
      participants: [{ user: '+12025550101' }],
    })
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')).toEqual([
      {
        timestamp: expect.any(String),
        group_id: id,
        type: 'group_participants_remove',
        request_id: answer.body.request_id,
        initiated_by: 'business',
        removed_participants: [{ input: '+12025550101' }],
      },
    ])
    expect(sandbox.simulate.join(id, '+12025550101')).toEqual({
      outcome: 'refused',
      reason: 'removed_before',
    })
    expect(sandbox.counters.operations).toEqual({ [`remove_participant ${id}/12025550101`]: 1 })
  })

  it('tells of those who are not in the group, and refuses when nobody is', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    await send(sandbox, 'DELETE', `${id}/participants`, {
      participants: [{ user: '+12025550101' }, { user: '+12025550199' }],
    })
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')[0]).toMatchObject({
      removed_participants: [{ input: '+12025550101' }],
      failed_participants: [{ input: '+12025550199', errors: [{ code: 131212 }] }],
      errors: [{ code: 131201 }],
    })
    const nobody = await send(sandbox, 'DELETE', `${id}/participants`, {
      participants: [{ user: '+12025550199' }],
    })
    expect([nobody.status, nobody.body.error.code]).toEqual([400, 131212])
  })

  it.each([
    ['nobody', [], 100],
    ['nine', Array.from({ length: 9 }, (_, n) => ({ user: `+1202555010${n}` })), 100],
    ['the same person twice', [{ user: '+12025550101' }, { user: '12025550101' }], 131202],
    ['both keys at once', [{ user: '+12025550101', user_id: 'US.1' }], 100],
    ['no key', [{}], 100],
  ])('refuses %s', async (_name, participants, code) => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await send(sandbox, 'DELETE', `${id}/participants`, { participants })
    expect([answer.status, answer.body.error.code]).toEqual([400, code])
  })

  it('has no counterpart that adds', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await send(sandbox, 'POST', `${id}/participants`, {
      participants: [{ user: '+12025550150' }],
    })
    expect(answer.status).toBe(400)
  })

  it('knows a leave from a removal', async () => {
    const { sandbox, receiver } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.leave(id, '+12025550102')
    await sandbox.drain()
    expect(receiver.groupEvents('group_participants_update')[0]).toEqual({
      timestamp: expect.any(String),
      group_id: id,
      type: 'group_participants_remove',
      initiated_by: 'participant',
      removed_participants: [{ wa_id: '12025550102', user_id: expect.any(String) }],
    })
    expect(sandbox.simulate.join(id, '+12025550102')).toEqual({ outcome: 'joined' })
  })
})
