import { canInviteToGroup } from '../../shared/domain/templates.ts'
import type { TestApp } from './test-app.ts'

/** Every command about segments and classes once. */
export async function runSegments(app: TestApp): Promise<void> {
  const conditions = {
    type: 'all' as const,
    of: [{ type: 'number' as const, isThere: true }],
  }
  const kept = await app.ok('segments.save', { name: 'With a number', conditions })
  await app.ok('segments.contacts', { segmentId: kept.id })
  await app.ok('segments.preview', { conditions })
  const gone = await app.ok('segments.save', { name: 'For a moment', conditions })
  await app.ok('segments.delete', { segmentId: gone.id })
  await runGroupSegments(app)
  await app.ok('rfm.recompute', {})
  await app.ok('rfm.setThresholds', { thresholds: null })
}

/** A group kept by a segment that none of its members fits, and one agreed person does. */
async function runGroupSegments(app: TestApp): Promise<void> {
  const { items } = await app.ok('groups.list', { limit: 500 })
  const groupId = items.find(
    ({ kind, state, participantCount }) =>
      kind === 'managed' && state === 'active' && participantCount > 1 && participantCount < 8,
  )!.id
  const { contactId } = await app.ok('contacts.create', {
    name: 'Ida Fern',
    city: 'Lindow',
    number: '+12025550179',
  })
  await app.ok('consent.record', { contactId, purpose: 'service', state: 'given', source: 'form' })
  const { id: segmentId } = await app.ok('segments.save', {
    name: 'Lindow',
    conditions: {
      type: 'all',
      of: [{ type: 'text', field: 'city', operator: 'is', value: 'Lindow' }],
    },
  })
  await app.ok('groupSegments.set', { groupId, segmentId })
  const { planId } = await app.ok('groupSegments.propose', { groupId })
  await app.ok('plans.cancel', { planId: planId! })
  await app.ok('groupSegments.list', { segmentId })
  const { templates } = await app.ok('templates.list', {})
  const { id: templateId } = templates.find(canInviteToGroup)!
  await app.ok('consent.record', {
    contactId,
    purpose: 'marketing',
    state: 'given',
    source: 'form',
  })
  await app.ok('groupSegments.invite', { groupId, templateId, confirmCount: 1 })
  await app.ok('groupSegments.set', { groupId, segmentId: null })
}
