import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  jobIn,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const inState = (app: TestApp, groupId: string, state: string) =>
  until(
    `the group to be ${state}`,
    () => app.ok('groups.get', { groupId }),
    (group) => group.state === state,
  )

describe('managed groups', () => {
  test('are asked for, and are there when WhatsApp confirms', async () => {
    const app = await startTestApp()
    const { groupId } = await app.ok('groups.create', {
      kind: 'managed',
      subject: '  Tea club ',
      description: 'Thursdays',
    })
    const group = await inState(app, groupId, 'active')
    expect(group).toMatchObject({
      subject: 'Tea club',
      joinApprovalMode: 'approval_required',
      hasInviteLink: true,
      failureCode: null,
    })
    const remote = sandboxGroup(app, 'Tea club')
    expect(await app.ok('groups.revealInviteLink', { groupId })).toEqual({
      inviteLink: remote.inviteLink,
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining([
        'groups.createRequested',
        'groups.created',
        'groups.inviteLinkRevealed',
      ]),
    )
  })

  test('that WhatsApp does not make are failed with the reason, and can be tried again', async () => {
    const app = await startTestApp({
      sandbox: { faults: { operations: [{ kind: 'create_fail', times: 1, code: 131207 }] } },
    })
    const { groupId } = await app.ok('groups.create', { kind: 'managed', subject: 'Tea club' })
    const failed = await inState(app, groupId, 'failed')
    expect(failed.failureCode).not.toBeNull()
    const job = await jobIn(app, 'failed', 'group.create')
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'job_failed', count: 1, groupId },
    })
    await app.ok('jobs.retry', { jobId: job.id })
    const made = await inState(app, groupId, 'active')
    expect(made.failureCode).toBeNull()
    expect(sandboxGroup(app, 'Tea club').deleted).toBe(false)
    const attempts = await app.ok('jobs.list', { state: 'done' })
    expect(attempts.items.map(({ id }) => id)).toContain(job.id)
  })

  test('whose making is refused outright are failed', async () => {
    const app = await startTestApp()
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131215, route: 'POST */groups' }],
    })
    const { groupId } = await app.ok('groups.create', { kind: 'managed', subject: 'Tea club' })
    const failed = await inState(app, groupId, 'failed')
    expect(failed.failureCode).toBe('groups_not_eligible')
  })

  test('that are deleted while they wait to be made stay deleted', async () => {
    const app = await startTestApp()
    app.sandbox.simulate.expireToken()
    const { groupId } = await app.ok('groups.create', { kind: 'managed', subject: 'Tea club' })
    await until(
      'the stop',
      () => app.ok('account.get', {}),
      (account) => account.stoppedCode !== null,
    )
    await app.ok('groups.delete', { groupId, confirmSubject: 'Tea club' })
    app.sandbox.state.account.tokenExpired = false
    await app.ok('account.setAccessToken', { accessToken: app.sandbox.accessToken })
    await app.settle()
    expect(await app.refused('groups.get', { groupId })).toMatchObject({ code: 'not_found' })
    const subjects = [...app.sandbox.state.groups.values()].map((group) => group.subject)
    expect(subjects).not.toContain('Tea club')
  })

  test('get a new subject and description when WhatsApp confirms', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    await app.ok('groups.update', { groupId, subject: 'Tea friends', description: 'Green' })
    await until(
      'the new subject',
      () => app.ok('groups.get', { groupId }),
      (group) => group.subject === 'Tea friends' && group.description === 'Green',
    )
    expect(sandboxGroup(app, 'Tea friends').description).toBe('Green')
    expect(await auditActions(app)).toContain('groups.updateRequested')
    expect(await app.refused('groups.update', { groupId })).toMatchObject({
      code: 'invalid_input',
      field: 'subject',
    })
  })

  test('keep what WhatsApp did not take, and say why', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    app.sandbox.setFaults({ operations: [{ kind: 'settings_partial' }] })
    await app.ok('groups.update', { groupId, subject: 'Tea friends', description: 'Green' })
    await jobIn(app, 'failed', 'group.update')
    expect((await app.ok('groups.get', { groupId })).failureCode).not.toBeNull()
  })

  test('are deleted only when their name is typed, and when WhatsApp confirms', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    expect(
      await app.refused('groups.delete', { groupId, confirmSubject: 'small group' }),
    ).toMatchObject({ code: 'confirmation_required', field: 'confirmSubject' })
    app.sandbox.setFaults({ operations: [{ kind: 'delete_fail', times: 1 }] })
    await app.ok('groups.delete', { groupId, confirmSubject: 'Small group' })
    const job = await jobIn(app, 'failed', 'group.delete')
    expect((await app.ok('groups.get', { groupId })).state).toBe('active')
    await app.ok('jobs.retry', { jobId: job.id })
    await until(
      'the group to be gone',
      async () => (await app.ok('groups.list', {})).items.map(({ id }) => id),
      (ids) => !ids.includes(groupId),
    )
    expect(sandboxGroup(app, 'Small group').deleted).toBe(true)
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['groups.deleteRequested', 'groups.deleted', 'jobs.retried']),
    )
  })

  test('get a new invite link, and the one before stops working', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    const before = await app.ok('groups.revealInviteLink', { groupId })
    const { jobId } = await app.ok('groups.resetInviteLink', { groupId })
    await app.settle()
    const after = await app.ok('groups.revealInviteLink', { groupId })
    expect(after.inviteLink).not.toBe(before.inviteLink)
    expect(after.inviteLink).toBe(sandboxGroup(app, 'Small group').inviteLink)
    expect((await app.ok('jobs.list', {})).items.find((job) => job.id === jobId)).toMatchObject({
      state: 'done',
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['groups.inviteLinkResetRequested', 'groups.inviteLinkReset']),
    )
  })

  test('need an account, and calls that name no group say so', async () => {
    const app = await startTestApp({ connect: false })
    expect(
      await app.refused('groups.create', { kind: 'managed', subject: 'Tea club' }),
    ).toMatchObject({ code: 'account_missing' })
    const groupId = '019b0000-0000-7000-8000-000000000000'
    for (const [name, input] of [
      ['groups.get', {}],
      ['groups.update', { subject: 'x' }],
      ['groups.delete', { confirmSubject: 'x' }],
      ['groups.revealInviteLink', {}],
      ['groups.resetInviteLink', {}],
      ['groups.activity', {}],
      ['members.list', {}],
      ['rules.status', {}],
      ['reviews.start', {}],
      ['findings.evaluate', {}],
      ['plans.create', {}],
    ] as const)
      expect(await app.refused(name, { groupId, ...input }), name).toMatchObject({
        code: 'not_found',
        field: 'groupId',
      })
  })
})

