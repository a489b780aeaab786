import { z } from 'zod'
import { done, id, nothing } from '../domain/common.ts'
import { contact } from '../domain/contacts.ts'
import * as segments from '../domain/segments.ts'
import { command, query } from './call.ts'

const segmentId = z.object({ segmentId: id })

/** Customers sorted by what is known of them: segments of the owner's making, and classes by their orders. */
export const segmentCalls = {
  'segments.list': query(nothing, z.object({ segments: z.array(segments.segment) })),
  'segments.get': query(segmentId, segments.segment),
  'segments.count': query(segmentId, z.object({ total: z.number().int() })),
  'segments.contacts': query(segments.listSegmentContactsInput, segments.segmentContacts),
  'segments.preview': query(
    z.object({ segmentId: id.optional(), conditions: segments.segmentConditions }),
    segments.segmentPreview,
  ),
  'segments.save': command(segments.saveSegmentInput, segments.segment),
  'segments.delete': command(segmentId, done),
  'groupSegments.get': query(z.object({ groupId: id }), segments.groupSegment),
  'groupSegments.list': query(segmentId, z.object({ groups: z.array(segments.keptGroup) })),
  'groupSegments.set': command(
    z.object({ groupId: id, segmentId: id.nullable() }),
    segments.groupSegment,
  ),
  /** A plan that takes out who left the segment; it waits for the owner as every plan does. */
  'groupSegments.propose': command(
    z.object({ groupId: id }),
    z.object({ planId: id.nullable(), removals: z.number().int() }),
  ),
  'groupSegments.invite': command(
    segments.inviteBySegmentInput,
    z.object({ queued: z.number().int() }),
  ),
  'rfm.get': query(nothing, segments.rfmOverview),
  /** Who stands in a lower tier than when the month began, the largest spenders first. */
  'rfm.slipped': query(nothing, z.object({ contacts: z.array(contact) })),
  'rfm.recompute': command(nothing, segments.rfmOverview),
  'rfm.setThresholds': command(
    z.object({ thresholds: segments.rfmThresholds.nullable() }),
    segments.rfmOverview,
  ),
} as const
