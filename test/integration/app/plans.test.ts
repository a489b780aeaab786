import { describe, expect, test } from 'vitest'
import type { Rules } from '../../../shared/domain/rules.ts'
import {
  auditActions,
  groupNamed,
  importCsv,
  jobIn,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
  type TestAppOptions,
  dayMs,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const neverWrote = { memberReview: { everyDays: 90, criteria: { neverWrote: true } } }
type RulesInput = Partial<Record<keyof Rules, unknown>>

/** The small group under these rules, and the plan that they lead to. */
async function planned(rules: RulesInput, options: TestAppOptions = {}) {
  const app = await startTestApp(options)
  await app.ok('sync.run', {})
  const group = await groupNamed(app, 'Small group')
  const set = await app.ok('ruleSets.save', { name: 'House rules', rules: rules as never })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
  const created = await app.ok('plans.create', { groupId: group.id })
  if (created.planId === null) throw new Error('Nothing to plan')
  const plan = await app.ok('plans.get', { planId: created.planId })
  return { app, group, plan, created }
}

const planIn = (app: TestApp, planId: string, state: string) =>
  until(
    `the plan to be ${state}`,
    () => app.ok('plans.get', { planId }),
    (plan) => plan.state === state,
  )

describe('a plan', () => {
  test('does nothing before it is approved, and removes whom it names after', async () => {
    const { app, group, plan, created } = await planned(neverWrote)
    expect(created).toMatchObject({ actions: 3, removals: 3, byHand: 0 })
    expect(plan.actions).toMatchObject(
      Array(3).fill({
        kind: 'remove_participant',
        mode: 'api',
        state: 'proposed',
        irreversible: true,
        reasons: [{ code: 'member_never_wrote' }],
      }),
    )
    await app.settle()
    expect(sandboxGroup(app, 'Small group').participants).toHaveLength(3)
    expect((await app.ok('jobs.list', {})).total).toBe(0)
    expect(await app.ok('plans.create', { groupId: group.id })).toMatchObject({ planId: null })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.counts).toMatchObject({ done: 3, failed: 0, waiting: 0 })
    expect(sandboxGroup(app, 'Small group').participants).toEqual([])
    expect(await membersOf(app, group.id)).toEqual([])
    expect(await app.ok('plans.create', { groupId: group.id })).toMatchObject({ planId: null })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining([
        'plans.created',
        'plans.approved',
        'participants.removed',
        'plans.finished',
      ]),
    )
    expect(await app.refused('plans.approve', { planId: plan.id, actions: 'all' })).toMatchObject({
      code: 'plan_not_open',
    })
  })

  test.each([0, 2, 4])('with removals is refused when %i of 3 are confirmed', async (count) => {
    const { app, plan } = await planned(neverWrote)
    expect(
      await app.refused('plans.approve', {
        planId: plan.id,
        actions: 'all',
        confirmedRemovals: count,
      }),
    ).toMatchObject({ code: 'confirmation_required', field: 'confirmedRemovals' })
    expect((await app.ok('plans.get', { planId: plan.id })).state).toBe('open')
    expect((await app.ok('jobs.list', {})).total).toBe(0)
  })

  test('is carried out in part: the rest is declined', async () => {
    const { app, group, plan } = await planned(neverWrote)
    const chosen = plan.actions[1]!
    await app.ok('plans.approve', {
      planId: plan.id,
      actions: [chosen.id],
      confirmedRemovals: 1,
    })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.counts).toMatchObject({ done: 1, declined: 2 })
    const left = (await membersOf(app, group.id)).map((member) => member.contactId)
    expect(left).toHaveLength(2)
    expect(left).not.toContain(chosen.contactId)
    expect(await app.ok('plans.create', { groupId: group.id })).toMatchObject({ actions: 2 })
  })

  test('can be declined whole, cancelled, and not by an action of another plan', async () => {
    const { app, plan } = await planned(neverWrote)
    expect(
      await app.refused('plans.approve', {
        planId: plan.id,
        actions: ['019b0000-0000-7000-8000-000000000000'],
      }),
    ).toMatchObject({ code: 'invalid_input', field: 'actions' })
    await app.ok('plans.approve', { planId: plan.id, actions: [] })
    expect(await planIn(app, plan.id, 'finished')).toMatchObject({ counts: { declined: 3 } })
    const second = await app.ok('plans.create', {})
    const cancelled = await app.ok('plans.cancel', { planId: second.planId! })
    expect(cancelled).toMatchObject({ state: 'cancelled', counts: { declined: 3 } })
    expect(await app.refused('plans.cancel', { planId: second.planId! })).toMatchObject({
      code: 'plan_not_open',
    })
    expect((await app.ok('jobs.list', {})).total).toBe(0)
    expect((await app.ok('plans.list', { state: 'cancelled' })).total).toBe(1)
    expect(await auditActions(app)).toContain('plans.cancelled')
  })

  test('whose removals WhatsApp refuses in part keeps who failed and why, and is tried again', async () => {
    const { app, group, plan } = await planned(neverWrote)
    app.sandbox.setFaults({ operations: [{ kind: 'remove_partial', times: 1 }] })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    const partly = await planIn(app, plan.id, 'finished')
    expect(partly.counts.failed).toBeGreaterThan(0)
    expect(partly.counts.done + partly.counts.failed).toBe(3)
    const failed = partly.actions.find((action) => action.state === 'failed')!
    expect(failed.errorCode).not.toBeNull()
    const job = await jobIn(app, 'failed', 'participants.remove')
    await app.ok('jobs.retry', { jobId: job.id })
    const done = await planIn(app, plan.id, 'finished')
    expect(done.counts).toMatchObject({ done: 3, failed: 0 })
    expect(await membersOf(app, group.id)).toEqual([])
    expect(await app.refused('jobs.retry', { jobId: job.id })).toMatchObject({ code: 'conflict' })
  })

  test('lets people into a full group when its removals have freed the seats', async () => {
    const app = await startTestApp()
    const remote = sandboxGroup(app, 'Approval group')
    const ask = (last: number) =>
      app.sandbox.simulate.requestToJoin(remote.id, { phone: `+120255501${last}` })
    const pending = (count: number) =>
      until(
        `${count} join requests`,
        async () =>
          (await app.ok('joinRequests.list', {})).items.filter(({ state }) => state === 'pending'),
        (items) => items.length === count,
      )
    for (let last = 20; last < 28; last += 1) ask(last)
    await app.settle()
    const joinRequestIds = (await pending(8)).map((request) => request.id)
    await app.ok('joinRequests.approve', { joinRequestIds })
    await until(
      'the group to be full',
      () => remote.participants.length,
      (seats) => seats === 8,
    )
    ask(40)
    ask(41)
    await app.settle()
    await pending(2)
    app.advance(8 * dayMs)
    const group = await until(
      'the group',
      () => groupNamed(app, 'Approval group').catch(() => null),
      (found) => found?.participantCount === 8,
    )
    const set = await app.ok('ruleSets.save', {
      name: 'Both',
      rules: { joinApproval: { required: true }, ...neverWrote },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group!.id] })
    const { planId } = await app.ok('plans.create', { groupId: group!.id })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(plan.actions.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(2).fill('approve_join_request'),
      ...Array<string>(8).fill('remove_participant'),
    ])
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 8 })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.counts).toMatchObject({ done: 10, failed: 0 })
    expect(remote.participants).toHaveLength(2)
    const outside = await app.ok('members.list', { groupId: group!.id, state: 'left' })
    expect(new Set(outside.items.map((member) => member.leftReason))).toEqual(new Set(['removed']))
    expect(app.sandbox.simulate.join(remote.id, { phone: '+12025550120' })).toEqual({
      outcome: 'refused',
      reason: 'removed_before',
    })
  })

  test('refused at once says why, for each action', async () => {
    const { app, plan } = await planned(neverWrote)
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131041, route: 'DELETE */participants' }],
    })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.actions.map((action) => action.errorCode)).toEqual(Array(3).fill('group_gone'))
    const { attention } = await app.ok('overview.get', {})
    expect(attention.map((item) => item.kind)).toContain('failed_job')
  })

  test('a passing trouble is tried again by itself', async () => {
    const { app, plan } = await planned(neverWrote)
    app.sandbox.setFaults({ calls: [{ kind: 'http', status: 503, times: 1 }] })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    await planIn(app, plan.id, 'finished')
    expect(sandboxGroup(app, 'Small group').participants).toEqual([])
  })

  test('whose answer is lost is looked up before anything is asked again', async () => {
    const { app, plan } = await planned(neverWrote)
    app.sandbox.setFaults({
      calls: [{ kind: 'timeout_after', times: 1, route: 'DELETE */participants' }],
      webhooks: [{ kind: 'drop', field: 'group_participants_update' }],
    })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.counts).toMatchObject({ done: 3 })
    expect(app.sandbox.counters.repeated()).toEqual([])
  })

  test('of a message whose outcome stays unknown waits for the word of the owner', async () => {
    const { app, group, plan } = await planWithOpenWindow()
    expect(plan.actions).toMatchObject([{ kind: 'pin_message', text: 'Welcome' }])
    app.sandbox.setFaults({
      calls: [{ kind: 'timeout_after', times: 1, route: 'POST */messages' }],
      webhooks: [{ kind: 'drop' }],
    })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all' })
    const job = await jobIn(app, 'unknown', 'message.send')
    const unknown = await app.ok('plans.get', { planId: plan.id })
    expect(unknown).toMatchObject({ state: 'applying', counts: { unknown: 1 } })
    const { attention } = await app.ok('overview.get', {})
    expect(attention.map((item) => item.kind)).toContain('unknown_outcome')
    expect(app.sandbox.state.sent.size).toBe(1)
    expect(await app.refused('jobs.retry', { jobId: job.id })).toMatchObject({ code: 'conflict' })
    app.sandbox.setFaults({})
    await app.ok('jobs.resolve', { jobId: job.id, outcome: 'did_not_happen' })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.counts).toMatchObject({ done: 1, unknown: 0 })
    await app.settle()
    expect(sandboxGroup(app, 'Small group').pins).toHaveLength(1)
    expect(await app.refused('jobs.resolve', { jobId: job.id, outcome: 'happened' })).toMatchObject(
      { code: 'conflict' },
    )
    expect(await auditActions(app)).toContain('jobs.resolved')
    expect(await app.ok('plans.create', { groupId: group.id })).toMatchObject({ planId: null })
  })

  test('resolved as happened is not sent again', async () => {
    const { app, plan } = await planWithOpenWindow()
    app.sandbox.setFaults({
      calls: [{ kind: 'timeout_after', times: 1, route: 'POST */messages' }],
      webhooks: [{ kind: 'drop' }],
    })
    await app.ok('plans.approve', { planId: plan.id, actions: 'all' })
    const job = await jobIn(app, 'unknown', 'message.send')
    app.sandbox.setFaults({})
    await app.ok('jobs.resolve', { jobId: job.id, outcome: 'happened' })
    await app.settle()
    // the message is out, but under an id that nobody knows, so the pin could not follow
    expect((await planIn(app, plan.id, 'finished')).actions).toMatchObject([
      { state: 'failed', errorCode: 'outcome_unknown' },
    ])
    expect(app.sandbox.state.sent.size).toBe(1)
  })

  test('taken back before it leaves is failed as cancelled, and the plan goes on', async () => {
    const { app, plan } = await planned(neverWrote)
    app.sandbox.simulate.expireToken()
    await app.ok('plans.approve', { planId: plan.id, actions: 'all', confirmedRemovals: 3 })
    await until(
      'the stop',
      () => app.ok('account.get', {}),
      (account) => account.stoppedCode !== null,
    )
    const { items } = await app.ok('jobs.list', { state: 'queued' })
    expect(await app.ok('jobs.cancel', { jobId: items[0]!.id })).toMatchObject({
      state: 'cancelled',
    })
    const finished = await planIn(app, plan.id, 'finished')
    expect(finished.actions.map((action) => action.errorCode)).toEqual(Array(3).fill('cancelled'))
    expect(await app.refused('jobs.cancel', { jobId: items[0]!.id })).toMatchObject({
      code: 'conflict',
    })
    expect(await auditActions(app)).toContain('jobs.cancelled')
  })
})

