import { join } from 'node:path'
import type { PlanAction } from '../../shared/domain/plans.ts'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { buildDemoChatExport } from '../sandbox/demo-shop/chat-export.ts'
import { buildDemoMembersCsv } from '../sandbox/demo-shop/members-csv.ts'
import type { Call, DemoOptions, Step } from './demo-options.ts'
import { runPeopleDemo } from './demo-people.ts'
import { checkReports } from './demo-reports.ts'

const caller = { host: 'cli', actor: 'demo owner' } as const
const drainMs = 15_000

/** Walks through the main job step by step; a step that does not come out as it should throws. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { app, print } = options
  const call: Call = async (name, input) => {
    const reply = await app.call(name, input, caller)
    if (!reply.ok)
      throw new Error(`${name} was refused: ${reply.error.code} ${reply.error.message}`)
    return reply.value as CallOutput<typeof name>
  }
  const step = (title: string, ...lines: string[]) =>
    print([`\n▸ ${title}`, ...lines.map((line) => `  ${line}`)].join('\n'))

  await connect(options, call, step)
  const phoneGroupId = await importPhoneGroup(options, call, step)
  await assignRules(call, step, phoneGroupId)
  await review(call, step, phoneGroupId)
  await planAndApply(options, call, step)
  await announce(options, call, step)
  await runPeopleDemo(options, call, step)
  await report(options, call, step)
}

async function connect({ sandbox }: DemoOptions, call: Call, step: Step): Promise<void> {
  await call('workspace.create', {
    vault: 'memory',
    name: 'Jasmine & Co. Flowers (demo)',
    language: 'en',
    defaultCountry: 'US',
  })
  await call('settings.update', {
    rateCard: { currency: 'USD', asOf: '2026-07-01', marketing: 0.025, utility: 0.004 },
  })
  const { account, checks } = await call('account.connect', {
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
    accessToken: sandbox.accessToken,
    appSecret: sandbox.appSecret,
    baseUrl: sandbox.url,
  })
  step(
    'Workspace made in memory, account connected',
    `${account.verifiedName ?? 'account'}: groups ${account.groups}`,
    `checks: ${checks.map((check) => `${check.item} ${check.outcome}`).join(', ')}`,
  )
  const synced = await call('sync.run', {})
  await sandbox.drain(drainMs)
  const { updatesReceived } = await call('sync.status', {})
  step(
    'Synced from the Business API',
    `${synced.groups} groups, ${synced.participants} members, ${synced.joinRequests} join requests, ${synced.templates} templates`,
    `${updatesReceived} updates taken in: messages, joins and leaves of the last months`,
  )
}

async function importPhoneGroup(
  { outputDir, write }: DemoOptions,
  call: Call,
  step: Step,
): Promise<string> {
  const chatFile = join(outputDir, '_chat.txt')
  const csvFile = join(outputDir, 'members.csv')
  await write(chatFile, buildDemoChatExport(Date.now(), 'ios', 'en'))
  await write(csvFile, buildDemoMembersCsv(Date.now()))
  const chat = await call('chatExports.import', {
    file: { path: chatFile },
    subject: 'Jasmine Flower Friends (demo)',
  })
  step(
    'Chat export imported',
    `${chat.format}: ${chat.messages} messages, ${chat.newMembers} members, ${chat.left} left, ${chat.systemMessages} notices`,
  )
  const again = await call('chatExports.import', {
    file: { path: chatFile },
    groupId: chat.groupId,
  })
  step(
    'The same export again',
    `${again.newMessages} new messages, ${again.newMembers} new members`,
  )
  const csv = await call('members.import', { file: { path: csvFile }, groupId: chat.groupId })
  step(
    'Member list imported',
    `${csv.rows} rows, ${csv.imported} taken, ${csv.newMembers} new members, ${csv.rejectedTotal} rejected`,
  )
  return chat.groupId
}

async function assignRules(call: Call, step: Step, phoneGroupId: string): Promise<void> {
  const managed = await call('ruleSets.save', {
    name: 'Customer groups',
    rules: {
      inviting: { who: 'admins' },
      joinApproval: { required: true },
      inviteLinkRotation: { everyDays: 30 },
      announcementCadence: {
        everyDays: 14,
        text: 'Fresh peonies on Thursday, wreath workshop on Saturday at 10.',
      },
      pinnedMessage: { text: 'Welcome! Orders before noon are delivered the same day.', days: 30 },
      memberReview: { everyDays: 90, criteria: { inactiveDays: 60, optedOut: true } },
    },
  })
  const phone = await call('ruleSets.save', {
    name: 'Big group on the phone',
    rules: {
      posting: { who: 'admins' },
      memberReview: { everyDays: 90, criteria: { inactiveDays: 120, neverWrote: true } },
    },
  })
  const { items } = await call('groups.list', { kind: 'managed' })
  await call('ruleSets.assign', { ruleSetId: managed.id, groupIds: items.map((group) => group.id) })
  await call('ruleSets.assign', { ruleSetId: phone.id, groupIds: [phoneGroupId] })
  const findings = await call('findings.list', { limit: 500 })
  const counts = new Map<string, number>()
  for (const finding of findings.items)
    counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1)
  step('Rule sets assigned', `${items.length} managed groups, 1 phone group`)
  step(
    `Findings: ${findings.total}`,
    ...[...counts].sort().map(([code, count]) => `${String(count).padStart(4)}  ${code}`),
  )
}

async function review(call: Call, step: Step, groupId: string): Promise<void> {
  const started = await call('reviews.start', { groupId })
  const { items } = await call('reviews.items', {
    reviewId: started.id,
    filter: 'undecided',
    limit: 5,
  })
  for (const item of items)
    await call('reviews.decide', {
      reviewId: started.id,
      itemId: item.id,
      decision: 'remove',
      note: 'Never wrote',
    })
  const dryRun = await call('reviews.decideMany', {
    reviewId: started.id,
    decision: 'keep',
    dryRun: true,
  })
  await call('reviews.decideMany', { reviewId: started.id, decision: 'keep' })
  const { review: finished, planId } = await call('reviews.finish', { reviewId: started.id })
  const { total, keep, remove } = finished.summary
  step(
    'Member review of the phone group',
    `${total} members: ${remove} to remove, ${keep} to keep (bulk, counted first: ${dryRun.matched})`,
  )
  if (planId === null) throw new Error('The review gave no plan')
  const plan = await call('plans.get', { planId })
  await call('plans.approve', { planId, actions: 'all', confirmedRemovals: plan.counts.removals })
  for (const action of plan.actions) await call('plans.tick', { actionId: action.id, isDone: true })
  const done = await call('plans.get', { planId })
  step(
    'Its plan, done by hand on the phone',
    `${done.counts.done} of ${plan.actions.length} ticked off, plan ${done.state}`,
  )
}

async function planAndApply({ app }: DemoOptions, call: Call, step: Step): Promise<void> {
  const created = await call('plans.create', {})
  if (created.planId === null) throw new Error('There is nothing to plan')
  const plan = await call('plans.get', { planId: created.planId })
  step(
    `Plan (dry run): ${created.actions} actions, ${created.removals} removals that cannot be undone`,
    ...tally(plan.actions),
  )
  await call('plans.approve', {
    planId: plan.id,
    actions: 'all',
    confirmedRemovals: plan.counts.removals,
  })
  await app.drain(drainMs)
  for (const action of plan.actions.filter((action) => action.mode === 'by_hand'))
    await call('plans.tick', { actionId: action.id, isDone: true })
  const applied = await call('plans.get', { planId: plan.id })
  const { done, failed, unknown } = applied.counts
  step(
    `Applied and confirmed: plan ${applied.state}`,
    `${done} done, ${failed} failed, ${unknown} unknown`,
  )
  await call('sync.run', {})
  const again = await call('plans.create', {})
  const left =
    again.planId === null ? [] : (await call('plans.get', { planId: again.planId })).actions
  step(
    'Planned again',
    again.planId === null ? 'no difference left' : `${again.actions} actions left`,
    ...tally(left),
  )
}

function tally(actions: readonly PlanAction[]): string[] {
  const counts = new Map<string, number>()
  for (const action of actions) {
    const key = `${action.kind}${action.mode === 'by_hand' ? ' (by hand)' : ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].sort().map(([key, count]) => `${String(count).padStart(4)}  ${key}`)
}

async function announce({ app }: DemoOptions, call: Call, step: Step): Promise<void> {
  const { items } = await call('groups.list', { kind: 'managed' })
  const { templates } = await call('templates.list', {})
  const template = templates.find(
    (found) => found.status === 'APPROVED' && found.category === 'UTILITY',
  )
  if (!template) throw new Error('No approved template')
  const draft = {
    groupIds: items.filter((group) => group.participantCount > 0).map((group) => group.id),
    content: {
      type: 'template' as const,
      templateId: template.id,
      variables: Object.fromEntries(template.variables.map((name) => [name, 'Saturday'])),
    },
    pinDays: 7,
  }
  const preview = await call('announcements.preview', draft)
  step(
    'Announcement, before sending',
    `template ${template.name}: ${preview.recipients} recipients in ${preview.groups.length} groups`,
    `estimate ${preview.cost.amount.toFixed(3)} ${preview.cost.currency} (rates of ${preview.rateCardAsOf})`,
  )
  const sent = await call('announcements.send', draft)
  await app.drain(drainMs)
  const now = await waitForDelivery(call, sent.id)
  const pinned = now.deliveries.filter((delivery) => delivery.pinState === 'pinned').length
  step(
    `Announcement ${now.state}`,
    `${now.deliveries.length} groups, delivered to ${now.delivered} of ${now.recipients}, read by ${now.read}, pinned in ${pinned}`,
  )
}

/** Delivery is told by updates, some after the send is confirmed. */
async function waitForDelivery(call: Call, announcementId: string) {
  for (let tries = 0; ; tries += 1) {
    const now = await call('announcements.get', { announcementId })
    if (now.delivered >= now.recipients || tries >= 50) return now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function report({ outputDir }: DemoOptions, call: Call, step: Step): Promise<void> {
  const verified = await call('audit.verify', {})
  step(
    'Audit log verified',
    `${verified.entries} entries, ${verified.valid ? 'chain whole' : `broken at ${verified.firstBadSeq}`}`,
  )
  const exported = await call('reports.export', {
    formats: ['html', 'pdf', 'csv', 'xlsx', 'json'],
    directory: outputDir,
  })
  step(
    'Audit report exported',
    ...exported.files.map(
      (file) =>
        `${file.format.padEnd(5)} ${String(file.bytes).padStart(9)} bytes  ${file.fileName}`,
    ),
  )
  await checkReports(exported.files, step)
}