describe('phone groups', () => {
  test('are made, renamed and deleted here, and the API is never asked', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await app.ok('groups.create', { kind: 'phone', subject: 'Street' })
    expect(await app.ok('groups.get', { groupId })).toMatchObject({
      kind: 'phone',
      state: 'active',
      joinApprovalMode: null,
      hasInviteLink: false,
    })
    await app.ok('groups.update', { groupId, subject: 'Long street' })
    expect((await app.ok('groups.get', { groupId })).subject).toBe('Long street')
    expect(await app.refused('groups.resetInviteLink', { groupId })).toMatchObject({
      code: 'conflict',
    })
    expect(await app.refused('groups.revealInviteLink', { groupId })).toMatchObject({
      code: 'not_found',
    })
    await app.ok('groups.delete', { groupId, confirmSubject: 'Long street' })
    expect((await app.ok('groups.list', {})).total).toBe(0)
    expect((await app.ok('jobs.list', {})).total).toBe(0)
  })

  test('show messages, joins and leaves by week', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const { id: groupId } = await groupNamed(app, 'Small group')
    app.sandbox.simulate.message(
      sandboxGroup(app, 'Small group').id,
      { phone: '+12025550101' },
      'Hello',
    )
    await app.settle()
    const { weeks } = await app.ok('groups.activity', { groupId, weeks: 4 })
    expect(weeks).toHaveLength(4)
    expect(weeks.at(-1)).toMatchObject({ messages: 1 })
  })
})
