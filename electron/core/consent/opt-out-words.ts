import { languageFor } from './language-for.ts'
import { normaliseWord } from './normalise-word.ts'

/** Words by language, as the owner keeps them. */
export interface OptOutWords {
  readonly stop: Readonly<Record<string, readonly string[]>>
  readonly start: Readonly<Record<string, readonly string[]>>
  readonly stopButtons: readonly string[]
  readonly confirmsStop: boolean
}

/**
 * What counts until the owner says otherwise. Words that people also say about an order or at the end of
 * a talk (cancel, end, quit) are left out; 退订, TD and T are what Chinese short messages ask for.
 */
export const defaultOptOutWords: OptOutWords = {
  stop: {
    en: ['STOP', 'STOP ALL', 'UNSUBSCRIBE', 'OPT OUT'],
    'zh-CN': ['退订', '取消订阅', '停止', '停止发送', '不要再发', '别再发了', 'TD', 'T'],
    'zh-TW': ['退訂', '取消訂閱', '停止發送', '不要再發'],
    es: ['baja', 'darme de baja', 'cancelar suscripción', 'parar'],
    fr: ['arrêt', 'arrêter', 'désabonner', 'désinscription'],
    de: ['stopp', 'abmelden', 'abbestellen'],
    pt: ['parar', 'descadastrar', 'cancelar inscrição'],
    id: ['berhenti'],
    ar: ['توقف', 'إيقاف', 'إلغاء الاشتراك'],
    ru: ['стоп', 'отписаться'],
    ja: ['配信停止', '停止'],
  },
  start: {
    en: ['START', 'UNSTOP', 'SUBSCRIBE'],
    'zh-CN': ['开始', '重新订阅', '恢复订阅'],
    'zh-TW': ['開始', '重新訂閱'],
    es: ['alta', 'iniciar'],
    fr: ['reprendre', 'réabonner'],
    de: ['starten', 'anmelden'],
    pt: ['iniciar', 'voltar'],
    id: ['mulai'],
    ar: ['ابدأ', 'اشتراك'],
    ru: ['старт', 'подписаться'],
    ja: ['再開', '開始'],
  },
  stopButtons: ['Stop promotions', 'Stop', 'Unsubscribe', '退订', '停止接收推广消息'],
  confirmsStop: true,
}

/** Answers to "do you agree?"; a start word counts as well. */
const yesWords: readonly string[] = [
  'yes',
  'y',
  'yes please',
  'i agree',
  'agree',
  'ok',
  '是',
  '是的',
  '好',
  '好的',
  '同意',
  '我同意',
  '可以',
  '确认',
  '確認',
  'sí',
  'si',
  'acepto',
  'oui',
  'ja',
  'sim',
  'ya',
  'نعم',
  'да',
  'はい',
]
const yes: ReadonlySet<string> = new Set(yesWords.map(normaliseWord))

/** What a message to the business says, as far as it can mean stop or start. */
export interface WordMessage {
  /** WhatsApp's word: `text`, `button`, `interactive`; anything else says neither. */
  readonly messageType: string
  readonly text: string | null
  readonly buttonPayload: string | null
}

export interface StopMeaning {
  readonly meaning: 'stop'
  readonly source: 'stop_word' | 'button'
  /** Language of the list that the word stands in; null for a button of its own. */
  readonly language: string | null
}

export interface StartMeaning {
  readonly meaning: 'start'
  readonly language: string
}

/**
 * What a whole message means. A word inside a sentence means nothing ("don't stop"), and where a word
 * could mean both, it means stop.
 */
export function meaningOf(
  message: WordMessage,
  words: OptOutWords,
): StopMeaning | StartMeaning | null {
  const isButton = message.messageType === 'button' || message.messageType === 'interactive'
  if (!isButton && message.messageType !== 'text') return null
  const said = [message.text, isButton ? message.buttonPayload : null]
    .map((text) => normaliseWord(text ?? ''))
    .filter((text) => text !== '')
  const buttons = new Set(words.stopButtons.map(normaliseWord))
  if (isButton && said.some((text) => buttons.has(text)))
    return { meaning: 'stop', source: 'button', language: null }
  const stop = languageOf(words.stop, said)
  if (stop !== null)
    return { meaning: 'stop', source: isButton ? 'button' : 'stop_word', language: stop }
  const start = languageOf(words.start, said)
  return start === null ? null : { meaning: 'start', language: start }
}

/** Whether a message answers a question for consent with yes. */
export function saysYes(message: WordMessage): boolean {
  if (!['text', 'button', 'interactive'].includes(message.messageType)) return false
  return [message.text, message.buttonPayload].some((text) => yes.has(normaliseWord(text ?? '')))
}

export function isYesWord(word: string): boolean {
  return yes.has(normaliseWord(word))
}

function languageOf(
  lists: Readonly<Record<string, readonly string[]>>,
  said: readonly string[],
): string | null {
  for (const [language, list] of Object.entries(lists))
    if (list.some((word) => said.includes(normaliseWord(word)))) return language
  return null
}

/** A word list that cannot be kept, and why. */
export interface WordTrouble {
  readonly field: 'stop' | 'start' | 'stopButtons'
  readonly problem: 'empty' | 'stop_and_start' | 'no_stop_word'
}

/** The first thing wrong with these words, or null. */
export function troubleWith(words: OptOutWords): WordTrouble | null {
  const stop = Object.values(words.stop).flat()
  const start = Object.values(words.start).flat()
  for (const [field, list] of [
    ['stop', stop],
    ['start', start],
    ['stopButtons', words.stopButtons],
  ] as const)
    if (list.some((word) => normaliseWord(word) === '')) return { field, problem: 'empty' }
  if (stop.length === 0) return { field: 'stop', problem: 'no_stop_word' }
  const stops = new Set([...stop, ...words.stopButtons].map(normaliseWord))
  return start.some((word) => stops.has(normaliseWord(word)))
    ? { field: 'start', problem: 'stop_and_start' }
    : null
}

/** Whether a word is taken by stop, start or yes, so that it cannot be the word of a campaign. */
export function isReservedWord(word: string, words: OptOutWords): boolean {
  const wanted = normaliseWord(word)
  const lists = [...Object.values(words.stop), ...Object.values(words.start), words.stopButtons]
  return yes.has(wanted) || lists.flat().some((each) => normaliseWord(each) === wanted)
}

/** A stop word to tell people: of this language where there is one, else any that counts. */
export function stopWordFor(words: OptOutWords, language: string): string {
  const own = Object.entries(words.stop).find(
    ([tag, list]) => list.length > 0 && languageFor(tag) === languageFor(language),
  )
  return own?.[1][0] ?? Object.values(words.stop).flat()[0] ?? 'STOP'
}
