import { describe, expect, test } from 'vitest'
import {
  auditActions,
  dayMs,
  groupNamed,
  importCsv,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestAppOptions,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const people = [
  'name,number,admin',
  'Anna Quill,+12025550111,no',
  'Ben Oak,+12025550112,no',
  'Cleo Fern,+12025550113,no',
  'Dora Host,+12025550114,yes',
]

const silent = {
  memberReview: { everyDays: 90, criteria: { neverWrote: true, optedOut: true } },
} as const

async function phoneGroup(options: TestAppOptions = {}) {
  const app = await startTestApp({ connect: false, ...options })
  const { groupId } = await importCsv(app, people, 'Street')
  const set = await app.ok('ruleSets.save', { name: 'Members', rules: silent })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
  return { app, groupId }
}

describe('a member review', () => {
  test('shows each member but the admins, decides one by one, takes back, and ends in a plan', async () => {
    const { app, groupId } = await phoneGroup()
    const review = await app.ok('reviews.start', { groupId })
    expect(review).toMatchObject({ state: 'open', startedBy: 'owner', summary: { total: 3 } })
    expect(await app.ok('reviews.start', { groupId })).toMatchObject({ id: review.id })
    const reviewId = review.id
    const { items } = await app.ok('reviews.items', { reviewId })
    expect(items.map((item) => item.member.name).sort()).toEqual([
      'Anna Quill',
      'Ben Oak',
      'Cleo Fern',
    ])
    expect(items[0]!.criteria).toMatchObject([{ code: 'member_never_wrote' }])
    const itemOf = (name: string) => items.find((item) => item.member.name === name)!
    const decide = (name: string, decision: 'keep' | 'remove' | 'ask' | null, note?: string) =>
      app.ok('reviews.decide', { reviewId, itemId: itemOf(name).id, decision, note })
    await decide('Anna Quill', 'remove', 'Moved away')
    const taken = await decide('Anna Quill', null)
    expect(taken).toMatchObject({
      item: { decision: null, decidedAt: null, decidedBy: null, note: 'Moved away' },
      summary: { decided: 0 },
    })
    await decide('Anna Quill', 'remove')
    await decide('Ben Oak', 'ask')
    await decide('Cleo Fern', 'keep')
    const { review: finished, planId } = await app.ok('reviews.finish', { reviewId })
    expect(finished).toMatchObject({
      state: 'finished',
      planId,
      summary: { decided: 3, keep: 1, remove: 1, ask: 1 },
    })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(plan.source).toBe('review')
    expect(plan.actions).toMatchObject([
      { kind: 'remove_participant', mode: 'by_hand', name: 'Anna Quill' },
      { kind: 'ask_member', mode: 'by_hand', name: 'Ben Oak' },
    ])
    expect(plan.actions[0]!.reasons).toMatchObject([
      { code: 'review_remove', params: { note: 'Moved away', decidedBy: 'owner' } },
      { code: 'member_never_wrote' },
    ])
    expect(
      await app.refused('reviews.decide', { reviewId, itemId: items[0]!.id, decision: 'keep' }),
    ).toMatchObject({ code: 'review_not_open', field: 'reviewId' })
    expect(await app.refused('reviews.finish', { reviewId })).toMatchObject({
      code: 'review_not_open',
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['reviews.started', 'reviews.decided', 'reviews.finished']),
    )
  })

  test('in bulk counts first, then decides those that nobody has looked at', async () => {
    const { app, groupId } = await phoneGroup()
    const { id: reviewId } = await app.ok('reviews.start', { groupId })
    const { items } = await app.ok('reviews.items', { reviewId })
    await app.ok('reviews.decide', { reviewId, itemId: items[0]!.id, decision: 'keep' })
    const dry = await app.ok('reviews.decideMany', {
      reviewId,
      criterion: 'member_never_wrote',
      decision: 'remove',
      dryRun: true,
    })
    expect(dry).toMatchObject({ matched: 2, summary: { decided: 1, remove: 0 } })
    const wet = await app.ok('reviews.decideMany', {
      reviewId,
      criterion: 'member_never_wrote',
      decision: 'remove',
    })
    expect(wet).toMatchObject({ matched: 2, summary: { decided: 3, keep: 1, remove: 2 } })
    const none = await app.ok('reviews.decideMany', {
      reviewId,
      criterion: 'member_opted_out',
      decision: 'keep',
      onlyUndecided: false,
    })
    expect(none.matched).toBe(0)
    const all = await app.ok('reviews.decideMany', {
      reviewId,
      optIn: 'unknown',
      decision: 'later',
      onlyUndecided: false,
    })
    expect(all).toMatchObject({ matched: 3, summary: { later: 3 } })
    const removed = await app.ok('reviews.items', { reviewId, decision: 'remove' })
    expect(removed.total).toBe(0)
    expect((await auditActions(app)).filter((action) => action === 'reviews.decidedMany')).toEqual([
      'reviews.decidedMany',
      'reviews.decidedMany',
    ])
  })

  test('goes on where it was after the app was closed and opened again', async () => {
    const passphrase = 'seven violet teapots'
    const { app, groupId } = await phoneGroup({ vault: 'passphrase', passphrase })
    const { id: reviewId } = await app.ok('reviews.start', { groupId })
    const { items } = await app.ok('reviews.items', { reviewId })
    await app.ok('reviews.decide', {
      reviewId,
      itemId: items[0]!.id,
      decision: 'remove',
      note: 'Gone',
    })
    const again = await app.restart({ passphrase })
    expect(await again.ok('groups.get', { groupId })).toMatchObject({ activeReviewId: reviewId })
    const undecided = await again.ok('reviews.items', { reviewId, filter: 'undecided' })
    expect(undecided.items.map((item) => item.id)).toEqual(items.slice(1).map((item) => item.id))
    const decided = await again.ok('reviews.items', { reviewId, filter: 'decided' })
    expect(decided.items).toMatchObject([{ decision: 'remove', note: 'Gone', decidedBy: 'owner' }])
    expect((await again.ok('reviews.list', { groupId, state: 'open' })).total).toBe(1)
  })

  test('keeps whom it kept out of the findings until the next one is due', async () => {
    const { app, groupId } = await phoneGroup()
    const codes = async () =>
      (await app.ok('findings.list', { groupId })).items.map((item) => item.code).sort()
    expect(await codes()).toEqual([...Array(3).fill('member_never_wrote'), 'review_due'])
    const { id: reviewId } = await app.ok('reviews.start', { groupId })
    expect(await codes()).not.toContain('review_due')
    await app.ok('reviews.decideMany', { reviewId, decision: 'keep' })
    expect(await app.ok('reviews.finish', { reviewId })).toMatchObject({ planId: null })
    expect(await codes()).toEqual([])
    const { nextReviewAt } = await app.ok('groups.get', { groupId })
    app.advance(90 * dayMs - 60_000)
    await app.ok('findings.evaluate', { groupId })
    expect(await codes()).toEqual([])
    app.advance(61_000)
    await app.ok('findings.evaluate', { groupId })
    expect(nextReviewAt).toBeLessThanOrEqual(app.clock.now())
    expect(await codes()).toEqual([...Array(3).fill('member_never_wrote'), 'review_due'])
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'review_due', count: 1, groupId },
    })
  })

  test('of a managed group removes through the API, and whom nobody decided stays', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const { id: reviewId } = await app.ok('reviews.start', { groupId: group.id })
    const { items } = await app.ok('reviews.items', { reviewId })
    await app.ok('reviews.decide', { reviewId, itemId: items[0]!.id, decision: 'remove' })
    const { planId } = await app.ok('reviews.finish', { reviewId })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(plan.actions).toMatchObject([{ mode: 'api', irreversible: true }])
    await app.ok('plans.approve', { planId: planId!, actions: 'all', confirmedRemovals: 1 })
    await until(
      'the removal',
      () => membersOf(app, group.id),
      (members) => members.length === 2,
    )
    expect(sandboxGroup(app, 'Small group').participants).toHaveLength(2)
  })

  test('can be given up, and an empty group has none', async () => {
    const { app, groupId } = await phoneGroup()
    const { id: reviewId } = await app.ok('reviews.start', { groupId })
    expect(await app.ok('reviews.cancel', { reviewId })).toMatchObject({ state: 'cancelled' })
    expect(await app.refused('reviews.cancel', { reviewId })).toMatchObject({
      code: 'review_not_open',
    })
    const second = await app.ok('reviews.start', { groupId })
    expect(second.id).not.toBe(reviewId)
    expect(
      await app.refused('reviews.decide', {
        reviewId: second.id,
        itemId: '019b0000-0000-7000-8000-000000000000',
        decision: 'keep',
      }),
    ).toMatchObject({ code: 'not_found', field: 'itemId' })
    const empty = await app.ok('groups.create', { kind: 'phone', subject: 'Nobody' })
    expect(await app.refused('reviews.start', { groupId: empty.groupId })).toMatchObject({
      code: 'conflict',
      field: 'groupId',
    })
    const unknown = '019b0000-0000-7000-8000-000000000000'
    expect(await app.refused('reviews.items', { reviewId: unknown })).toMatchObject({
      code: 'not_found',
      field: 'reviewId',
    })
  })
})
