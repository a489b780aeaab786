import { z } from 'zod'
import { startCreate } from '../group-operations.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import { paginate } from '../http/paging.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { Group } from '../model.ts'

export const subjectShape = z.string().trim().min(1).max(128)
export const descriptionShape = z.string().max(2048)

const createShape = z.object({
  messaging_product: z.literal('whatsapp'),
  subject: subjectShape,
  description: descriptionShape.default(''),
  join_approval_mode: z.enum(['approval_required', 'auto_approve']).default('auto_approve'),
})

function activeGroups(kernel: Kernel): Group[] {
  return [...kernel.state.groups.values()].filter(({ deleted }) => !deleted)
}

/** Throws 131215 when the number may not use groups at all. */
export function requireEligible(kernel: Kernel): void {
  if (!kernel.state.account.eligibleForGroups) {
    throw new GraphFailure(131215, 'Only an Official Business Account may use the Groups API.')
  }
}

function list(kernel: Kernel, call: Call): Answer {
  requireEligible(kernel)
  const { items, paging } = paginate(activeGroups(kernel), call, {
    keyOf: ({ id }) => id,
    defaultLimit: 25,
    maxLimit: 1024,
    cursorCode: 131059,
  })
  const groups = items.map(({ id, subject, createdAt }) => ({
    id,
    subject,
    created_at: String(seconds(createdAt)),
  }))
  return { body: { data: { groups }, paging } }
}

function create(kernel: Kernel, call: Call): Answer {
  requireEligible(kernel)
  const body = parseBody(call, createShape)
  kernel.limiter.admitGroupOperation()
  if (activeGroups(kernel).length >= kernel.settings.limits.groupsPerNumber) {
    throw new GraphFailure(131211, 'This number has as many groups as it may have.')
  }
  kernel.tally.noteOperation('create_group', body.subject)
  const requestId = startCreate(kernel, {
    subject: body.subject,
    description: body.description,
    joinApprovalMode: body.join_approval_mode,
  })
  return { body: { messaging_product: 'whatsapp', request_id: requestId } }
}

/** `/{phone}/groups` */
export const groupsRoutes: Routes<Handler> = { 'GET /groups': list, 'POST /groups': create }
