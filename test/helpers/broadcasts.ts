import type {
  Broadcast,
  BroadcastDraft,
  BroadcastRecipient,
} from '../../shared/domain/broadcasts.ts'
import { importFile } from './import-file.ts'
import type { TestApp } from './test-app.ts'
import { until } from './until.ts'

/** Number of an invented customer. */
export function customerNumber(index: number): string {
  return `+1202555${String(1000 + index)}`
}

/** A table of invented customers who agreed to marketing. */
export function customerTable(numbers: readonly string[]): string {
  return [
    'Name,Phone,Opt-in',
    ...numbers.map((number, index) => `Customer ${String(index + 1)},${number},yes`),
  ].join('\n')
}

/** Brings customers in who agreed to marketing, and the templates. */
export async function withCustomers(app: TestApp, numbers: readonly string[]): Promise<void> {
  await app.ok('sync.run', {})
  await importFile(app, customerTable(numbers))
}

/** What is sent, to everybody, at any hour, without a hold-out, unless told otherwise. */
export async function offerDraft(
  app: TestApp,
  settings: Partial<BroadcastDraft['settings']> = {},
): Promise<BroadcastDraft> {
  const { templates } = await app.ok('templates.list', {})
  const template = templates.find((each) => each.name === 'spring_offer')!
  return {
    name: 'Spring offer',
    purpose: 'marketing',
    audience: { kind: 'everybody' },
    variants: [
      {
        templateId: template.id,
        share: 1,
        bindings: { '1': { from: 'field', field: 'name', fallback: 'friend' } },
      },
    ],
    settings: {
      quietHours: null,
      cap: null,
      pace: { kind: 'fast' },
      holdOutPercent: 0,
      seed: 1,
      pauseAtErrorPercent: null,
      windowDays: 7,
      ...settings,
    },
  }
}

/** Saves a draft, looks at its plan and lets it go. */
export async function startOffer(
  app: TestApp,
  settings: Partial<BroadcastDraft['settings']> = {},
): Promise<Broadcast> {
  const draft = await offerDraft(app, settings)
  const { id } = await app.ok('broadcasts.save', draft)
  const plan = await app.ok('broadcasts.plan', { draft })
  return app.ok('broadcasts.start', {
    broadcastId: id,
    confirmed: { recipients: plan.recipients },
  })
}

/** Waits until a broadcast is in a state. */
export function broadcastIn(
  app: TestApp,
  broadcastId: string,
  state: Broadcast['state'],
): Promise<Broadcast> {
  return until(
    `the broadcast is ${state}`,
    () => app.ok('broadcasts.get', { broadcastId }),
    (found) => found.state === state,
  )
}

/** All rows, in the order of the freeze. */
export async function recipientsOf(
  app: TestApp,
  broadcastId: string,
): Promise<BroadcastRecipient[]> {
  const rows: BroadcastRecipient[] = []
  let cursor: string | undefined
  do {
    const page = await app.ok('broadcasts.recipients', { broadcastId, limit: 500, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return rows
}

/** How many messages of broadcasts the sandbox took for each number. */
export function takenByNumber(app: TestApp): Record<string, number> {
  const taken: Record<string, number> = {}
  for (const message of app.sandbox.state.sent.values())
    if (message.callbackData?.startsWith('bc:')) taken[message.to] = (taken[message.to] ?? 0) + 1
  return taken
}
