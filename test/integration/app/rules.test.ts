import { describe, expect, test } from 'vitest'
import {
  auditActions,
  dayMs,
  groupNamed,
  importChat,
  importCsv,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const openCodes = async (app: TestApp, groupId: string) =>
  (await app.ok('findings.list', { groupId, limit: 500 })).items.map((item) => item.code).sort()

const statusOf = async (app: TestApp, groupId: string, rule: string) =>
  (await app.ok('rules.status', { groupId })).rules.find((status) => status.rule === rule)!

describe('a rule set', () => {
  test('assigned to a managed group opens findings, and they close when it is taken away', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const set = await app.ok('ruleSets.save', {
      name: 'House rules',
      rules: {
        joinApproval: { required: true },
        inviteLinkRotation: { everyDays: 7 },
        pinnedMessage: { text: 'Welcome', days: 7 },
        memberReview: { everyDays: 90, criteria: { neverWrote: true } },
      },
    })
    expect(set).toMatchObject({ version: 1, groupCount: 0 })
    expect(
      await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id, group.id] }),
    ).toEqual({ groups: 1 })
    const codes = await openCodes(app, group.id)
    expect(codes).toEqual([
      'invite_link_due',
      'join_approval_differs',
      'member_never_wrote',
      'member_never_wrote',
      'member_never_wrote',
      'pinned_message_missing',
      'review_due',
    ])
    const shown = await groupNamed(app, 'Small group')
    expect(shown).toMatchObject({
      openFindings: codes.length,
      ruleSetName: 'House rules',
      ruleTally: { enforced: 3, watched: 1, byHand: 0, broken: 4, stale: 0 },
    })
    const renamed = await app.ok('ruleSets.save', {
      ruleSetId: set.id,
      name: 'Softer rules',
      rules: { pinnedMessage: { text: 'Welcome', days: 7 } },
    })
    expect(renamed).toMatchObject({ version: 2, groupCount: 1 })
    expect(await openCodes(app, group.id)).toEqual(['pinned_message_missing'])
    const closed = await app.ok('findings.list', { groupId: group.id, state: 'closed' })
    expect(new Set(closed.items.map((item) => item.closedReason))).toEqual(
      new Set(['rule_removed']),
    )
    await app.ok('ruleSets.delete', { ruleSetId: set.id })
    expect(await openCodes(app, group.id)).toEqual([])
    expect(await groupNamed(app, 'Small group')).toMatchObject({ ruleSetId: null })
    expect(await app.refused('ruleSets.get', { ruleSetId: set.id })).toMatchObject({
      code: 'not_found',
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining([
        'ruleSets.created',
        'ruleSets.assigned',
        'ruleSets.updated',
        'ruleSets.deleted',
        'findings.opened',
        'findings.closed',
      ]),
    )
  })

  test('of a name that another has is refused, and so is one that nobody has', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await app.ok('groups.create', { kind: 'phone', subject: 'Street' })
    await app.ok('ruleSets.save', { name: 'House rules', rules: {} })
    expect(await app.refused('ruleSets.save', { name: 'House rules', rules: {} })).toMatchObject({
      code: 'conflict',
      field: 'name',
    })
    const ruleSetId = '019b0000-0000-7000-8000-000000000000'
    for (const [name, input] of [
      ['ruleSets.save', { ruleSetId, name: 'Other', rules: {} }],
      ['ruleSets.assign', { ruleSetId, groupIds: [groupId] }],
      ['ruleSets.delete', { ruleSetId }],
    ] as const)
      expect(await app.refused(name, input), name).toMatchObject({
        code: 'not_found',
        field: 'ruleSetId',
      })
  })
})

