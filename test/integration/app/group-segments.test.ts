import { describe, expect, test } from 'vitest'
import type { SegmentGroup } from '../../../shared/domain/segments.ts'
import { openReadableStore } from '../../../electron/store/open.ts'
import {
  afterTest,
  auditActions,
  membersOf,
  startTestApp,
  type TestApp,
} from '../../helpers/test-app.ts'

const city = (value: string): SegmentGroup => ({
  type: 'all',
  isNot: false,
  of: [{ type: 'text', field: 'city', operator: 'is', value }],
})

/** A managed group with a free seat, kept by those of one town. */
async function keptGroup() {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  const { items } = await app.ok('groups.list', { limit: 500 })
  const group = items.find(
    ({ kind, state, participantCount }) =>
      kind === 'managed' && state === 'active' && participantCount > 1 && participantCount < 7,
  )!
  const segment = await app.ok('segments.save', { name: 'Lindow', conditions: city('Lindow') })
  await app.ok('groupSegments.set', { groupId: group.id, segmentId: segment.id })
  return { app, groupId: group.id, segmentId: segment.id }
}

async function person(app: TestApp, name: string, number: string, state?: 'given' | 'withdrawn') {
  const { contactId } = await app.ok('contacts.create', { name, number, city: 'Lindow' })
  if (state !== undefined)
    await app.ok('consent.record', { contactId, purpose: 'service', state, source: 'form' })
  return contactId
}

/** The approved template of this name. */
async function templateCalled(app: TestApp, name: string) {
  const { templates } = await app.ok('templates.list', {})
  return templates.find((template) => template.name === name)!.id
}

/** Kinds of the messages that WhatsApp took for single people. */
const sentTo = (app: TestApp) =>
  [...app.sandbox.state.sent.values()].filter((sent) => sent.person !== undefined)

