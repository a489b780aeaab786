import { describe, expect, test } from 'vitest'
import {
  auditActions,
  groupNamed,
  importCsv,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
  dayMs,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

async function synced() {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  const group = await groupNamed(app, 'Small group')
  return { app, group, remote: sandboxGroup(app, 'Small group') }
}

const memberWith = async (app: TestApp, groupId: string, digits: string) =>
  (await membersOf(app, groupId)).find((member) => member.maskedNumber?.endsWith(digits))!

const openCodes = async (app: TestApp, groupId: string) =>
  (await app.ok('findings.list', { groupId })).items.map((item) => item.code).sort()

describe('consent', () => {
  test('withdrawn at WhatsApp counts at once, in every group of the person', async () => {
    const { app, group } = await synced()
    const { groupId: street } = await importCsv(
      app,
      ['name,number', 'Anna Quill,+12025550101'],
      'Street',
    )
    const set = await app.ok('ruleSets.save', {
      name: 'Members',
      rules: { memberReview: { everyDays: 90, criteria: { optedOut: true } } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id, street] })
    const member = await memberWith(app, group.id, '0101')
    await app.ok('consent.record', {
      contactId: member.contactId,
      state: 'given',
      source: 'shop_visit',
    })
    expect((await memberWith(app, group.id, '0101')).optIn).toBe('opted_in')
    app.advance(2000)
    app.sandbox.simulate.marketingStop({ phone: '+12025550101' })
    await app.settle()
    for (const groupId of [group.id, street])
      await until(
        'the finding',
        () => openCodes(app, groupId),
        (codes) => codes.includes('member_opted_out'),
      )
    expect((await memberWith(app, street, '0101')).optIn).toBe('opted_out')
    expect((await app.ok('overview.get', {})).optedOut).toBe(1)
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['consent.given', 'consent.withdrawn']),
    )
    app.advance(2000)
    app.sandbox.simulate.marketingResume({ phone: '+12025550101' })
    await app.settle()
    await until(
      'the resumption',
      () => memberWith(app, group.id, '0101'),
      (now) => now.optIn === 'opted_in',
    )
  })

  test('withdrawn by one contact stays withdrawn when two turn out to be one person', async () => {
    const { app, group, remote } = await synced()
    const userId = 'US.13491208655302741918'
    const { groupId: street } = await importCsv(app, ['name,number', 'Vale,+12025550177'], 'Street')
    const before = await memberWith(app, street, '0177')
    await app.ok('consent.record', {
      contactId: before.contactId,
      state: 'withdrawn',
      source: 'spoken',
    })
    app.advance(60_000)
    // the same person, seen by user id alone, says yes in the shop
    tellMessage(app, remote.id, { user_id: userId })
    await app.settle()
    const stranger = await until(
      'the member without a number',
      async () => (await membersOf(app, group.id)).find((member) => member.maskedNumber === null),
      (member) => member !== undefined,
    )
    await app.ok('consent.record', {
      contactId: stranger!.contactId,
      state: 'given',
      source: 'shop_visit',
    })
    app.advance(60_000)
    tellMessage(app, remote.id, { wa_id: '12025550177', user_id: userId })
    await app.settle()
    const merged = await until(
      'the merge',
      () => membersOf(app, group.id),
      (members) => members.every((member) => member.maskedNumber !== null),
    )
    const person = merged.find((member) => member.contactId === before.contactId)!
    expect(person).toMatchObject({ optIn: 'opted_out', messages30: 2 })
    app.advance(1000)
    await app.ok('consent.record', {
      contactId: before.contactId,
      state: 'given',
      source: 'form',
    })
    expect((await memberWith(app, group.id, '0177')).optIn).toBe('opted_in')
  })

  test('of somebody unknown is refused', async () => {
    const app = await startTestApp({ connect: false })
    const contactId = '019b0000-0000-7000-8000-000000000000'
    for (const [name, input] of [
      ['consent.record', { contactId, state: 'given', source: 'form' }],
      ['members.reveal', { contactId }],
    ] as const)
      expect(await app.refused(name, input)).toMatchObject({
        code: 'not_found',
        field: 'contactId',
      })
  })
})

let told = 0

/** A text in a group from whoever these keys name, as WhatsApp tells it. */
function tellMessage(
  app: TestApp,
  groupId: string,
  keys: { wa_id?: string; user_id?: string },
): void {
  told += 1
  app.sandbox.simulate.emit('messages', {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: '14155550100',
      phone_number_id: app.sandbox.phoneNumberId,
    },
    contacts: [{ profile: { name: 'Robin Vale' }, ...keys }],
    messages: [
      {
        ...(keys.wa_id ? { from: keys.wa_id } : {}),
        ...(keys.user_id ? { from_user_id: keys.user_id } : {}),
        id: `wamid.told${told}`,
        timestamp: String(Math.floor(app.clock.now() / 1000)),
        type: 'text',
        group_id: groupId,
        text: { body: 'Good morning' },
      },
    ],
  })
}

describe('a person without a number', () => {
  test('is listed, reviewed, planned for and removed by user id', async () => {
    const { app, group, remote } = await synced()
    app.sandbox.simulate.hideNumber({ phone: '+12025550160' }, 'robin.vale')
    app.sandbox.simulate.join(remote.id, { phone: '+12025550160' })
    await app.settle()
    await app.ok('sync.run', {})
    const members = await membersOf(app, group.id)
    const robin = members.find((member) => member.maskedNumber === null)!
    expect(robin).toMatchObject({ username: 'robin.vale', numberState: 'none' })
    expect(members).toHaveLength(4)
    expect(await app.ok('members.reveal', { contactId: robin.contactId })).toEqual({
      number: null,
    })
    const { id: reviewId } = await app.ok('reviews.start', { groupId: group.id })
    const items = (await app.ok('reviews.items', { reviewId })).items
    expect(items.map((item) => item.member.contactId)).toContain(robin.contactId)
    await app.ok('reviews.cancel', { reviewId })
    app.advance(8 * dayMs)
    const set = await app.ok('ruleSets.save', {
      name: 'Members',
      rules: { memberReview: { everyDays: 90, criteria: { neverWrote: true } } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
    const { planId } = await app.ok('plans.create', { groupId: group.id })
    const plan = await app.ok('plans.get', { planId: planId! })
    await app.ok('plans.approve', {
      planId: planId!,
      actions: 'all',
      confirmedRemovals: plan.counts.removals,
    })
    await until(
      'all to be out',
      () => membersOf(app, group.id),
      (members) => members.length === 0,
    )
    expect(remote.participants).toEqual([])
  })
})

describe('a person with another number', () => {
  test('stays the same contact and is reached by the number of today', async () => {
    const { app, group } = await synced()
    const before = await memberWith(app, group.id, '0101')
    app.sandbox.simulate.changeNumber({ phone: '+12025550101' }, '+12025550177')
    await app.settle()
    const after = await until(
      'the new number',
      () => memberWith(app, group.id, '0177'),
      (member) => member !== undefined,
    )
    expect(after.contactId).toBe(before.contactId)
    expect(await app.ok('members.reveal', { contactId: after.contactId })).toEqual({
      number: '+12025550177',
    })
    await app.ok('sync.run', {})
    expect(await membersOf(app, group.id)).toHaveLength(3)
    const entries = await app.ok('audit.list', { contactId: after.contactId, limit: 500 })
    expect(entries.items.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['members.revealed', 'contacts.identityChanged']),
    )
    expect(JSON.stringify(entries)).not.toMatch(/5550101|5550177/)
  })
})
