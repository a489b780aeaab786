import type { Locale } from '../../shared/domain/common.ts'
import type { CallDemo, SandboxAddress } from './demo-call.ts'

interface DemoWords {
  readonly fair: string
  readonly fairWord: string
  readonly course: string
  readonly courseWord: string
  readonly past: string
  readonly pastWord: string
  readonly purpose: string
  readonly purposeText: string
  readonly added: string
  readonly yes: string
  readonly stop: string
  readonly question: string
}

/** Fictional from the first word to the last. */
const words: Readonly<Record<Locale, DemoWords>> = {
  en: {
    fair: 'Spring fair',
    fairWord: 'PEONY',
    course: 'Wreath course',
    courseWord: 'WREATH',
    past: 'Winter market',
    pastWord: 'HOLLY',
    purpose: 'Invitations to courses',
    purposeText:
      'The shop may invite me to its flower courses on WhatsApp. I can end this at any time by answering STOP.',
    added: 'New: for deliveries we also keep the address that you give us.',
    yes: 'Yes',
    stop: 'STOP',
    question: 'Hello, do you have white peonies this week?',
  },
  'zh-CN': {
    fair: '春季花市',
    fairWord: '牡丹',
    course: '花环课',
    courseWord: '花环',
    past: '冬日集市',
    pastWord: '冬青',
    purpose: '花艺课邀请',
    purposeText: '我同意花店通过 WhatsApp 邀请我参加花艺课。我可以随时回复「退订」停止接收。',
    added: '新增：如需配送，我们还会保存您提供的地址。',
    yes: '同意',
    stop: '退订',
    question: '你好，这周有白芍药吗？',
  },
}

/** People who sign up; two of them are members of the demo shop's groups. Numbers are set aside for fiction. */
const people = {
  mei: { phone: '+14155550111', name: '林美 Mei Lin' },
  grace: { phone: '+14155550112', name: 'Grace Okafor' },
  ines: { phone: '+14155550161', name: 'Inés Carvalho' },
  tao: { phone: '+14155550162', name: '陶然' },
  ruth: { phone: '+14155550163', name: 'Ruth Adeyemi' },
  jo: { phone: '+14155550164', name: 'Jo Lindqvist' },
} as const
type DemoPerson = (typeof people)[keyof typeof people]

/**
 * Shows what a shop has after a while: texts in both languages, one of them in a second version, sign-up
 * campaigns open and closed, people who signed up, were asked back, and left again, and a notice sent.
 *
 * @param address of the sandbox; without its control token nobody writes to the shop
 */
export async function fillDemoConsent(
  call: CallDemo,
  language: Locale,
  address?: SandboxAddress,
): Promise<void> {
  const text = words[language]
  const texts = await saveTexts(call)
  await call('consentPurposes.save', { key: 'courses', name: text.purpose })
  const course = await call('legalTexts.save', {
    kind: 'consent',
    purpose: 'courses',
    language,
    body: text.purposeText,
  })
  const marketing = texts.get(`marketing ${language}`)!
  const past = await call('signupCampaigns.save', {
    name: text.past,
    codeWord: text.pastWord,
    legalTextId: marketing.id,
  })
  await call('signupCampaigns.close', { campaignId: past.id })
  await call('signupCampaigns.save', {
    name: text.fair,
    codeWord: text.fairWord,
    legalTextId: marketing.id,
    tag: text.fair,
  })
  await call('signupCampaigns.save', {
    name: text.course,
    codeWord: text.courseWord,
    purpose: 'courses',
    legalTextId: course.id,
    isDoubleOptIn: true,
  })
  const notice = texts.get(`privacy_notice ${language}`)!
  if (address?.controlToken !== undefined) {
    await signUp(call, address, text)
    await sendNotice(call, notice.id)
  }
  await call('legalTexts.save', {
    kind: 'privacy_notice',
    language,
    body: `${notice.body}\n${text.added}`,
  })
}

interface SavedText {
  readonly id: string
  readonly body: string
}

/** All texts that the app offers, by purpose or kind and language. */
async function saveTexts(call: CallDemo): Promise<Map<string, SavedText>> {
  const { drafts } = await call('legalTexts.suggestions', {})
  const saved = new Map<string, SavedText>()
  for (const draft of drafts) {
    const text = await call('legalTexts.save', { ...draft, purpose: draft.purpose ?? undefined })
    saved.set(`${draft.purpose ?? draft.kind} ${draft.language}`, text)
  }
  return saved
}

/** Customers write to the shop: most sign up, one is still to say yes, one leaves again. */
async function signUp(call: CallDemo, address: SandboxAddress, text: DemoWords): Promise<void> {
  const says = (person: DemoPerson, what: string) => writeToShop(address, person, what)
  for (const person of [people.mei, people.ines, people.tao, people.ruth])
    await says(person, text.fairWord)
  for (const person of [people.grace, people.jo]) await says(person, text.courseWord)
  await untilCampaigns(call, (asked) => asked >= 6)
  await says(people.grace, text.yes)
  await says(people.ruth, text.stop)
  await says(people.tao, text.question)
  await untilCampaigns(call, (_, confirmed) => confirmed >= 5)
}

async function writeToShop(
  address: SandboxAddress,
  person: DemoPerson,
  text: string,
): Promise<void> {
  const reply = await fetch(new URL('/__sandbox/command', address.url), {
    method: 'POST',
    headers: { 'x-sandbox-control': address.controlToken ?? '' },
    body: JSON.stringify({ type: 'simulate', what: 'message', args: [null, person, text] }),
  })
  if (!reply.ok) throw new Error(`The demo shop's phone network refused: ${reply.status}`)
}

/** Updates take a moment; what does not come in time is missing from the picture and harms nothing. */
async function untilCampaigns(
  call: CallDemo,
  isThere: (asked: number, confirmed: number) => boolean,
): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { campaigns } = await call('signupCampaigns.list', {})
    const sum = (of: 'asked' | 'confirmed') =>
      campaigns.reduce((total, campaign) => total + campaign[of], 0)
    if (isThere(sum('asked'), sum('confirmed'))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A message that comes in between the two calls is one more to write to, so the number is asked for again. */
async function sendNotice(call: CallDemo, legalTextId: string): Promise<void> {
  const draft = { legalTextId, target: { filter: {} } }
  for (let triesLeft = 5; ; triesLeft -= 1) {
    const { byText, byTemplate } = await call('notices.preview', draft)
    if (byText + byTemplate === 0) return
    try {
      await call('notices.send', { ...draft, confirmCount: byText + byTemplate })
      return
    } catch (error) {
      if (triesLeft === 0) throw error
    }
  }
}
