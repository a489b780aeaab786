import { templateDraft } from '../../shared/domain/templates.ts'
import { createGraphClient } from '../../electron/graph/create-graph-client.ts'
import { GraphApiError } from '../../electron/graph/errors.ts'
import type { GraphClient } from '../../electron/graph/graph-client.ts'
import type { Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { RecordingProxy } from './recording-proxy.ts'

export interface ExerciseResult {
  readonly exported: readonly string[]
  readonly exercised: readonly string[]
}

/** Not a call to the server. */
const notOperations = new Set(['close'])

/**
 * Runs every operation of the client at least once against the sandbox, in each form that looks
 * different on the wire. Which operations there are is read off the client itself.
 */
export async function exerciseClient(
  sandbox: Sandbox,
  proxy: RecordingProxy,
  callbackUrl: string,
): Promise<ExerciseResult> {
  const client = createGraphClient({
    baseUrl: proxy.url,
    version: 'v24.0',
    accessToken: () => sandbox.accessToken,
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
  })
  const exercised = new Set<string>()
  const watched = watch(client, (operation) => {
    exercised.add(operation)
    proxy.begin(operation)
  })
  try {
    await exerciseAccount(watched, sandbox, callbackUrl)
    await exerciseGroups(watched, sandbox)
    await exerciseMessages(watched, sandbox)
    await exerciseBlocking(watched, sandbox)
    await exerciseRefusals(watched, sandbox)
  } finally {
    await client.close()
  }
  const exported = Object.keys(client).filter((name) => !notOperations.has(name))
  return { exported, exercised: [...exercised] }
}

function watch(client: GraphClient, onCall: (operation: string) => void): GraphClient {
  return new Proxy(client, {
    get(target, name, receiver) {
      if (typeof name === 'string') onCall(name)
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function exerciseAccount(
  client: GraphClient,
  sandbox: Sandbox,
  callbackUrl: string,
): Promise<void> {
  await client.getPhoneNumber()
  await client.getHealth()
  await client.getWaba()
  await exerciseTemplates(client, sandbox)
  const { verifyToken } = sandbox
  for (const scope of ['waba', 'phone_number'] as const) {
    await client.setWebhookOverride({ scope, callbackUrl, verifyToken })
    await client.getSubscribedApps()
    await client.setWebhookOverride({ scope, callbackUrl: null, verifyToken })
  }
  await client.setWebhookOverride({ scope: 'phone_number', callbackUrl, verifyToken })
}

async function exerciseTemplates(client: GraphClient, sandbox: Sandbox): Promise<void> {
  await readAll(client.listTemplates())
  const content = new Uint8Array([0xff, 0xd8, 0xff])
  const file = { fileName: 'a.jpg', mimeType: 'image/jpeg', content }
  const handle = await client.uploadTemplateFile(sandbox.appId, file)
  const draft = templateDraft.parse({
    name: 'conformance_offer',
    language: 'en_US',
    category: 'MARKETING',
    header: { type: 'image', handle, fileName: 'a.jpg' },
    body: 'Hello {{name}}, this is here to be looked at.',
    footer: 'Reply STOP to leave',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Thanks' },
      { type: 'URL', text: 'Look', url: 'https://shop.example/{{1}}', example: 'a' },
      { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+12025550100' },
      { type: 'COPY_CODE', example: 'SPRING25' },
    ],
    examples: { name: 'Ada' },
  })
  const { templateId } = await client.createTemplate(draft)
  const numbered = { ...draft, header: { type: 'text', text: 'Hello {{1}} there' } as const }
  await client.createTemplate({
    ...numbered,
    name: 'conformance_numbers',
    isNamed: false,
    body: 'Hello {{1}}, this is here to be looked at.',
    examples: { '1': 'Ada', 'header:1': 'Ada' },
  })
  await sandbox.drain()
  await client.editTemplate(templateId, { ...draft, footer: 'STOP' }, true)
  await sandbox.drain()
  const phone = '+447700900022'
  const mediaId = await client.uploadMedia(file)
  for (const ref of [{ link: 'https://shop.example/a.jpg' }, { id: mediaId }])
    await client.sendTemplate(
      { kind: 'phone', phone },
      {
        name: draft.name,
        language: draft.language,
        headerMedia: { kind: 'image', ...ref },
        body: [{ kind: 'text', text: 'Ada', name: 'name' }],
        urlButtons: [{ index: 1, text: 'a' }],
      },
    )
  const [invite] = await client.listLibraryTemplates('GROUP_INVITE_LINK', 'en')
  if (invite) await client.createFromLibrary('group_invitation', invite)
  sandbox.simulate.templateStatus(draft.name, 'PAUSED', 'RATE_LIMITING_PAUSE')
  // as if it had been paused for longer than the five minutes that have to pass
  const paused = sandbox.state.templates.get(templateId)
  if (paused) paused.pause = { title: 'RATE_LIMITING_PAUSE', at: 0 }
  await client.unpauseTemplate(templateId)
  await client.deleteTemplate(draft.name, templateId)
  await client.deleteTemplate('conformance_numbers', null)
}

async function exerciseGroups(client: GraphClient, sandbox: Sandbox): Promise<void> {
  await client.createGroup({
    subject: 'Conformance',
    description: 'Made to be looked at',
    joinApprovalMode: 'approval_required',
  })
  await sandbox.drain()
  const groups = await readAll(client.listGroups())
  const groupId = groups.find((group) => group.subject === 'Conformance')?.groupId ?? ''
  await client.updateGroup(groupId, { subject: 'Conformance group', description: 'Changed' })
  await client.getInviteLink(groupId)
  await client.resetInviteLink(groupId)

  sandbox.simulate.requestToJoin(groupId, { phone: '+447700900011', name: 'Ada Tester' })
  sandbox.simulate.requestToJoin(groupId, { phone: '+447700900012', name: 'Bo Tester' })
  sandbox.simulate.requestToJoin(groupId, { phone: '+447700131203', name: 'Cy Tester' })
  sandbox.simulate.requestToJoin(groupId, { phone: '+447700900013', name: 'Di Tester' })
  const requests = await readAll(client.listJoinRequests(groupId))
  const [ada = '', bo = '', cy = '', di = ''] = requests.map((request) => request.joinRequestId)
  await client.approveJoinRequests(groupId, [ada, bo])
  await client.approveJoinRequests(groupId, [cy])
  await client.rejectJoinRequests(groupId, [di])
  await sandbox.drain()

  const group = await client.getGroup(groupId)
  const [first, second] = group.participants
  await client.removeParticipants(groupId, [{ kind: 'phone', phone: first?.waId ?? '' }])
  await client.removeParticipants(groupId, [{ kind: 'user_id', userId: second?.userId ?? '' }])
  await sandbox.drain()
  await client.deleteGroup(groupId)
  await sandbox.drain()
}

async function exerciseMessages(client: GraphClient, sandbox: Sandbox): Promise<void> {
  const group = [...sandbox.state.groups.values()].find((each) => each.participants.length > 0)
  const groupId = group?.id ?? ''
  const toGroup = { kind: 'group', groupId } as const
  const phone = '+447700900021'
  const toPerson = { kind: 'phone', phone } as const
  sandbox.simulate.message(groupId, { phone: '+447700900001' }, 'Hello')
  sandbox.simulate.message(null, { phone, name: 'Ed Tester' }, 'Hello')

  const sent = await client.sendText(toGroup, { body: 'To all', callbackData: 'row-1' })
  const replied = await client.sendText(toPerson, { body: 'To one', replyToWamid: sent.wamid })
  const userId = replied.person?.userId ?? ''
  await client.sendText({ kind: 'user_id', userId }, { body: 'By user id' })
  const template = {
    name: 'order_ready',
    language: 'en_US',
    body: [{ kind: 'text', text: 'Ada' }],
    callbackData: 'row-2',
  } as const
  await client.sendTemplate(toGroup, template)
  await client.sendTemplate(toPerson, template)
  await client.sendTemplate(toPerson, { ...template, body: [{ kind: 'group_link', groupId }] })
  await client.sendPin(groupId, { wamid: sent.wamid, days: 7, callbackData: 'row-3' })
  await client.unpin(groupId, sent.wamid)
  await sandbox.drain()
  await client.getMessageHistory(sent.wamid)
}

async function exerciseBlocking(client: GraphClient, sandbox: Sandbox): Promise<void> {
  const phone = '+447700900031'
  sandbox.simulate.message(null, { phone, name: 'Flo Tester' }, 'Hello')
  const blocked = await client.blockUsers([{ kind: 'phone', phone }])
  await readAll(client.listBlockedUsers())
  await client.unblockUsers([{ kind: 'phone', phone }])
  const userId = blocked.done[0]?.userId ?? ''
  await client.blockUsers([{ kind: 'user_id', userId }])
}

async function exerciseRefusals(client: GraphClient, sandbox: Sandbox): Promise<void> {
  await client.getMessageHistory('wamid.unknown')
  await client.blockUsers([{ kind: 'phone', phone: '+447700900099' }])
  sandbox.simulate.expireToken()
  await client.getPhoneNumber().then(
    () => {
      throw new Error('An expired token was accepted')
    },
    (error: unknown) => {
      if (!(error instanceof GraphApiError) || error.code !== 190) throw error
    },
  )
}
