import { runBroadcastPlan } from './full-run-broadcast-plan.ts'
import { runBroadcastSending } from './full-run-broadcast-sending.ts'
import { runCleanUp } from './full-run-clean-up.ts'
import { runConsent } from './full-run-consent.ts'
import { runContacts } from './full-run-contacts.ts'
import { runImports } from './full-run-imports.ts'
import { runScreening } from './full-run-screening.ts'
import { runSegments } from './full-run-segments.ts'
import { runTemplates } from './full-run-templates.ts'
import { until } from './until.ts'
import {
  dayMs,
  groupNamed,
  importChat,
  importCsv,
  membersOf,
  sandboxGroup,
  type TestApp,
} from './test-app.ts'

/** What the full run puts in: each of it has to stay where it belongs. */
export const planted = {
  names: ['Annabel Quillworth', 'Benedict Oakes'],
  numbers: ['12025550101', '12025550102', '12025550103', '12025550150', '12025550191'],
  texts: ['Marigold seedlings are in', 'Is the greenhouse open today?', 'Moved to Quebec in May'],
} as const

/** Every command of the contract once, as an owner could come to them in the life of a shop. */
export async function runEverything(app: TestApp): Promise<void> {
  await app.ok('settings.update', { colorScheme: 'dark' })
  await app.ok('sync.run', {})
  await app.ok('account.check', {})
  await app.ok('account.setAccessToken', { accessToken: app.sandbox.accessToken })
  const phoneGroupId = await importPhoneGroups(app)
  await ruleAndReview(app, phoneGroupId)
  await joinAndPlan(app)
  await announce(app)
  await groupsComeAndGo(app)
  await troubles(app)
  await runContacts(app)
  await runImports(app)
  await runConsent(app)
  await runScreening(app)
  await runSegments(app)
  await runBroadcastPlan(app)
  await runBroadcastSending(app)
  await runTemplates(app)
  await runCleanUp(app)
  await report(app)
  await app.ok('workspace.backup', {})
  await app.ok('tasks.cancel', { taskId: 'none' })
  await app.ok('account.disconnect', {})
}

async function importPhoneGroups(app: TestApp): Promise<string> {
  const { groupId } = await importChat(app, [
    `[01/02/2026, 09:00:00] ${planted.names[0]}: ${planted.texts[0]}`,
    `[20/02/2026, 09:00:00] ${planted.names[1]}: Thank you`,
  ])
  await importCsv(app, ['name,number', `${planted.names[1]},+${planted.numbers[4]}`], 'Neighbours')
  const { fileId } = await app.ok('files.stage', { fileName: 'x.txt', bytes: 1 })
  await app.ok('files.append', { fileId, base64: 'eA==' })
  await app.ok('files.read', { fileId, offset: 0, length: 1 })
  await app.ok('files.discard', { fileId })
  const members = await membersOf(app, groupId)
  await app.ok('members.reveal', { contactId: members[0]!.contactId })
  await app.ok('consent.record', {
    contactId: members[0]!.contactId,
    state: 'given',
    source: 'form',
  })
  const list = await app.ok('contactLists.save', { name: 'Regulars' })
  await app.ok('contactLists.setMembers', {
    listId: list.id,
    contactIds: [members[0]!.contactId],
    isIn: true,
  })
  return groupId
}

async function ruleAndReview(app: TestApp, groupId: string): Promise<void> {
  const set = await app.ok('ruleSets.save', {
    name: 'Phone',
    rules: {
      posting: { who: 'admins' },
      inviting: { who: 'admins' },
      memberReview: { everyDays: 30, criteria: { inactiveDays: 30 } },
    },
  })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [groupId] })
  await app.ok('rules.confirm', { groupId, rule: 'inviting' })
  await app.ok('findings.evaluate', {})
  const { items } = await app.ok('findings.list', { groupId })
  await app.ok('findings.dismiss', { findingId: items[0]!.id })
  const given = await app.ok('reviews.start', { groupId })
  await app.ok('reviews.cancel', { reviewId: given.id })
  const { id: reviewId } = await app.ok('reviews.start', { groupId })
  const page = await app.ok('reviews.items', { reviewId })
  await app.ok('reviews.decide', {
    reviewId,
    itemId: page.items[0]!.id,
    decision: 'remove',
    note: planted.texts[2],
  })
  await app.ok('reviews.decideMany', { reviewId, decision: 'keep' })
  const { planId } = await app.ok('reviews.finish', { reviewId })
  const plan = await app.ok('plans.get', { planId: planId! })
  await app.ok('plans.approve', {
    planId: planId!,
    actions: 'all',
    confirmedRemovals: plan.counts.removals,
  })
  await app.ok('plans.tick', { actionId: plan.actions[0]!.id, isDone: true })
}

