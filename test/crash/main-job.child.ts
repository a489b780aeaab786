import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createApp } from '../../electron/app/create-app.ts'
import type { App } from '../../electron/app/app.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { Call, ChildOptions, FromChild, OpenQuestion, ToChild } from './protocol.ts'
import { readFinalState } from './final-state.ts'
import { rules, ruleTexts } from './shop.ts'

/**
 * Holds the app and carries the main job on from wherever it stands. Nothing is remembered between
 * two lives of this process: what is done already is read from the store.
 */

/** Far beyond anything that is not stuck, on a busy machine too. */
const patienceMs = 90_000
const caller = { host: 'test', actor: 'owner' } as const
const options = JSON.parse(process.argv[2] ?? '') as ChildOptions

class Refused extends Error {}

function tell(message: FromChild): void {
  process.send?.(message)
}

async function main(): Promise<void> {
  const isNew = !existsSync(join(options.dataDir, 'keyring.json'))
  const app = await createApp({
    dataDir: options.dataDir,
    vault: 'passphrase',
    passphrase: options.passphrase,
    logFile: process.env.CRASH_LOG ?? null,
    graceMs: options.graceMs,
  })
  const call = callsOf(app)
  if (isNew)
    await call('workspace.create', {
      vault: 'passphrase',
      passphrase: options.passphrase,
      name: 'Crash shop',
      language: 'en',
      defaultCountry: 'US',
    })
  tell({ type: 'opened' })
  await connect(call)
  await stage('rules', () => setRules(call))
  const leftover = await stage('apply', () => applyPlan(call))
  await stage('announce', () => announce(call))
  await stage('final look', () => insist(call, 'sync.run', {}))
  const state = await readFinalState(call, leftover)
  await app.close()
  tell({ type: 'finished', state })
  process.removeAllListeners('disconnect')
  process.disconnect()
}

async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  tell({ type: 'stage', stage: name })
  return work()
}

function callsOf(app: App): Call {
  return async (name, input) => {
    const reply = await app.call(name, input, caller)
    if (!reply.ok) throw new Refused(`${name}: ${reply.error.code} ${reply.error.message}`)
    return reply.value as CallOutput<typeof name>
  }
}

/** Repeats what only looks, until the network lets it through. */
async function insist<N extends CallName>(
  call: Call,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  for (let tries = 1; ; tries += 1)
    try {
      return await call(name, input)
    } catch (error) {
      if (!(error instanceof Refused) || tries === 60) throw error
      await pause(30)
    }
}

async function connect(call: Call): Promise<void> {
  const { connection } = options
  const { phoneNumberId, wabaId, accessToken, appSecret, url: baseUrl } = connection
  while (!(await call('account.get', {})).connected)
    await stage('connect', () =>
      call('account.connect', { phoneNumberId, wabaId, accessToken, appSecret, baseUrl }),
    )
  await stage('sync', async () => {
    while ((await call('sync.status', {})).lastFinishedAt === null)
      await insist(call, 'sync.run', {})
  })
}

async function setRules(call: Call): Promise<void> {
  const { ruleSets } = await call('ruleSets.list', {})
  const saved = ruleSets[0] ?? (await call('ruleSets.save', { name: 'Gardens', rules }))
  const { items } = await call('groups.list', { kind: 'managed' })
  const bare = items.filter((group) => group.ruleSetId === null).map((group) => group.id)
  if (bare.length > 0) await call('ruleSets.assign', { ruleSetId: saved.id, groupIds: bare })
}

