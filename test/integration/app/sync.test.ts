import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  membersOf,
  sandboxGroup,
  startTestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

describe('a sync', () => {
  test('brings groups, members, join requests and templates, and nothing twice', async () => {
    const app = await startTestApp()
    const { id: approvalId } = sandboxGroup(app, 'Approval group')
    app.sandbox.simulate.requestToJoin(approvalId, { phone: '+12025550150', name: 'Wei' })
    await app.settle()
    const first = await app.ok('sync.run', {})
    expect(first).toMatchObject({ groups: 2, participants: 3, joinRequests: 1, templates: 2 })
    const group = await groupNamed(app, 'Small group')
    const approval = await groupNamed(app, 'Approval group')
    expect(group).toMatchObject({
      kind: 'managed',
      state: 'active',
      participantCount: 3,
      joinApprovalMode: 'auto_approve',
    })
    expect(approval).toMatchObject({
      participantCount: 0,
      pendingJoinRequests: 1,
      joinApprovalMode: 'approval_required',
    })
    expect((await membersOf(app, group.id)).map((member) => member.source)).toEqual([
      'sync',
      'sync',
      'sync',
    ])
    const second = await app.ok('sync.run', {})
    expect(second).toEqual({ ...first, joined: 0, left: 0 })
    expect(await app.ok('sync.status', {})).toMatchObject({ state: 'idle', lastErrorCode: null })
    expect((await app.ok('groups.list', {})).total).toBe(2)
    expect((await app.ok('audit.verify', {})).valid).toBe(true)
  })

  test('notes who came and who went while nothing listened', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const remote = sandboxGroup(app, 'Small group')
    app.sandbox.setFaults({ webhooks: [{ kind: 'drop' }] })
    app.sandbox.simulate.leave(remote.id, { phone: '+12025550103' })
    app.sandbox.simulate.join(remote.id, { phone: '+12025550104', name: 'Late comer' })
    await app.settle()
    app.advance(1000)
    expect(await app.ok('sync.run', {})).toMatchObject({ joined: 1, left: 1 })
    expect((await app.ok('groups.get', { groupId: group.id })).participantCount).toBe(3)
    const left = await app.ok('members.list', { groupId: group.id, state: 'left' })
    expect(left.items).toMatchObject([{ leftReason: 'unknown' }])
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['participants.joined', 'participants.left', 'sync.finished']),
    )
  })

  test('calls a group deleted that WhatsApp no longer lists', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    app.sandbox.state.groups.delete(sandboxGroup(app, 'Small group').id)
    app.advance(1000)
    await app.ok('sync.run', {})
    expect(await app.refused('groups.get', { groupId: group.id })).toMatchObject({
      code: 'not_found',
    })
    expect((await app.ok('groups.list', {})).items.map(({ subject }) => subject)).toEqual([
      'Approval group',
    ])
    expect(await auditActions(app)).toContain('groups.gone')
  })

  test('shows a suspended group, keeps its members, and takes it back when it is cleared', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const remote = sandboxGroup(app, 'Small group')
    app.sandbox.simulate.suspendGroup(remote.id)
    await app.settle()
    const state = async () => (await app.ok('groups.get', { groupId: group.id })).state
    await until('the suspension', state, (now) => now === 'suspended')
    await app.ok('sync.run', {})
    expect(await state()).toBe('suspended')
    expect(await membersOf(app, group.id)).toHaveLength(3)
    expect(await app.refused('groups.resetInviteLink', { groupId: group.id })).toMatchObject({
      code: 'group_suspended',
    })
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'account_alarm', count: 1, groupId: group.id },
    })
    app.sandbox.simulate.clearSuspension(remote.id)
    await app.settle()
    await until('the clearing', state, (now) => now === 'active')
  })

  test('that fails says so, and what is held stays', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 190 }] })
    expect(await app.refused('sync.run', {})).toMatchObject({ code: 'token_invalid' })
    expect(await app.ok('sync.status', {})).toMatchObject({
      state: 'failed',
      lastErrorCode: 'token_invalid',
    })
    expect((await app.ok('groups.list', {})).total).toBe(2)
    app.sandbox.setFaults({})
    await app.ok('sync.run', {})
    expect(await app.ok('sync.status', {})).toMatchObject({ state: 'idle', lastErrorCode: null })
  })

  test('two at once are one look', async () => {
    const app = await startTestApp()
    const [first, second] = await Promise.all([app.ok('sync.run', {}), app.ok('sync.run', {})])
    expect(second).toEqual(first)
    const finished = (await auditActions(app)).filter((action) => action === 'sync.finished')
    expect(finished).toHaveLength(1)
  })
})
