import { z } from 'zod'
import type { Removal } from '../group-operations.ts'
import { startRemove } from '../group-operations.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import type { ObjectHandler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import type { Group } from '../model.ts'
import { requireNotSuspended } from './group.ts'

const participantShape = z.union([
  z.object({ user: z.string(), user_id: z.undefined().optional() }),
  z.object({ user_id: z.string(), user: z.undefined().optional() }),
])

const removeShape = z.object({
  messaging_product: z.literal('whatsapp'),
  participants: z.array(participantShape).min(1).max(8),
})

function findRemovals(kernel: Kernel, call: Call): Removal[] {
  const { participants } = parseBody(call, removeShape)
  const removals = participants.map((each) => {
    const input = each.user ?? each.user_id ?? ''
    return { input, person: kernel.state.people.find(input) }
  })
  const keys = removals.map(({ input, person }) => person?.key ?? input)
  if (new Set(keys).size !== keys.length) {
    throw new GraphFailure(131202, 'A participant stands in the list twice.')
  }
  return removals
}

/**
 * Refused at once when none of the people is in the group; otherwise those who are not fail in the
 * webhook. Removed people cannot come back by the link.
 */
function remove(kernel: Kernel, call: Call, group: Group): Answer {
  requireNotSuspended(group)
  const removals = findRemovals(kernel, call)
  kernel.limiter.admitGroupOperation()
  const present = removals.filter(({ person }) =>
    group.participants.some((each) => each.person === person),
  )
  if (present.length === 0) throw new GraphFailure(131212, 'Nobody of these is in the group.')
  for (const { person } of present) {
    kernel.tally.noteOperation('remove_participant', `${group.id}/${person?.key}`)
  }
  const requestId = startRemove(kernel, group, removals)
  return { body: { messaging_product: 'whatsapp', request_id: requestId } }
}

/** Meta's guides: people come in by the invite link only. */
function refuseToAdd(): Answer {
  throw new GraphFailure(100, 'Participants cannot be added; share the invite link.')
}

/** `/{group}/participants` */
export const participantRoutes: Routes<ObjectHandler<Group>> = {
  'DELETE /participants': remove,
  'POST /participants': refuseToAdd,
}