/** Returns what planning again would still propose. */
async function applyPlan(call: Call): Promise<readonly string[]> {
  const known = (await call('plans.list', {})).items.at(-1)
  let planId = known?.id ?? null
  if (planId === null) {
    await until('all findings are seen', async () => {
      const { total } = await call('findings.list', {})
      return total === options.findings
    })
    planId = (await call('plans.create', {})).planId
  }
  if (planId === null) throw new Error('There is nothing to plan')
  const plan = await call('plans.get', { planId })
  if (plan.state === 'open')
    await call('plans.approve', {
      planId,
      actions: 'all',
      confirmedRemovals: plan.counts.removals,
    })
  const finished = planId
  await settle(call, async () => {
    const { state } = await call('plans.get', { planId: finished })
    return state === 'finished'
  })
  const { total } = await call('announcements.list', { limit: 1 })
  const { items } = await call('announcements.list', { limit: 500 })
  if (total !== items.length || items.some((item) => item.source === 'owner')) return []
  const again = await call('plans.create', {})
  if (again.planId === null) return []
  const { actions } = await call('plans.get', { planId: again.planId })
  return actions.map((action) => `${action.kind} in ${action.groupSubject}`)
}

async function announce(call: Call): Promise<void> {
  const isSent = async () =>
    (await call('announcements.list', { limit: 500 })).items.find((item) => item.source === 'owner')
  if (!(await isSent())) {
    const { items } = await call('groups.list', { kind: 'managed' })
    await call('announcements.send', {
      groupIds: items.map((group) => group.id),
      content: { type: 'text', body: ruleTexts.announcement },
      pinDays: 7,
    })
  }
  await settle(call, async () => (await isSent())?.state === 'finished')
}

/** Waits for the end of all work, and asks the owner where nobody else can tell. */
async function settle(call: Call, isDone: () => Promise<boolean>): Promise<void> {
  const isSettled = async () => {
    const { items: jobs } = await call('jobs.list', { limit: 500 })
    const unknown = jobs.filter((job) => job.state === 'unknown')
    const old = unknown.filter(
      (job) => job.finishedAt !== null && Date.now() - job.finishedAt > 2 * options.graceMs,
    )
    if (old.length > 0) await askOwner(call, old)
    const isOpen = jobs.some((job) =>
      ['queued', 'running', 'awaiting_update', 'unknown'].includes(job.state),
    )
    return !isOpen && (await isDone())
  }
  await until('all work is settled', isSettled, async () => {
    const { items: jobs } = await call('jobs.list', { limit: 500 })
    const open = jobs.filter((job) => job.state !== 'done')
    return open.map((job) => `${job.kind} ${job.state} ${job.errorCode ?? ''}`).join(', ')
  })
}

async function askOwner(
  call: Call,
  jobs: readonly { readonly id: string; readonly kind: string; readonly groupId: string | null }[],
): Promise<void> {
  const questions: OpenQuestion[] = []
  for (const { id: announcementId } of (await call('announcements.list', { limit: 500 })).items) {
    const { deliveries } = await call('announcements.get', { announcementId })
    for (const delivery of deliveries)
      for (const job of jobs)
        if (delivery.jobId === job.id)
          questions.push({
            jobId: job.id,
            kind: job.kind,
            callbackData: job.kind === 'message.pin' ? `pin:${delivery.id}` : delivery.id,
          })
  }
  const { items: groups } = await call('groups.list', { kind: 'managed' })
  for (const { id: jobId, kind, groupId } of jobs)
    if (kind === 'invite_link.reset') {
      const subject = groups.find((group) => group.id === groupId)?.subject ?? ''
      questions.push({ jobId, kind, callbackData: subject })
    }
  if (questions.length === 0) return
  tell({ type: 'ask', questions })
  const { answers } = await new Promise<ToChild>((resolve) => process.once('message', resolve))
  for (const { jobId, happened } of answers)
    try {
      await call('jobs.resolve', { jobId, outcome: happened ? 'happened' : 'did_not_happen' })
    } catch (error) {
      // an update told it in the meantime
      if (!(error instanceof Refused && error.message.includes('conflict'))) throw error
    }
}

async function until(
  what: string,
  isDone: () => Promise<boolean>,
  look: () => Promise<string> = () => Promise.resolve(''),
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error(`It never came to this: ${what} ${await look()}`)
    await pause(40)
  }
}

// nobody is left to talk to
process.once('disconnect', () => process.exit(1))

main().catch((error: unknown) => {
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
  setTimeout(() => process.exit(1), 50)
})
