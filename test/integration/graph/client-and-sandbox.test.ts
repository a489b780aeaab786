import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createGraphClient } from '../../../electron/graph/create-graph-client.ts'
import { describeGraphError, GraphApiError } from '../../../electron/graph/errors.ts'
import { findErrorEntry } from '../../../electron/graph/error-table.ts'
import type { GraphClient } from '../../../electron/graph/graph-client.ts'
import type { GraphUsage } from '../../../electron/graph/graph-records.ts'
import { createSandbox, type Sandbox } from '../../../electron/sandbox/create-sandbox.ts'
import { codes } from '../../../electron/sandbox/graph-failure.ts'
import type { ParsedUpdate, ParsedUpdateKind } from '../../../electron/updates/parsed-update.ts'
import {
  createUpdateReceiver,
  type UpdateReceiver,
} from '../../../electron/updates/update-receiver.ts'

let sandbox: Sandbox
let client: GraphClient
let receiver: UpdateReceiver
let updates: ParsedUpdate[] = []
const allUpdates: ParsedUpdate[] = []
let smallGroup: string

beforeAll(async () => {
  sandbox = await createSandbox({ shop: 'small', limits: 'lifted', operationDelayMs: 1 })
  client = createGraphClient({
    baseUrl: sandbox.url,
    version: 'v24.0',
    accessToken: () => sandbox.accessToken,
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
  })
  receiver = createUpdateReceiver({
    port: 0,
    appSecret: () => sandbox.appSecret,
    verifyToken: sandbox.verifyToken,
    onBody: (parsed) => {
      updates.push(...parsed)
      allUpdates.push(...parsed)
    },
  })
  const { url } = await receiver.listen()
  const { verifyToken } = sandbox
  await client.setWebhookOverride({ scope: 'phone_number', callbackUrl: url, verifyToken })
  const groups = await readAll(client.listGroups())
  smallGroup = groups.find((group) => group.subject === 'Small group')?.groupId ?? ''
})

afterEach(async () => {
  sandbox.setFaults({})
  await sandbox.drain()
  updates = []
})

afterAll(async () => {
  await client.close()
  await receiver.close()
  await sandbox.close()
})

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The updates of one kind that came once the sandbox had done its work. */
async function told<K extends ParsedUpdateKind>(
  kind: K,
): Promise<Extract<ParsedUpdate, { kind: K }>[]> {
  await sandbox.drain()
  return updates.filter((update) => update.kind === kind) as Extract<ParsedUpdate, { kind: K }>[]
}

async function makeGroup(subject: string): Promise<string> {
  await client.createGroup({ subject, joinApprovalMode: 'approval_required' })
  const created = await told('group_created')
  return created.find((update) => update.subject === subject)?.groupId ?? ''
}

function waitingIn(groupId: string, phone: string): string {
  const outcome = sandbox.simulate.requestToJoin(groupId, { phone, name: 'Ada Tester' })
  return outcome.outcome === 'requested' ? outcome.joinRequestId : ''
}