describe('a rule held by hand', () => {
  test('waits to be confirmed, holds, goes stale, and is confirmed again', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await app.ok('groups.create', { kind: 'phone', subject: 'Street' })
    const set = await app.ok('ruleSets.save', {
      name: 'Phone',
      rules: { posting: { who: 'admins' }, inviteLinkRotation: { everyDays: 3 } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
    expect(await openCodes(app, groupId)).toEqual(['confirmation_missing', 'confirmation_missing'])
    expect(await statusOf(app, groupId, 'posting')).toMatchObject({
      state: 'by_hand',
      condition: 'pending',
      checklist: ['posting_step_1', 'posting_step_2', 'posting_step_3', 'posting_step_4'],
    })
    await app.ok('rules.confirm', { groupId, rule: 'posting', note: 'Done on the blue phone' })
    await app.ok('rules.confirm', { groupId, rule: 'invite_link_rotation' })
    const held = await statusOf(app, groupId, 'posting')
    expect(held).toMatchObject({ condition: 'ok', confirmedBy: 'owner' })
    expect(held.staleAt! - held.confirmedAt!).toBe(30 * dayMs)
    expect(await openCodes(app, groupId)).toEqual([])
    app.advance(3 * dayMs)
    await app.ok('findings.evaluate', { groupId })
    expect(await statusOf(app, groupId, 'invite_link_rotation')).toMatchObject({
      condition: 'stale',
    })
    expect(await statusOf(app, groupId, 'posting')).toMatchObject({ condition: 'ok' })
    await app.ok('settings.update', { confirmationStaleDays: 2 })
    expect(await statusOf(app, groupId, 'posting')).toMatchObject({ condition: 'stale' })
    await app.ok('rules.confirm', { groupId, rule: 'posting' })
    expect(await openCodes(app, groupId)).toEqual(['confirmation_stale'])
    expect(await auditActions(app)).toContain('rules.confirmed')
  })

  test('of another kind cannot be confirmed', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const managed = await groupNamed(app, 'Small group')
    const { groupId } = await app.ok('groups.create', { kind: 'phone', subject: 'Street' })
    const set = await app.ok('ruleSets.save', {
      name: 'Both',
      rules: { posting: { who: 'admins' }, memberReview: { everyDays: 9, criteria: {} } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [managed.id, groupId] })
    for (const input of [
      { groupId: managed.id, rule: 'posting' },
      { groupId, rule: 'member_review' },
      { groupId, rule: 'inviting' },
    ])
      expect(await app.refused('rules.confirm', input)).toMatchObject({
        code: 'conflict',
        field: 'rule',
      })
  })
})

describe('findings', () => {
  test('follow what people do: an admin-only group in which a member wrote', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const set = await app.ok('ruleSets.save', {
      name: 'Quiet',
      rules: { posting: { who: 'admins' } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
    expect(await openCodes(app, group.id)).toEqual([])
    app.advance(1000)
    app.sandbox.simulate.message(
      sandboxGroup(app, 'Small group').id,
      { phone: '+12025550101' },
      'Hello all',
    )
    await app.settle()
    const page = await until(
      'the finding',
      () => app.ok('findings.list', { groupId: group.id, rule: 'posting' }),
      ({ total }) => total === 1,
    )
    expect(page.items[0]).toMatchObject({
      code: 'non_admin_posted',
      maskedNumber: '+1 202 ···· 0101',
      evidence: { code: 'non_admin_posted', params: { count: 1 } },
    })
    await app.ok('findings.dismiss', { findingId: page.items[0]!.id, note: 'It was a thank you' })
    await app.ok('findings.evaluate', {})
    expect(await openCodes(app, group.id)).toEqual([])
    expect((await app.ok('findings.list', { state: 'dismissed' })).items).toMatchObject([
      { note: 'It was a thank you' },
    ])
    expect(await app.refused('findings.dismiss', { findingId: page.items[0]!.id })).toMatchObject({
      code: 'conflict',
      field: 'findingId',
    })
    expect(await auditActions(app)).toContain('findings.dismissed')
  })

  test('look at a chosen list and at consent, and change with them at once', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importCsv(
      app,
      ['name,number', 'Anna Quill,+12025550111', 'Ben Oak,+12025550112'],
      'Street',
    )
    const list = await app.ok('contactLists.save', { name: 'Regulars' })
    expect(await app.refused('contactLists.save', { name: 'Regulars' })).toMatchObject({
      code: 'conflict',
      field: 'name',
    })
    const set = await app.ok('ruleSets.save', {
      name: 'Members',
      rules: {
        memberReview: { everyDays: 90, criteria: { noOptIn: true, notInListId: list.id } },
      },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
    expect((await openCodes(app, groupId)).slice(0, 4)).toEqual([
      'member_no_opt_in',
      'member_no_opt_in',
      'member_not_in_list',
      'member_not_in_list',
    ])
    const [anna] = await membersOf(app, groupId)
    await app.ok('consent.record', { contactId: anna!.contactId, state: 'given', source: 'form' })
    expect(
      await app.ok('contactLists.setMembers', {
        listId: list.id,
        contactIds: [anna!.contactId],
        isIn: true,
      }),
    ).toMatchObject({ size: 1 })
    expect((await openCodes(app, groupId)).slice(0, 2)).toEqual([
      'member_no_opt_in',
      'member_not_in_list',
    ])
    const again = (await membersOf(app, groupId)).find((m) => m.contactId === anna!.contactId)
    expect(again).toMatchObject({ optIn: 'opted_in', listNames: ['Regulars'] })
    await app.ok('contactLists.setMembers', {
      listId: list.id,
      contactIds: [anna!.contactId],
      isIn: false,
    })
    expect(await openCodes(app, groupId)).toHaveLength(4)
  })

  test('are told as evidence of an imported chat', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importChat(app, [
      '[01/02/2026, 09:00:00] Anna Quill: Good morning',
      '[20/02/2026, 09:00:00] Ben Oak: Good morning',
    ])
    const set = await app.ok('ruleSets.save', {
      name: 'Members',
      rules: { memberReview: { everyDays: 90, criteria: { inactiveDays: 30 } } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
    const { items } = await app.ok('findings.list', { groupId, rule: 'member_review' })
    const inactive = items.filter((item) => item.code === 'member_inactive')
    expect(inactive.map((item) => item.name).sort()).toEqual(['Anna Quill', 'Ben Oak'])
    expect(inactive[0]!.evidence.params).toHaveProperty('days')
  })
})