describe('a group kept by a segment', () => {
  test('tells whom it would invite, whom not and why, and whom it would take out', async () => {
    const { app, groupId } = await keptGroup()
    await person(app, 'Anna Quill', '+12025550171', 'given')
    await person(app, 'Bruno Oakes', '+12025550172', 'withdrawn')
    await person(app, 'Carla Finch', '+12025550173')
    const before = await app.ok('plans.list', {})
    const told = await app.ok('groupSegments.get', { groupId })
    expect(told).toMatchObject({ total: 3, inGroup: 0 })
    expect(told.toInvite.map((contact) => contact.name)).toEqual(['Anna Quill'])
    expect(new Map(told.leftOut.map((row) => [row.reason, row.contacts]))).toEqual(
      new Map([
        ['opted_out', 1],
        ['no_opt_in', 1],
      ]),
    )
    expect(told.toRemove.length).toBeGreaterThan(0)
    expect(await app.ok('plans.list', {})).toEqual(before)
  })

  test('proposes removals as a plan that waits, once, and takes nobody out by itself', async () => {
    const { app, groupId } = await keptGroup()
    const members = (await membersOf(app, groupId)).length
    const { planId, removals } = await app.ok('groupSegments.propose', { groupId })
    const plan = await app.ok('plans.get', { planId: planId! })
    expect(plan.state).toBe('open')
    expect(plan.actions).toHaveLength(removals)
    expect(plan.actions[0]).toMatchObject({
      kind: 'remove_participant',
      state: 'proposed',
      reasons: [{ code: 'member_not_in_segment', params: { segmentName: 'Lindow' } }],
    })
    expect(await app.ok('groupSegments.propose', { groupId })).toEqual({
      planId: null,
      removals: 0,
    })
    expect((await membersOf(app, groupId)).length).toBe(members)
  })

  test('invites by template as many as were confirmed, and nobody twice', async () => {
    const { app, groupId } = await keptGroup()
    await person(app, 'Anna Quill', '+12025550171', 'given')
    const { id: templateId } = await app.ok('templates.addGroupInvite', { language: 'en' })
    const input = { groupId, templateId }
    expect(await app.refused('groupSegments.invite', { ...input, confirmCount: 2 })).toMatchObject({
      code: 'confirmation_required',
      params: { recipients: 1 },
    })
    expect(await app.ok('groupSegments.invite', { ...input, confirmCount: 1 })).toEqual({
      queued: 1,
    })
    const told = await app.ok('groupSegments.get', { groupId })
    expect(told.toInvite).toEqual([])
    expect(told.leftOut).toEqual([{ reason: 'invited', contacts: 1 }])
    expect(await auditActions(app)).toContain('groupSegments.invited')
    await app.settle()
    // the sandbox takes this template with the group only, and makes the link itself
    expect(sentTo(app)).toMatchObject([{ type: 'template', templateCategory: 'UTILITY' }])
  })

  test('writes the whole invitation with its link while the 24 hours are open', async () => {
    const { app, groupId } = await keptGroup()
    await person(app, 'Anna Quill', '+12025550171', 'given')
    app.sandbox.simulate.message(null, { phone: '+12025550171' }, 'Hello')
    await app.settle()
    const { id: templateId } = await app.ok('templates.addGroupInvite', { language: 'en' })
    await app.ok('groupSegments.invite', { groupId, templateId, confirmCount: 1 })
    await app.settle()
    expect(sentTo(app)).toMatchObject([{ type: 'text' }])
    const { inviteLink } = await app.ok('groups.revealInviteLink', { groupId })
    const store = openReadableStore({ directory: app.dataDir, key: app.storeKey() })
    afterTest(() => store.close())
    expect(store.prepare('SELECT text, group_id FROM direct_message').all()).toEqual([
      {
        text: `You are invited to a group of ours. Open ${inviteLink} to join, if you would like to.`,
        group_id: groupId,
      },
    ])
  })

  test('in own words invites those who agreed to offers, by a marketing template alone', async () => {
    const { app, groupId } = await keptGroup()
    await person(app, 'Anna Quill', '+12025550171', 'given')
    const contactId = await person(app, 'Bruno Oakes', '+12025550172')
    await app.ok('consent.record', {
      contactId,
      purpose: 'marketing',
      state: 'given',
      source: 'form',
    })
    const utility = await templateCalled(app, 'order_ready')
    expect(
      await app.refused('groupSegments.invite', { groupId, templateId: utility, confirmCount: 1 }),
    ).toMatchObject({ code: 'template_parameters_wrong', field: 'templateId' })
    const templateId = await templateCalled(app, 'spring_offer')
    await app.ok('groupSegments.invite', { groupId, templateId, confirmCount: 1 })
    await app.settle()
    expect(sentTo(app)).toMatchObject([{ type: 'template', templateCategory: 'MARKETING' }])
  })

  test('tells of a segment which groups it keeps and how far each is from it', async () => {
    const { app, groupId, segmentId } = await keptGroup()
    await person(app, 'Anna Quill', '+12025550171', 'given')
    await person(app, 'Bruno Oakes', '+12025550172')
    const { toRemove } = await app.ok('groupSegments.get', { groupId })
    const { subject } = await app.ok('groups.get', { groupId })
    expect(await app.ok('groupSegments.list', { segmentId })).toEqual({
      groups: [
        { groupId, subject, inGroup: 0, missing: 2, toInvite: 1, toRemove: toRemove.length },
      ],
    })
    await app.ok('groupSegments.set', { groupId, segmentId: null })
    expect(await app.ok('groupSegments.list', { segmentId })).toEqual({ groups: [] })
    expect(await app.refused('groupSegments.list', { segmentId: groupId })).toMatchObject({
      code: 'not_found',
    })
  })

  test('refuses what cannot be: no segment, a template without a place for the link, a segment in use', async () => {
    const { app, groupId, segmentId } = await keptGroup()
    expect(await app.refused('segments.delete', { segmentId })).toMatchObject({ code: 'conflict' })
    await app.ok('groupSegments.set', { groupId, segmentId: null })
    expect(await app.refused('groupSegments.propose', { groupId })).toMatchObject({
      code: 'conflict',
      field: 'groupId',
    })
    expect(await app.refused('groupSegments.set', { groupId, segmentId: 'nowhere' })).toMatchObject(
      { code: 'invalid_input' },
    )
    await app.ok('segments.delete', { segmentId })
  })
})
