import { z } from 'zod'
import { emitJoined, letIn } from '../group-operations.ts'
import { errorItem, GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import { paginate } from '../http/paging.ts'
import type { ObjectHandler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { seconds } from '../seconds.ts'
import type { Group, JoinRequest } from '../model.ts'
import { personOnWire } from '../people.ts'
import { requireNotSuspended } from './group.ts'

const decisionShape = z.object({
  messaging_product: z.literal('whatsapp'),
  join_requests: z.array(z.string()).min(1),
})

interface Outcome {
  readonly done: readonly JoinRequest[]
  readonly failed: readonly { id: string; code: number }[]
}

function list(_kernel: Kernel, call: Call, group: Group): Answer {
  const { items, paging } = paginate(group.joinRequests, call, {
    keyOf: ({ id }) => id,
    defaultLimit: 25,
    maxLimit: 1024,
    cursorCode: 131059,
  })
  const data = items.map(({ id, person, createdAt }) => ({
    join_request_id: id,
    ...personOnWire(person),
    creation_timestamp: seconds(createdAt),
  }))
  return { body: { data, paging } }
}

/** Decides each request on its own; one that is gone fails with 131213. */
function decide(
  kernel: Kernel,
  call: Call,
  group: Group,
  act: (request: JoinRequest) => number | undefined,
): Outcome {
  requireNotSuspended(group)
  const { join_requests: ids } = parseBody(call, decisionShape)
  if (new Set(ids).size !== ids.length) {
    throw new GraphFailure(131202, 'A join request stands in the list twice.')
  }
  kernel.limiter.admitGroupOperation()
  const done: JoinRequest[] = []
  const failed: { id: string; code: number }[] = []
  for (const id of ids) {
    const request = group.joinRequests.find((each) => each.id === id)
    const code = request === undefined ? 131213 : act(request)
    if (request === undefined || code !== undefined) {
      failed.push({ id, code: code ?? 131213 })
    } else {
      group.joinRequests = group.joinRequests.filter((each) => each !== request)
      done.push(request)
    }
  }
  return { done, failed }
}

/**
 * 206 with 131201 when some failed, the bare error when the one thing asked for did. A person who has
 * not accepted the terms (131203) is only ever told of in the list.
 */
function answer(listName: string, { done, failed }: Outcome): Answer {
  const [first] = failed
  if (first !== undefined && done.length === 0 && failed.length === 1 && first.code !== 131203) {
    throw new GraphFailure(first.code, errorItem(first.code).title)
  }
  return {
    status: failed.length > 0 ? 206 : 200,
    body: {
      messaging_product: 'whatsapp',
      [listName]: done.map(({ id }) => id),
      ...(failed.length === 0
        ? {}
        : {
            failed_join_requests: failed.map(({ id, code }) => ({
              join_request_id: id,
              errors: [errorItem(code)],
            })),
            errors: [errorItem(131201)],
          }),
    },
  }
}

function approve(kernel: Kernel, call: Call, group: Group): Answer {
  const outcome = decide(kernel, call, group, ({ person }) =>
    letIn(group, person, kernel.settings.now()),
  )
  for (const { id } of outcome.done) kernel.tally.noteOperation('approve_join_request', id)
  if (outcome.done.length > 0) {
    const people = outcome.done.map(({ person }) => person)
    kernel.scheduler.after(kernel.settings.operationDelayMs, () => {
      emitJoined(kernel, group, people)
    })
  }
  return answer('approved_join_requests', outcome)
}

/** No webhook tells of a reject. */
function reject(kernel: Kernel, call: Call, group: Group): Answer {
  const outcome = decide(kernel, call, group, () => undefined)
  for (const { id } of outcome.done) kernel.tally.noteOperation('reject_join_request', id)
  return answer('rejected_join_requests', outcome)
}

/** `/{group}/join_requests` */
export const joinRequestRoutes: Routes<ObjectHandler<Group>> = {
  'GET /join_requests': list,
  'POST /join_requests': approve,
  'DELETE /join_requests': reject,
}