/** A plan to pin a text, which only an open customer service window allows. */
async function planWithOpenWindow() {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  const group = await groupNamed(app, 'Small group')
  app.sandbox.simulate.message(
    sandboxGroup(app, 'Small group').id,
    { phone: '+12025550101' },
    'Hello',
  )
  await app.settle()
  const set = await app.ok('ruleSets.save', {
    name: 'Pin',
    rules: { pinnedMessage: { text: 'Welcome', days: 7 } },
  })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
  const created = await app.ok('plans.create', { groupId: group.id })
  return { app, group, created, plan: await app.ok('plans.get', { planId: created.planId! }) }
}

describe('a plan for a phone group', () => {
  test('is a checklist: done when every line is ticked, and a removal stays one', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importCsv(
      app,
      ['name,number', 'Anna Quill,+12025550111', 'Ben Oak,+12025550112'],
      'Street',
    )
    const set = await app.ok('ruleSets.save', {
      name: 'Phone',
      rules: { ...neverWrote, posting: { who: 'admins' } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
    const { planId, byHand } = await app.ok('plans.create', { groupId })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(plan.actions.map((action) => action.kind).sort()).toEqual([
      'confirm_rule',
      'remove_participant',
      'remove_participant',
    ])
    expect(byHand).toBe(3)
    const tick = (actionId: string, isDone = true) => app.ok('plans.tick', { actionId, isDone })
    expect(
      await app.refused('plans.tick', { actionId: plan.actions[0]!.id, isDone: true }),
    ).toMatchObject({ code: 'conflict', field: 'actionId' })
    await app.ok('plans.approve', {
      planId: planId!,
      actions: 'all',
      confirmedRemovals: plan.counts.removals,
    })
    for (const action of plan.actions) await tick(action.id)
    const condition = async () =>
      (await app.ok('rules.status', { groupId })).rules.find((status) => status.rule === 'posting')!
        .condition
    const confirmation = plan.actions.find((action) => action.kind === 'confirm_rule')!
    expect(await tick(confirmation.id, false)).toMatchObject({ state: 'approved' })
    expect(await app.ok('plans.get', { planId: planId! })).toMatchObject({ state: 'applying' })
    expect(await condition()).toBe('pending')
    await tick(confirmation.id)
    expect(await condition()).toBe('ok')
    expect(await app.ok('plans.get', { planId: planId! })).toMatchObject({
      state: 'finished',
      counts: { done: 3, byHand: 0 },
    })
    expect(await membersOf(app, groupId)).toEqual([])
    const removal = plan.actions.find((action) => action.kind === 'remove_participant')!
    expect(await app.refused('plans.tick', { actionId: removal.id, isDone: false })).toMatchObject({
      code: 'conflict',
      field: 'isDone',
    })
    expect((await app.ok('jobs.list', {})).total).toBe(0)
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['plans.ticked', 'rules.confirmed', 'participants.removed']),
    )
  })
})