describe('groups', () => {
  it('are made, told by an update under the request id, changed and deleted', async () => {
    const accepted = await client.createGroup({
      subject: 'Tea Club',
      description: 'Tastings',
      joinApprovalMode: 'auto_approve',
    })
    const [created] = await told('group_created')
    expect(created).toMatchObject({ requestId: accepted.requestId, subject: 'Tea Club' })
    const groupId = created?.groupId ?? ''
    expect(await client.getInviteLink(groupId)).toBe(created?.inviteLink)

    const changed = await client.updateGroup(groupId, { subject: 'Tea Circle' })
    expect((await told('group_settings'))[0]).toMatchObject({
      requestId: changed.requestId,
      subject: { text: 'Tea Circle', isDone: true },
      description: null,
    })
    expect(await client.getGroup(groupId)).toMatchObject({
      groupId,
      subject: 'Tea Circle',
      description: 'Tastings',
      isSuspended: false,
      joinApprovalMode: 'auto_approve',
      participantCount: 0,
      participants: [],
    })

    const deleted = await client.deleteGroup(groupId)
    expect((await told('group_deleted'))[0]).toMatchObject({
      groupId,
      requestId: deleted.requestId,
    })
    await expect(client.getGroup(groupId)).rejects.toMatchObject({ code: 131041 })
  })

  it('that cannot be made are told by an update', async () => {
    sandbox.setFaults({ operations: [{ kind: 'create_fail', code: 131214, times: 1 }] })
    const { requestId } = await client.createGroup({
      subject: 'Never',
      joinApprovalMode: 'auto_approve',
    })
    const [failed] = await told('group_create_failed')
    expect(failed).toMatchObject({ requestId, errors: [{ code: 131214 }] })
  })

  it('are listed over all pages', async () => {
    const empty = await createSandbox({ shop: 'empty', limits: 'lifted', operationDelayMs: 0 })
    const other = createGraphClient({
      baseUrl: empty.url,
      version: 'v24.0',
      accessToken: () => empty.accessToken,
      phoneNumberId: empty.phoneNumberId,
      wabaId: empty.wabaId,
    })
    try {
      for (let index = 0; index < 1005; index += 1) {
        await other.createGroup({ subject: `Group ${index}`, joinApprovalMode: 'auto_approve' })
      }
      await empty.drain()
      const groups = await readAll(other.listGroups())
      expect(new Set(groups.map((group) => group.subject)).size).toBe(1005)
    } finally {
      await other.close()
      await empty.close()
    }
  }, 30_000)

  it('that are suspended refuse changes', async () => {
    const groupId = await makeGroup('Suspended')
    sandbox.simulate.suspendGroup(groupId)
    const error: unknown = await client
      .updateGroup(groupId, { subject: 'New' })
      .catch((reason: unknown) => reason)
    expect(error instanceof GraphApiError && describeGraphError(error)).toMatchObject({
      code: 'group_suspended',
      stops: 'group',
    })
    expect(await told('group_suspended')).toMatchObject([{ groupId }])
  })

  it('give out a link that a reset makes worthless', async () => {
    const old = await client.getInviteLink(smallGroup)
    const fresh = await client.resetInviteLink(smallGroup)
    expect(fresh).not.toBe(old)
    expect(sandbox.simulate.join(smallGroup, { phone: '+447700900040' }, old)).toEqual({
      outcome: 'refused',
      reason: 'link_dead',
    })
  })
})

describe('join requests', () => {
  it('are listed, approved and rejected', async () => {
    const groupId = await makeGroup('Approval')
    const ada = waitingIn(groupId, '+447700900041')
    const bo = waitingIn(groupId, '+447700900042')
    const requests = await readAll(client.listJoinRequests(groupId))
    expect(requests.map((request) => request.joinRequestId)).toEqual([ada, bo])
    expect(requests[0]?.person).toMatchObject({ waId: '447700900041' })

    expect(await client.approveJoinRequests(groupId, [ada])).toEqual({ done: [ada], failed: [] })
    expect(await client.rejectJoinRequests(groupId, [bo])).toEqual({ done: [bo], failed: [] })
    const added = await told('participants_added')
    expect(added).toMatchObject([{ groupId, participants: [{ waId: '447700900041' }] }])
    expect(await readAll(client.listJoinRequests(groupId))).toEqual([])
  })

  it('fail one by one', async () => {
    const groupId = await makeGroup('Partly')
    const sound = waitingIn(groupId, '+447700900043')
    const failing = waitingIn(groupId, '+447700131203')
    const outcome = await client.approveJoinRequests(groupId, [sound, failing, 'gone'])
    expect(outcome.done).toEqual([sound])
    expect(outcome.failed.map((item) => [item.joinRequestId, item.errors[0]?.code])).toEqual([
      [failing, 131203],
      ['gone', 131213],
    ])
  })
})

