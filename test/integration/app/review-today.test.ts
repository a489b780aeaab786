import { describe, expect, test } from 'vitest'
import { memberCriteria } from '../../../electron/core/rules/evaluate-rules.ts'
import { reviewCriteria } from '../../../shared/domain/rules.ts'
import { aMember, aSnapshot, dayMs, now } from '../../helpers/a-snapshot.ts'
import { importCsv, startTestApp } from '../../helpers/test-app.ts'

const rules = {
  posting: { who: 'admins' },
  memberReview: { everyDays: 30, criteria: { noOptIn: true } },
} as const

async function streetWithRules() {
  const app = await startTestApp({ connect: false })
  const { groupId } = await importCsv(
    app,
    ['name,number', 'Anna Quill,+12025550101', 'Ben Reed,+12025550102'],
    'Street',
  )
  const { id: ruleSetId } = await app.ok('ruleSets.save', { name: 'Members', rules })
  await app.ok('ruleSets.assign', { ruleSetId, groupIds: [groupId] })
  return { app, groupId }
}

describe('a group that was deleted', () => {
  test('leaves nothing on Today, and its members are not counted', async () => {
    const { app, groupId } = await streetWithRules()
    const { planId } = await app.ok('plans.create', { groupId })
    await app.ok('reviews.start', { groupId })
    await app.ok('plans.approve', { planId: planId!, actions: 'all', confirmedRemovals: 2 })
    await app.ok('plans.create', { groupId })
    expect((await app.ok('overview.get', {})).members).toBe(2)
    await app.ok('groups.delete', { groupId, confirmSubject: 'Street' })
    const { attention, members } = await app.ok('overview.get', {})
    expect(attention.filter((item) => item.groupId === groupId)).toEqual([])
    expect(members).toBe(0)
    expect((await app.ok('findings.evaluate', {})).open).toBe(0)
  })
})

describe('a plan that waits for the owner', () => {
  const removalsOf = async (
    app: Awaited<ReturnType<typeof streetWithRules>>['app'],
    planId: string,
  ) =>
    (await app.ok('plans.get', { planId })).actions.filter(
      (action) => action.kind === 'remove_participant',
    )

  test('drops a removal whose reason went away, and says so', async () => {
    const { app, groupId } = await streetWithRules()
    const { planId } = await app.ok('plans.create', { groupId })
    const [first] = await removalsOf(app, planId!)
    await app.ok('consent.record', {
      contactId: first!.contactId!,
      state: 'given',
      source: 'form',
    })
    const states = (await removalsOf(app, planId!)).map((action) => action.state)
    expect(states.sort()).toEqual(['proposed', 'superseded'])
    expect((await app.ok('plans.get', { planId: planId! })).counts.removals).toBe(1)
    expect(
      await app.refused('plans.approve', { planId, actions: 'all', confirmedRemovals: 2 }),
    ).toMatchObject({ code: 'confirmation_required', params: { removals: 1 } })
    await app.ok('plans.approve', { planId: planId!, actions: 'all', confirmedRemovals: 1 })
    const after = await removalsOf(app, planId!)
    expect(after.find((action) => action.id === first!.id)!.state).toBe('superseded')
    expect(after.filter((action) => action.state === 'approved')).toHaveLength(1)
  })

  test('is finished when no reason is left', async () => {
    const { app, groupId } = await streetWithRules()
    const { planId } = await app.ok('plans.create', { groupId })
    await app.ok('ruleSets.assign', { ruleSetId: null, groupIds: [groupId] })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(new Set(plan.actions.map((action) => action.state))).toEqual(new Set(['superseded']))
    expect(plan.state).toBe('finished')
  })
})

test('whoever came back is not taken for inactive since the time before', () => {
  const criteria = reviewCriteria.parse({ inactiveDays: 90 })
  const member = aMember({ lastWroteAt: now - 300 * dayMs, joinedAt: now - 2 * dayMs })
  expect(memberCriteria(aSnapshot(), criteria, member)).toEqual([])
})
