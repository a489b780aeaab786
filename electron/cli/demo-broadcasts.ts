import type { BroadcastDraft } from '../../shared/domain/broadcasts.ts'
import type { Call, DemoOptions, Step } from './demo-options.ts'

const pollMs = 50
/** Far beyond what a few hundred messages take. */
const patienceMs = 60_000

/** A broadcast, planned, sent and reported. */
export async function runBroadcastDemo(
  { app }: DemoOptions,
  call: Call,
  step: Step,
): Promise<void> {
  const draft = await makeDraft(call)
  const plan = await call('broadcasts.plan', { draft })
  step(
    `Broadcast, before sending: ${plan.recipients} of ${plan.audience} get it`,
    `left out: ${plan.skipped.map(({ reason, contacts }) => `${contacts} ${reason}`).join(', ') || 'nobody'}; held out: ${plan.holdOut}`,
    ...plan.limits.map(({ limit, value, finishAt }) => {
      const seconds = finishAt === null ? null : (finishAt - (plan.startAt ?? finishAt)) / 1000
      return `${limit.padEnd(10)} ${value ?? 'none'}, alone ${seconds === null ? 'not binding' : `through in ${seconds.toFixed(1)} s`}`
    }),
    `estimate ${plan.cost.amount.toFixed(3)} ${plan.cost.currency} (rates of ${plan.rateCardAsOf})`,
  )
  const { id } = await call('broadcasts.save', draft)
  await call('broadcasts.start', {
    broadcastId: id,
    confirmed: { recipients: plan.recipients },
  })
  await app.drain(patienceMs)
  const sent = await untilOver(call, id)
  const { counts } = sent
  const { reasons } = await call('broadcasts.reasons', { broadcastId: id })
  step(
    `Broadcast ${sent.state}`,
    `${counts.read} read, ${counts.delivered} delivered, ${counts.sent + counts.accepted} on their way, ${counts.failed} failed, ${counts.unknown} unknown`,
    ...reasons.map(
      ({ state, reason, contacts }) =>
        `${String(contacts).padStart(4)}  ${state}: ${reason ?? '–'}`,
    ),
  )
  await report(call, step, id)
  await reportPast(call, step)
}

async function makeDraft(call: Call): Promise<BroadcastDraft> {
  const { templates } = await call('templates.list', {})
  const template = templates.find(
    ({ status, category }) => status === 'APPROVED' && category === 'MARKETING',
  )
  if (!template) throw new Error('No approved marketing template')
  const { defaults } = await call('sendingLimits.get', {})
  return {
    name: 'Peonies are coming',
    purpose: 'marketing',
    audience: { kind: 'everybody' },
    variants: [
      {
        templateId: template.id,
        share: 1,
        bindings: Object.fromEntries(
          template.variables.map((variable) => [
            variable,
            { from: 'field' as const, field: 'firstName' as const, fallback: 'Thursday' },
          ]),
        ),
      },
    ],
    settings: { ...defaults, quietHours: null, holdOutPercent: 10 },
  }
}

/** The last reports come some time after the last message. */
async function untilOver(call: Call, broadcastId: string) {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const now = await call('broadcasts.get', { broadcastId })
    const isTold = now.counts.accepted + now.counts.sent === 0
    if ((now.state === 'finished' && isTold) || performance.now() > deadline) return now
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function report(call: Call, step: Step, broadcastId: string): Promise<void> {
  const { total, uplift, windowDays } = await call('broadcasts.results', { broadcastId })
  const share = ({ count, n }: { readonly count: number; readonly n: number }) => `${count} of ${n}`
  step(
    `What it brought, within ${windowDays} days`,
    `delivered ${share(total.delivered)}, read ${share(total.read)}, answered ${share(total.answered)}, ordered ${share(total.ordered)}`,
    `against those who got nothing: ${share(uplift.treated)} to ${share(uplift.heldOut)}, ${uplift.verdict}`,
  )
}

/** Whether writing worked is known once the window is over: the demo shop has a broadcast of weeks ago. */
async function reportPast(call: Call, step: Step): Promise<void> {
  await call('workspace.openDemo', { language: 'en' })
  const { items } = await call('broadcasts.list', {})
  for (const { id, name } of items) {
    const { isFinal, uplift, windowDays } = await call('broadcasts.results', { broadcastId: id })
    const { treated, heldOut, difference, sampleRatioP, verdict } = uplift
    if (!isFinal || difference === null) continue
    const inHundred = (value: number) => (100 * value).toFixed(1)
    step(
      `“${name}” in the demo shop, whose ${windowDays} days are over: ${verdict}`,
      `ordered: ${treated.count} of ${treated.n} written to, ${heldOut.count} of ${heldOut.n} held out`,
      `${inHundred(difference.value)} more in 100, between ${inHundred(difference.low)} and ${inHundred(difference.high)} (95 %), p = ${difference.pValue.toPrecision(2)}`,
      `groups as they were drawn: p = ${sampleRatioP?.toPrecision(2) ?? 'not known'}`,
    )
  }
  await call('workspace.closeDemo', {})
}