describe('participants', () => {
  it('are removed by number or by user id', async () => {
    const { participants } = await client.getGroup(smallGroup)
    const [first, second] = participants
    const byNumber = await client.removeParticipants(smallGroup, [
      { kind: 'phone', phone: first?.waId ?? '' },
    ])
    const byId = await client.removeParticipants(smallGroup, [
      { kind: 'user_id', userId: second?.userId ?? '' },
    ])
    const removed = await told('participants_removed')
    expect(removed.map((update) => [update.requestId, update.initiatedBy])).toEqual([
      [byNumber.requestId, 'business'],
      [byId.requestId, 'business'],
    ])
    expect(removed[0]?.participants[0]?.input).toBe(`+${first?.waId}`)
    expect((await client.getGroup(smallGroup)).participants).toHaveLength(participants.length - 2)
  })

  it('that are not in the group count as removed', async () => {
    const error: unknown = await client
      .removeParticipants(smallGroup, [{ kind: 'phone', phone: '+447700900077' }])
      .catch((reason: unknown) => reason)
    expect(error instanceof GraphApiError && describeGraphError(error).treatAsDone).toBe(
      'remove_participant',
    )
  })
})

describe('messages', () => {
  it('to a group are told as delivered per participant, under the callback data', async () => {
    sandbox.simulate.message(smallGroup, { phone: '+447700900003' }, 'Hello')
    const sent = await client.sendText(
      { kind: 'group', groupId: smallGroup },
      { body: 'Good morning', callbackData: 'delivery-1' },
    )
    expect(sent).toMatchObject({ person: null })
    const statuses = (await told('message_status')).filter((each) => each.wamid === sent.wamid)
    const aboutGroup = statuses.find((each) => each.status === 'sent')
    expect(aboutGroup).toMatchObject({
      groupId: smallGroup,
      person: null,
      callbackData: 'delivery-1',
    })
    expect(statuses.find((each) => each.status === 'delivered')?.person).not.toBeNull()
    const history = await client.getMessageHistory(sent.wamid)
    expect(history?.events.map((event) => event.status)).toContain('delivered')
  })

  it('are pinned and unpinned', async () => {
    sandbox.simulate.message(smallGroup, { phone: '+447700900003' }, 'Hello')
    const to = { kind: 'group', groupId: smallGroup } as const
    const { wamid } = await client.sendText(to, { body: 'Rules' })
    const pin = await client.sendPin(smallGroup, { wamid, days: 7 })
    expect(pin.wamid).not.toBe(wamid)
    expect(sandbox.state.groups.get(smallGroup)?.pins.map((each) => each.messageId)).toEqual([
      wamid,
    ])
    await client.unpin(smallGroup, wamid)
    expect(sandbox.state.groups.get(smallGroup)?.pins).toEqual([])
  })

  it('outside the window need a template', async () => {
    const to = { kind: 'phone', phone: '+447700900050' } as const
    const error: unknown = await client
      .sendText(to, { body: 'Hello' })
      .catch((reason: unknown) => reason)
    const refused = error instanceof GraphApiError ? [error.code] : []
    const late = await told('message_status')
    expect([...refused, ...late.flatMap((each) => each.errors.map((one) => one.code))]).toContain(
      131047,
    )
    const sent = await client.sendTemplate(to, {
      name: 'order_ready',
      language: 'en_US',
      body: [{ kind: 'text', text: 'Ada' }],
    })
    expect(sent).toMatchObject({ state: 'accepted', person: { waId: '447700900050' } })
  })

  it('with the wrong parameters are refused', async () => {
    const send = client.sendTemplate(
      { kind: 'phone', phone: '+447700900051' },
      { name: 'order_ready', language: 'en_US' },
    )
    await expect(send).rejects.toMatchObject({ code: 132000, class: 'template' })
  })

  it('to a person who cannot be reached fail later', async () => {
    const sent = await client.sendTemplate(
      { kind: 'phone', phone: '+447700131026' },
      { name: 'order_ready', language: 'en_US', body: [{ kind: 'text', text: 'Ada' }] },
    )
    const statuses = (await told('message_status')).filter((each) => each.wamid === sent.wamid)
    expect(statuses.at(-1)).toMatchObject({ status: 'failed', errors: [{ code: 131026 }] })
  })

  it('may have been accepted when the answer is lost', async () => {
    sandbox.setFaults({
      calls: [{ kind: 'timeout_after', route: 'POST /{phone}/messages', times: 1 }],
    })
    sandbox.simulate.message(smallGroup, { phone: '+447700900003' }, 'Hello')
    const send = client.sendText(
      { kind: 'group', groupId: smallGroup },
      { body: 'Once', callbackData: 'delivery-2' },
    )
    await expect(send).rejects.toMatchObject({
      name: 'GraphNetworkError',
      mayHaveBeenAccepted: true,
    })
    const statuses = await told('message_status')
    expect(statuses.some((each) => each.callbackData === 'delivery-2')).toBe(true)
  })
})

