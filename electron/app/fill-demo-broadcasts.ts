import type { Template } from '../../shared/domain/announcements.ts'
import type {
  Broadcast,
  BroadcastDraft,
  BroadcastSettings,
} from '../../shared/domain/broadcasts.ts'
import type { Locale } from '../../shared/domain/common.ts'
import type { AddPast, CallDemo, SandboxAddress } from './demo-call.ts'

interface DemoWords {
  readonly sent: string
  readonly stopped: string
  readonly draft: string
  readonly past: string
  readonly hydrangeas: string
  readonly peonies: string
  readonly asters: string
  readonly day: string
  readonly friend: string
}

/** Fictional from the first word to the last. */
const words: Readonly<Record<Locale, DemoWords>> = {
  en: {
    sent: 'Peonies are coming',
    stopped: 'Asters, first of the autumn',
    draft: 'Wreaths, two texts',
    past: 'Hydrangeas, first of the season',
    hydrangeas: 'the first hydrangea',
    peonies: 'the first peony',
    asters: 'the aster',
    day: 'Thursday',
    friend: 'your order',
  },
  'zh-CN': {
    sent: '芍药到店预告',
    stopped: '紫菀上新',
    draft: '花环，两种文案',
    past: '绣球开季',
    hydrangeas: '第一批绣球',
    peonies: '新鲜芍药',
    asters: '紫菀',
    day: '周四',
    friend: '您的订单',
  },
}

/** WhatsApp's codes: not on WhatsApp, and too many offers (Meta: Cloud API error codes). */
const notOnWhatsApp = 131026
const tooManyOffers = 131049
const dayMs = 24 * 60 * 60 * 1000
/** So long ago that the window of a week is over, and so are the orders that came late. */
const pastDays = 24
/** So many connections break, and nobody knows whether their messages left. */
const brokenConnections = 3
/** How many have to be out before somebody can have bought because of it. */
const enough = 20
/** How long the shop's opening may wait for what takes a tenth of a second on a machine at rest. */
const patienceMs = 200

/**
 * One broadcast that stopped by itself because much failed; one to everybody that is through soon after the
 * shop is open, with a hold-out, a few failures and a few messages of which nobody knows whether they
 * left; one of some weeks ago whose results are in; and a draft with two texts.
 *
 * @param address of the sandbox; without its control token nothing fails
 */
export async function fillDemoBroadcasts(
  call: CallDemo,
  language: Locale,
  addPast: AddPast,
  address?: SandboxAddress,
): Promise<void> {
  const text = words[language]
  await putInPrices(call)
  const { templates } = await call('templates.list', {})
  const template = templates.find(
    (found) =>
      found.name === 'season_preview' &&
      found.status === 'APPROVED' &&
      found.language.startsWith(language.slice(0, 2)),
  )
  const { segments } = await call('segments.list', {})
  const [loyal] = segments
  if (template === undefined || loyal === undefined) return
  const { defaults } = await call('sendingLimits.get', {})
  const open = { ...defaults, quietHours: null, cap: null, holdOutPercent: 10 }
  const everybody = { kind: 'everybody' as const }
  const toLoyal = { kind: 'segment' as const, segmentId: loyal.id }
  await saveDraft(call, text, templates, toLoyal, defaults)

  await refuse(address, [[tooManyOffers, 6]], 1)
  const asters = { ...text, peonies: text.asters }
  const stopped = await start(
    call,
    draftOf(
      text.stopped,
      everybody,
      template,
      { ...open, seed: 2, pauseAtErrorPercent: 5 },
      asters,
    ),
  )
  await untilThere(call, stopped, ({ state }) => state === 'paused', 1000)
  await refuse(
    address,
    [
      [notOnWhatsApp, 3],
      [tooManyOffers, 2],
    ],
    0.1,
    brokenConnections,
  )
  const sent = await start(call, draftOf(text.sent, everybody, template, open, text))
  await untilThere(call, sent, ({ counts }) => counts.read >= enough)
  await sellToSome(call, sent)
  await addPast({
    likeId: sent,
    name: text.past,
    values: [text.hydrangeas, text.day],
    startedAt: Date.now() - pastDays * dayMs,
  })
}

