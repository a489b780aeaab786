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
  await app.ok('rfm.recompute', {})
  await app.ok('rfm.setThresholds', { thresholds: null })
}
