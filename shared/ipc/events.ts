import { z } from 'zod'
import { id } from '../domain/common.ts'

/**
 * What the app tells its hosts unasked. Events say that something is different now, so that a screen
 * asks again; they carry no person's data and never drive control flow.
 */
export const appEvent = z.discriminatedUnion('topic', [
  /** Data of these domains is different; the screens that show it ask again. */
  z.object({
    topic: z.literal('changed'),
    payload: z.object({ domains: z.array(z.string()), groupId: id.nullable() }),
  }),
  /** A long job moved on. `total` is null while it is not known. */
  z.object({
    topic: z.literal('progress'),
    payload: z.object({
      taskId: z.string(),
      kind: z.enum([
        'sync',
        'import',
        'apply',
        'report',
        'demo',
        'screening',
        'freeze',
        'broadcast',
      ]),
      doneCount: z.number().int(),
      total: z.number().int().nullable(),
      state: z.enum(['running', 'finished', 'failed', 'cancelled']),
    }),
  }),
  /** Something the owner should hear about even with the window closed. */
  z.object({
    topic: z.literal('notify'),
    payload: z.object({
      kind: z.enum([
        'review_due',
        'join_requests',
        'account_alarm',
        'job_failed',
        'unknown_outcome',
        'clean_up',
        'broadcast_paused',
        'broadcast_finished',
      ]),
      count: z.number().int(),
      groupId: id.nullable(),
    }),
  }),
  /** Workspace opened, locked, or swapped for the demo shop: everything is to be asked again. */
  z.object({
    topic: z.literal('workspace'),
    payload: z.object({ state: z.enum(['missing', 'locked', 'ready']) }),
  }),
])
export type AppEvent = z.infer<typeof appEvent>
export type AppEventTopic = AppEvent['topic']
