import { describe, expect, it } from 'vitest'
import type { CallFault } from '../../../electron/sandbox/faults.ts'
import { call, groupNamed, send, startBoth, startSandbox } from './harness.ts'

async function withFault(fault: CallFault) {
  return startSandbox({ faults: { calls: [fault] } })
}

describe('call faults', () => {
  it('answer with a chosen code, the next two times', async () => {
    const sandbox = await withFault({
      kind: 'error',
      code: 131016,
      route: 'GET /{phone}/groups',
      times: 2,
    })
    const list = async () => (await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups`)).status
    expect([await list(), await list(), await list()]).toEqual([503, 503, 200])
  })

  it('strike the routes of their glob only', async () => {
    const sandbox = await withFault({ kind: 'http', status: 502, route: '* /{group}*' })
    const { id } = groupNamed(sandbox, 'Small group')
    const answer = await call(sandbox, 'GET', `${id}/invite_link`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect((await call(sandbox, 'GET', id)).status).toBe(502)
    expect((await call(sandbox, 'GET', `${sandbox.phoneNumberId}/groups`)).status).toBe(200)
  })

  it('break the connection after the work is done', async () => {
    const sandbox = await withFault({ kind: 'timeout_after', times: 1 })
    const path = `${sandbox.phoneNumberId}/groups`
    await expect(send(sandbox, 'POST', path, { subject: 'Twice?' })).rejects.toThrow()
    await sandbox.drain()
    expect(groupNamed(sandbox, 'Twice?').subject).toBe('Twice?')
    expect(sandbox.counters.operations).toEqual({ 'create_group Twice?': 1 })
    await send(sandbox, 'POST', path, { subject: 'Twice?' })
    expect(sandbox.counters.repeated()).toEqual(['create_group Twice?'])
  })

  it('break the connection before any work', async () => {
    const sandbox = await withFault({ kind: 'reset_before', times: 1 })
    const path = `${sandbox.phoneNumberId}/groups`
    await expect(send(sandbox, 'POST', path, { subject: 'None' })).rejects.toThrow()
    await sandbox.drain()
    expect(sandbox.counters.operations).toEqual({})
  })

  it('strike by seeded chance', async () => {
    const run = async () => {
      const sandbox = await withFault({ kind: 'error', code: 2, probability: 0.5 })
      const statuses = []
      for (let n = 0; n < 20; n += 1) {
        statuses.push((await call(sandbox, 'GET', sandbox.phoneNumberId)).status)
      }
      return statuses
    }
    const first = await run()
    expect(new Set(first)).toEqual(new Set([200, 503]))
    expect(await run()).toEqual(first)
  })

  it('can slow a call down and still do it', async () => {
    const sandbox = await withFault({ kind: 'latency', ms: 5 })
    expect((await call(sandbox, 'GET', sandbox.phoneNumberId)).status).toBe(200)
  })
})

describe('operation faults', () => {
  it('fail a creation by webhook', async () => {
    const { sandbox, receiver } = await startBoth({
      faults: { operations: [{ kind: 'create_fail', code: 131211 }] },
    })
    const path = `${sandbox.phoneNumberId}/groups`
    const answer = await send(sandbox, 'POST', path, { subject: 'Never' })
    await sandbox.drain()
    expect(receiver.groupEvents('group_lifecycle_update')[0]).toMatchObject({
      request_id: answer.body.request_id,
      subject: 'Never',
      errors: [{ code: 131211 }],
    })
    expect(sandbox.state.groups.size).toBe(2)
  })

  it('fail the last of several removals, or all', async () => {
    const { sandbox, receiver } = await startBoth({
      faults: { operations: [{ kind: 'remove_partial', times: 1 }, { kind: 'remove_fail' }] },
    })
    const { id } = groupNamed(sandbox, 'Small group')
    const remove = async () => {
      await send(sandbox, 'DELETE', `${id}/participants`, {
        participants: [{ user: '+12025550102' }, { user: '+12025550103' }],
      })
      await sandbox.drain()
    }
    sandbox.setFaults({ operations: [{ kind: 'remove_partial', times: 1 }] })
    await remove()
    sandbox.setFaults({ operations: [{ kind: 'remove_fail' }] })
    await remove()
    expect(receiver.groupEvents('group_participants_update')).toMatchObject([
      {
        removed_participants: [{ input: '+12025550102' }],
        failed_participants: [{ input: '+12025550103', errors: [{ code: 131000 }] }],
      },
      { failed_participants: [{ input: '+12025550102' }, { input: '+12025550103' }] },
    ])
    expect(receiver.groupEvents('group_participants_update')[1]).not.toHaveProperty(
      'removed_participants',
    )
  })

  it('fail one part of changed settings, and a deletion', async () => {
    const { sandbox, receiver } = await startBoth({
      faults: { operations: [{ kind: 'settings_partial' }, { kind: 'delete_fail' }] },
    })
    const group = groupNamed(sandbox, 'Small group')
    await send(sandbox, 'POST', group.id, { subject: 'New', description: 'kept out' })
    await call(sandbox, 'DELETE', group.id)
    await sandbox.drain()
    expect(receiver.groupEvents('group_settings_update')[0]).toMatchObject({
      group_subject: { update_successful: true },
      group_description: { update_successful: false, errors: [{ code: 131000 }] },
    })
    expect(group).toMatchObject({ subject: 'New', description: 'For tests', deleted: false })
    expect(receiver.groupEvents('group_lifecycle_update')[0]).toHaveProperty('errors')
  })
})
