import { z } from 'zod'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import type { ObjectHandler, Routes } from '../http/routes.ts'
import { createInviteLink } from '../ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Group } from '../model.ts'
import { requireNotSuspended } from './group.ts'

const productShape = z.object({ messaging_product: z.literal('whatsapp') })

function answer(group: Group): Answer {
  if (group.inviteLink === undefined) {
    throw new GraphFailure(131000, 'The group has no invite link; reset it to make one.', {
      http: 400,
    })
  }
  return { body: { messaging_product: 'whatsapp', invite_link: group.inviteLink } }
}

function get(_kernel: Kernel, _call: Call, group: Group): Answer {
  return answer(group)
}

/** The old link dies at once. No webhook tells of it. */
function reset(kernel: Kernel, call: Call, group: Group): Answer {
  requireNotSuspended(group)
  parseBody(call, productShape)
  kernel.limiter.admitGroupOperation()
  kernel.tally.noteOperation('reset_invite_link', group.id)
  group.inviteLink = createInviteLink(kernel.random)
  return answer(group)
}

/** In Meta's OpenAPI file only, where `success` is a string. */
function remove(kernel: Kernel, call: Call, group: Group): Answer {
  requireNotSuspended(group)
  parseBody(call, productShape)
  kernel.limiter.admitGroupOperation()
  kernel.tally.noteOperation('delete_invite_link', group.id)
  group.inviteLink = undefined
  return { body: { messaging_product: 'whatsapp', success: 'true' } }
}

/** `/{group}/invite_link` */
export const inviteLinkRoutes: Routes<ObjectHandler<Group>> = {
  'GET /invite_link': get,
  'POST /invite_link': reset,
  'DELETE /invite_link': remove,
}