async function joinAndPlan(app: TestApp): Promise<void> {
  const remote = sandboxGroup(app, 'Approval group')
  for (const phone of ['+12025550150', '+12025550151'])
    app.sandbox.simulate.requestToJoin(remote.id, { phone })
  app.sandbox.simulate.message(
    sandboxGroup(app, 'Small group').id,
    { phone: '+12025550101', name: 'Clementine Hawthorne' },
    planted.texts[1],
  )
  await app.settle()
  const { items } = await until(
    'the join requests',
    () => app.ok('joinRequests.list', {}),
    (page) => page.total === 2,
  )
  await app.ok('joinRequests.approve', { joinRequestIds: [items[0]!.id] })
  await app.ok('joinRequests.reject', { joinRequestIds: [items[1]!.id] })
  const group = await groupNamed(app, 'Small group')
  const set = await app.ok('ruleSets.save', {
    name: 'Managed',
    rules: { memberReview: { everyDays: 90, criteria: { neverWrote: true } } },
  })
  await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
  const first = await app.ok('plans.create', { groupId: group.id })
  await app.ok('plans.cancel', { planId: first.planId! })
  const second = await app.ok('plans.create', { groupId: group.id })
  const plan = await app.ok('plans.get', { planId: second.planId! })
  await app.ok('plans.approve', {
    planId: plan.id,
    actions: [plan.actions[0]!.id],
    confirmedRemovals: 1,
  })
  await app.settle()
  await app.ok('ruleSets.delete', { ruleSetId: set.id })
}

async function announce(app: TestApp): Promise<void> {
  const group = await groupNamed(app, 'Small group')
  const street = await groupNamed(app, 'Neighbours')
  const content = { type: 'text' as const, body: planted.texts[0] }
  const draft = { groupIds: [group.id, street.id], content, pinDays: 7 }
  await app.ok('announcements.preview', draft)
  const sent = await app.ok('announcements.send', draft)
  await app.settle()
  const { deliveries } = await app.ok('announcements.get', { announcementId: sent.id })
  for (const delivery of deliveries) {
    await app.ok('announcements.members', { deliveryId: delivery.id })
    if (delivery.state === 'by_hand')
      await app.ok('announcements.tick', { deliveryId: delivery.id })
  }
  const { templates } = await app.ok('templates.list', {})
  const later = await app.ok('announcements.send', {
    groupIds: [group.id],
    content: { type: 'template', templateId: templates[0]!.id, variables: { '1': 'you' } },
    sendAt: app.clock.now() + dayMs,
  })
  await app.ok('announcements.cancel', { announcementId: later.id })
}

async function groupsComeAndGo(app: TestApp): Promise<void> {
  const { groupId } = await app.ok('groups.create', { kind: 'managed', subject: 'Tea club' })
  await until(
    'the group',
    () => app.ok('groups.get', { groupId }),
    (group) => group.state === 'active',
  )
  await app.ok('groups.revealInviteLink', { groupId })
  await app.ok('groups.resetInviteLink', { groupId })
  await app.ok('groups.update', { groupId, description: 'Thursdays' })
  await app.settle()
  await app.ok('groups.delete', { groupId, confirmSubject: 'Tea club' })
  await app.settle()
}

/** What only trouble brings up: work tried again, taken back, and settled by the owner's word. */
async function troubles(app: TestApp): Promise<void> {
  const { id: groupId } = await groupNamed(app, 'Small group')
  const state = (jobId: string, wanted: string) =>
    until(
      `the job to be ${wanted}`,
      async () =>
        (await app.ok('jobs.list', { limit: 500 })).items.find((job) => job.id === jobId)!,
      (job) => job.state === wanted,
    )
  app.sandbox.setFaults({
    calls: [{ kind: 'error', code: 131215, route: 'POST */invite_link', times: 1 }],
  })
  const reset = await app.ok('groups.resetInviteLink', { groupId })
  await state(reset.jobId, 'failed')
  await app.ok('jobs.retry', { jobId: reset.jobId })
  await state(reset.jobId, 'done')
  app.sandbox.setFaults({
    calls: [{ kind: 'timeout_after', route: 'POST */messages', times: 1 }],
    webhooks: [{ kind: 'drop' }],
  })
  const sent = await app.ok('announcements.send', {
    groupIds: [groupId],
    content: { type: 'text', body: planted.texts[0] },
  })
  const { deliveries } = await app.ok('announcements.get', { announcementId: sent.id })
  await state(deliveries[0]!.jobId!, 'unknown')
  app.sandbox.setFaults({})
  await app.ok('jobs.resolve', { jobId: deliveries[0]!.jobId!, outcome: 'happened' })
  app.sandbox.simulate.expireToken()
  const waiting = await app.ok('groups.resetInviteLink', { groupId })
  await until(
    'the stop',
    () => app.ok('account.get', {}),
    (account) => account.stoppedCode !== null,
  )
  await app.ok('jobs.cancel', { jobId: waiting.jobId })
  app.sandbox.state.account.tokenExpired = false
  await app.ok('account.check', {})
}

/** Reports as a page takes them: staged, and read in pieces. */
async function report(app: TestApp): Promise<void> {
  const { files } = await app.ok('reports.export', { formats: ['html', 'csv', 'json'] })
  for (const file of files) {
    await app.ok('files.read', { fileId: file.fileId, offset: 0, length: 4 * 1024 * 1024 })
    await app.ok('files.discard', { fileId: file.fileId })
  }
}
