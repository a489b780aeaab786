import { describe, expect, test } from 'vitest'
import type { Faults } from '../../../electron/sandbox/faults.ts'
import {
  groupNamed,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

/** Updates that are lost on their way, so that everything has to be learned by looking. */
const untold: Faults['webhooks'] = [
  { kind: 'drop', field: 'group_participants_update' },
  { kind: 'drop', field: 'messages/statuses' },
]

const minuteMs = 60_000

async function startShop(): Promise<TestApp> {
  const app = await startTestApp({ sandbox: { shop: 'small', operationDelayMs: 5 } })
  await app.ok('sync.run', {})
  return app
}

/** Approves a plan that takes two members who opted out of the small group. */
async function removeTwo(app: TestApp): Promise<string> {
  const group = await groupNamed(app, 'Small group')
  for (const phone of ['12025550101', '12025550102']) app.sandbox.simulate.marketingStop({ phone })
  await app.settle()
  const saved = await app.ok('ruleSets.save', {
    name: 'Only who wants to',
    rules: { memberReview: { everyDays: 30, criteria: { optedOut: true } } },
  })
  await app.ok('ruleSets.assign', { ruleSetId: saved.id, groupIds: [group.id] })
  const { planId } = await app.ok('plans.create', { groupId: group.id })
  await app.ok('plans.approve', { planId: planId!, actions: 'all', confirmedRemovals: 2 })
  return planId!
}

async function statesOf(app: TestApp, planId: string): Promise<string[]> {
  const { actions } = await app.ok('plans.get', { planId })
  return actions.map((action) => action.state).sort()
}

const areSettled = (states: readonly string[]) =>
  states.every((state) => state === 'done' || state === 'failed')

describe('an answer or an update that never comes', () => {
  test('is made up for by looking: the removal shows in the group', async () => {
    const app = await startShop()
    app.sandbox.setFaults({ webhooks: untold, calls: [{ kind: 'timeout_after', times: 1 }] })
    const planId = await removeTwo(app)
    const states = await until('the removal', () => statesOf(app, planId), areSettled)
    expect(states).toEqual(['done', 'done'])
    expect(app.sandbox.counters.repeated()).toEqual([])
  })

  test('leaves nothing waiting for ever: what was accepted and never shows has failed', async () => {
    const app = await startShop()
    app.sandbox.setFaults({ webhooks: untold, operations: [{ kind: 'remove_fail' }] })
    const planId = await removeTwo(app)
    await until(
      'the acceptance',
      () => statesOf(app, planId),
      (states) => states.every((state) => state === 'awaiting_update'),
    )
    app.advance(30 * minuteMs)
    const states = await until('the end', () => statesOf(app, planId), areSettled)
    expect(states).toEqual(['failed', 'failed'])
    expect((await app.ok('plans.get', { planId })).state).toBe('finished')
  })

  test('tells those who are out from those who were refused', async () => {
    const app = await startShop()
    app.sandbox.setFaults({ webhooks: untold, operations: [{ kind: 'remove_partial' }] })
    const planId = await removeTwo(app)
    await until(
      'the removal of one',
      () => sandboxGroup(app, 'Small group').participants.length,
      (count) => count === 2,
    )
    app.advance(30 * minuteMs)
    const states = await until('the end', () => statesOf(app, planId), areSettled)
    expect(states).toEqual(['done', 'failed'])
    const group = await groupNamed(app, 'Small group')
    expect(await membersOf(app, group.id)).toHaveLength(2)
  })

  test('of a pin is the owner’s to tell, and their no makes it be pinned', async () => {
    const app = await startShop()
    const remote = sandboxGroup(app, 'Small group')
    app.sandbox.simulate.message(remote.id, { phone: '12025550101' }, 'Are you open?')
    await app.settle()
    app.sandbox.setFaults({ webhooks: untold })
    const group = await groupNamed(app, 'Small group')
    const { id: announcementId } = await app.ok('announcements.send', {
      groupIds: [group.id],
      content: { type: 'text', body: 'Open until six.' },
      pinDays: 1,
    })
    const delivery = async () =>
      (await app.ok('announcements.get', { announcementId })).deliveries[0]!
    await until('the acceptance', delivery, (row) => row.state === 'accepted')
    app.sandbox.setFaults({
      webhooks: untold,
      calls: [{ kind: 'reset_before', route: 'POST *', times: 1 }],
    })
    const open = await until('the lost pin', delivery, (row) => row.pinState === 'unknown')
    expect(remote.pins).toEqual([])
    await app.ok('jobs.resolve', { jobId: open.jobId!, outcome: 'did_not_happen' })
    await until('the pin', delivery, (row) => row.pinState === 'pinned')
    expect(remote.pins).toHaveLength(1)
    expect(app.sandbox.counters.repeated()).toEqual([])
  })
})