describe('the account', () => {
  it('tells of number, health, WABA and templates', async () => {
    expect(await client.getPhoneNumber()).toMatchObject({
      phoneNumberId: sandbox.phoneNumberId,
      qualityRating: 'GREEN',
      obaStatus: 'APPROVED',
      throughputLevel: 'HIGH',
    })
    expect((await client.getHealth()).canSendMessage).toBe('AVAILABLE')
    expect(await client.getWaba()).toMatchObject({ wabaId: sandbox.wabaId })
    const templates = await readAll(client.listTemplates())
    expect(templates.find((template) => template.name === 'order_ready')).toMatchObject({
      language: 'en_US',
      status: 'APPROVED',
      category: 'UTILITY',
      quality: 'GREEN',
      parameterFormat: 'positional',
      body: 'Hello {{1}}, there is something for you.',
      bodyVariables: ['1'],
    })
  })

  it('blocks and unblocks who wrote', async () => {
    const phone = '+447700900060'
    sandbox.simulate.message(null, { phone, name: 'Flo Tester' }, 'Hello')
    const blocked = await client.blockUsers([{ kind: 'phone', phone }])
    expect(blocked.done).toMatchObject([{ waId: '447700900060' }])
    expect(await readAll(client.listBlockedUsers())).toMatchObject([{ waId: '447700900060' }])
    await client.unblockUsers([{ kind: 'phone', phone }])
    expect(await readAll(client.listBlockedUsers())).toEqual([])
    const stranger = await client.blockUsers([{ kind: 'phone', phone: '+447700900061' }])
    expect([stranger.done.length, stranger.failed.length]).toEqual([0, 1])
  })

  it('refuses a token that has run out', async () => {
    const other = createGraphClient({
      baseUrl: sandbox.url,
      version: 'v24.0',
      accessToken: () => 'a-token-that-nobody-gave',
      phoneNumberId: sandbox.phoneNumberId,
      wabaId: sandbox.wabaId,
    })
    await expect(other.getWaba()).rejects.toMatchObject({ code: 190, class: 'token' })
    await other.close()
  })
})

describe('limits', () => {
  it('tell what is used up, and how long to wait', async () => {
    const narrow = await createSandbox({ shop: 'small', limits: { managementCallsPerHour: 2 } })
    const usage: GraphUsage[] = []
    const other = createGraphClient({
      baseUrl: narrow.url,
      version: 'v24.0',
      accessToken: () => narrow.accessToken,
      phoneNumberId: narrow.phoneNumberId,
      wabaId: narrow.wabaId,
      onUsage: (lines) => usage.push(...lines),
    })
    try {
      await other.getWaba()
      await other.getWaba()
      const error: unknown = await other.getWaba().catch((reason: unknown) => reason)
      expect(error instanceof GraphApiError && describeGraphError(error)).toMatchObject({
        code: 'rate_limited',
        graphCode: 80007,
        retryAfterMs: expect.any(Number),
      })
      expect(usage.at(-1)).toMatchObject({ businessId: narrow.wabaId, callPercent: 100 })
    } finally {
      await other.close()
      await narrow.close()
    }
  })

  it('have an entry in the error table for every code that the sandbox can answer', () => {
    const missing = codes.filter((code) => findErrorEntry(code) === undefined)
    expect(missing).toEqual([])
  })
})

it('brings no update that is not understood, and no defect', () => {
  expect(allUpdates.length).toBeGreaterThan(30)
  expect(allUpdates.filter((update) => update.kind === 'unknown')).toEqual([])
  expect(sandbox.defects).toEqual([])
})
