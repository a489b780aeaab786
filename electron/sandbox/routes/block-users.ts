import { z } from 'zod'
import { errorItem } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import { paginate } from '../http/paging.ts'
import type { Handler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { dayMs } from '../model.ts'
import type { Person } from '../model.ts'
import { personOnWire } from '../people.ts'

const blockShape = z.object({
  messaging_product: z.literal('whatsapp'),
  block_users: z
    .array(z.union([z.object({ user: z.string() }), z.object({ user_id: z.string() })]))
    .min(1)
    .max(1000),
})

/** Only who wrote to the business within a day can be blocked (Meta: Block users). */
function mayBlock(kernel: Kernel, person: Person | undefined): person is Person {
  const at = person?.lastInboundAt
  return at !== undefined && kernel.settings.now() - at < dayMs
}

function change(
  kernel: Kernel,
  call: Call,
  listName: 'added_users' | 'removed_users',
  act: (person: Person | undefined) => boolean,
): Answer {
  const { block_users: users } = parseBody(call, blockShape)
  const done: unknown[] = []
  const failed: unknown[] = []
  for (const user of users) {
    const input = 'user' in user ? user.user : user.user_id
    const person = kernel.state.people.find(input)
    if (act(person)) done.push({ input, ...(person && personOnWire(person)) })
    else failed.push({ input, errors: [errorItem(139103)] })
  }
  const lists = {
    ...(done.length > 0 ? { [listName]: done } : {}),
    ...(failed.length > 0 ? { failed_users: failed } : {}),
  }
  return {
    status: failed.length === 0 ? 200 : 400,
    body: {
      messaging_product: 'whatsapp',
      block_users: lists,
      ...(failed.length === 0 ? {} : { error: errorItem(139100) }),
    },
  }
}

function block(kernel: Kernel, call: Call): Answer {
  return change(kernel, call, 'added_users', (person) => {
    if (!mayBlock(kernel, person)) return false
    kernel.state.blocked.add(person.key)
    kernel.tally.noteOperation('block_user', person.key)
    return true
  })
}

function unblock(kernel: Kernel, call: Call): Answer {
  return change(kernel, call, 'removed_users', (person) => {
    if (person === undefined || !kernel.state.blocked.delete(person.key)) return false
    kernel.tally.noteOperation('unblock_user', person.key)
    return true
  })
}

function list(kernel: Kernel, call: Call): Answer {
  const people = kernel.state.people.all().filter(({ key }) => kernel.state.blocked.has(key))
  const { items, paging } = paginate(people, call, {
    keyOf: ({ key }) => key,
    defaultLimit: 25,
    maxLimit: 1000,
    cursorCode: 100,
  })
  const data = items.map((person) => ({
    messaging_product: 'whatsapp',
    ...personOnWire(person),
  }))
  return { body: { data, paging } }
}

/** `/{phone}/block_users` */
export const blockUserRoutes: Routes<Handler> = {
  'GET /block_users': list,
  'POST /block_users': block,
  'DELETE /block_users': unblock,
}
