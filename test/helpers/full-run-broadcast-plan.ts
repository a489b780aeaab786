import { addAgreed, draftOf } from './broadcast-shop.ts'
import { stageBytes } from './full-run-templates.ts'
import type { TestApp } from './test-app.ts'

/** Every command up to the moment from which a broadcast is sent, once. */
export async function runBroadcastPlan(app: TestApp): Promise<void> {
  await app.ok('rateCard.set', {
    currency: 'USD',
    asOf: '2026-10-01',
    rates: [{ country: null, category: 'marketing', amount: 0.05 }],
  })
  const limits = await app.ok('sendingLimits.get', {})
  await app.ok('sendingLimits.set', { ...limits, perSecond: 50 })
  await addAgreed(app, 2, 700)
  const gone = await app.ok('broadcasts.save', await draftOf(app, { name: 'For a moment' }))
  await app.ok('broadcasts.delete', { broadcastId: gone.id })
  const fileId = await stageBytes(app, [0xff, 0xd8, 0xff, 0xe0])
  await app.ok('broadcasts.uploadMedia', { fileId, kind: 'image' })
  const draft = await draftOf(app)
  const kept = await app.ok('broadcasts.save', draft)
  const plan = await app.ok('broadcasts.plan', { draft })
  await app.ok('broadcasts.start', { broadcastId: kept.id, confirmed: plan })
  await app.settle()
}
