import { languageFor } from './language-for.ts'

interface ReplyWords {
  readonly stopped: string
  readonly undo: string
  readonly undoLink: string
  readonly ask: string
}

const replies: Readonly<Record<'en' | 'zh-CN', ReplyWords>> = {
  en: {
    stopped: 'Understood: {shop} will not write to you any more.',
    undo: 'If you change your mind, write {word} here.',
    undoLink: 'If you change your mind, write {word} here or open {link}',
    ask: 'You wrote “{codeWord}” to {shop}. Do you agree to this?\n\n{body}\n\nAnswer YES if you do. Without an answer nothing is sent to you.',
  },
  'zh-CN': {
    stopped: '已收到：{shop}不会再给您发消息。',
    undo: '如果改变主意，在这里回复「{word}」即可。',
    undoLink: '如果改变主意，在这里回复「{word}」，或打开 {link}',
    ask: '您向{shop}发送了「{codeWord}」。您是否同意以下内容？\n\n{body}\n\n同意请回复「是」。不回复就不会给您发消息。',
  },
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole,
  )
}

/**
 * The one answer to a stop: that it was understood, and how the person, and nobody else, takes it back.
 *
 * @param link opens the chat with the start word written already; null where no number is connected
 */
export function stopConfirmation(
  language: string,
  values: { readonly shop: string; readonly word: string; readonly link: string | null },
): string {
  const words = replies[languageFor(language)]
  const undo = values.link === null ? words.undo : words.undoLink
  return filled(`${words.stopped} ${undo}`, { ...values, link: values.link ?? '' })
}

/** Asks whoever wrote a code word whether they mean it (double opt-in). */
export function signupQuestion(
  language: string,
  values: { readonly shop: string; readonly codeWord: string; readonly body: string },
): string {
  return filled(replies[languageFor(language)].ask, values)
}
