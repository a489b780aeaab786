import { addAgreed, draftOf } from './broadcast-shop.ts'
import type { TestApp } from './test-app.ts'
import { until } from './until.ts'

/** Every command about a broadcast on its way, once. */
export async function runBroadcastSending(app: TestApp): Promise<void> {
  await addAgreed(app, 12, 720)
  const limits = await app.ok('sendingLimits.get', {})
  await app.ok('sendingLimits.set', { ...limits, perSecond: 4 })
  const broadcastId = await start(app, 'On its way')
  await app.ok('broadcasts.pause', { broadcastId })
  await app.ok('broadcasts.resume', { broadcastId })
  await app.ok('broadcasts.cancel', { broadcastId })
  await app.settle()
  await app.ok('sendingLimits.set', { ...limits, perSecond: null })
  // an answer that is lost, with the update that would have told
  app.sandbox.setFaults({
    calls: [{ kind: 'timeout_after', route: 'POST */messages', times: 1 }],
    webhooks: [{ kind: 'drop', field: 'messages/statuses' }],
  })
  const lost = await start(app, 'Unclear')
  await stateOf(app, lost, 'finished')
  app.sandbox.setFaults({})
  const { items } = await app.ok('broadcasts.recipients', {
    broadcastId: lost,
    state: 'unknown',
    limit: 10,
  })
  await app.ok('broadcasts.recipient', { recipientId: items[0]!.recipientId })
  await app.ok('broadcasts.settleUnknown', { broadcastId: lost, as: 'sent' })
  await app.ok('broadcasts.reasons', { broadcastId: lost })
  await app.ok('broadcasts.exportRecipients', { broadcastId: lost, format: 'xlsx' })
  await app.ok('broadcasts.exportResults', { broadcastId: lost })
  await app.ok('broadcasts.followUp', { broadcastId: lost })
}

async function start(app: TestApp, name: string): Promise<string> {
  const draft = await draftOf(app, {
    name,
    settings: { quietHours: null, holdOutPercent: 0, cap: null, pauseAtErrorPercent: null },
  })
  const { id } = await app.ok('broadcasts.save', draft)
  const plan = await app.ok('broadcasts.plan', { draft })
  await app.ok('broadcasts.start', { broadcastId: id, confirmed: plan })
  return stateOf(app, id, 'sending')
}

async function stateOf(app: TestApp, broadcastId: string, state: string): Promise<string> {
  await until(
    `the broadcast is ${state}`,
    () => app.ok('broadcasts.get', { broadcastId }),
    (found) => found.state === state || found.state === 'finished',
  )
  return broadcastId
}