/** Made up, like all of the shop; the owner's own stand in WhatsApp's rate card. */
async function putInPrices(call: CallDemo): Promise<void> {
  await call('rateCard.set', {
    currency: 'USD',
    asOf: '2026-07-01',
    rates: [
      { country: null, category: 'marketing', amount: 0.0604 },
      { country: null, category: 'utility', amount: 0.0077 },
      { country: 'US', category: 'marketing', amount: 0.025 },
      { country: 'US', category: 'utility', amount: 0.004 },
    ],
  })
}

function draftOf(
  name: string,
  audience: BroadcastDraft['audience'],
  template: Template,
  settings: BroadcastSettings,
  text: DemoWords,
): BroadcastDraft {
  const values = [text.peonies, text.day]
  const bindings = Object.fromEntries(
    template.variables.map((variable, index) => [
      variable,
      { from: 'text' as const, text: values[index] ?? text.day },
    ]),
  )
  return {
    name,
    purpose: 'marketing',
    audience,
    variants: [{ templateId: template.id, share: 1, bindings }],
    settings,
  }
}

/** An update that comes in between the two calls may change the number, so it is asked for again. */
async function start(call: CallDemo, draft: BroadcastDraft): Promise<string> {
  const { id } = await call('broadcasts.save', draft)
  for (let tries = 1; ; tries += 1) {
    const { recipients } = await call('broadcasts.plan', { draft })
    try {
      await call('broadcasts.start', { broadcastId: id, confirmed: { recipients } })
      return id
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

async function saveDraft(
  call: CallDemo,
  text: DemoWords,
  templates: readonly Template[],
  audience: BroadcastDraft['audience'],
  settings: BroadcastSettings,
): Promise<void> {
  const approved = templates.filter(
    ({ status, category }) => status === 'APPROVED' && category === 'MARKETING',
  )
  await call('broadcasts.save', {
    name: text.draft,
    audience,
    settings,
    variants: approved.slice(0, 2).map((template) => ({
      templateId: template.id,
      bindings: Object.fromEntries(
        template.variables.map((variable) => [
          variable,
          { from: 'field' as const, field: 'firstName' as const, fallback: text.friend },
        ]),
      ),
    })),
  })
}

/** Lets the shop's phone network refuse the next messages with these codes, so many times each, and break off some. */
async function refuse(
  address: SandboxAddress | undefined,
  refusals: ReadonlyArray<readonly [code: number, times: number]>,
  probability: number,
  broken = 0,
): Promise<void> {
  if (address?.controlToken === undefined) return
  const strikes = { probability, route: 'POST *messages*' }
  const calls = [
    ...refusals.map(([code, times]) => ({ kind: 'error', code, times, ...strikes })),
    { kind: 'reset_before', times: broken, ...strikes },
  ]
  const reply = await fetch(new URL('/__sandbox/command', address.url), {
    method: 'POST',
    headers: { 'x-sandbox-control': address.controlToken },
    body: JSON.stringify({ type: 'setFaults', faults: { calls } }),
  })
  if (!reply.ok) throw new Error(`The demo shop's phone network refused: ${reply.status}`)
}

/** What does not come in time comes after the shop is open, and harms nothing. */
async function untilThere(
  call: CallDemo,
  broadcastId: string,
  isThere: (broadcast: Broadcast) => boolean,
  longestMs = patienceMs,
): Promise<void> {
  const deadline = performance.now() + longestMs
  while (performance.now() < deadline) {
    if (isThere(await call('broadcasts.get', { broadcastId }))) return
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

/** Some of those who got it buy at once. */
async function sellToSome(call: CallDemo, broadcastId: string): Promise<void> {
  const { items } = await call('broadcasts.recipients', {
    broadcastId,
    state: 'read',
    limit: 500,
  })
  const buyers = await Promise.all(
    items
      .filter((_, index) => index % 3 === 0)
      .map(({ contactId }) => call('contacts.get', { contactId })),
  )
  const at = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const lines = buyers.flatMap(({ externalId }, index) =>
    externalId === null ? [] : [`T${20_000 + index},${externalId},${at},${24 + index},USD,Peonies`],
  )
  if (lines.length === 0) return
  const { importId } = await call('imports.create', {
    kind: 'orders',
    fileName: 'orders-today.csv',
  })
  const csv = ['Order no,Customer no,Date,Amount,Currency,Items', ...lines].join('\n')
  await call('imports.append', { importId, base64: Buffer.from(csv).toString('base64') })
  await call('imports.start', { importId })
}
