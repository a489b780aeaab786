/** A piece of a message as the phone shows it. */
export type MessagePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'mono'; readonly text: string }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly parts: readonly MessagePart[] }

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Mark = keyof typeof marks

function isMark(character: string): character is Mark {
  return Object.hasOwn(marks, character)
}

/** Before an opening and after a closing mark stands no letter or digit, as in `2*3*4`. */
function isBoundary(character: string | undefined): boolean {
  return (
    character === undefined || !/[\p{L}\p{N}]/u.test(character) || /\p{Script=Han}/u.test(character)
  )
}

/** Index of the mark that closes the one at `start`, on the same line; -1 where there is none. */
function closingMark(text: string, start: number): number {
  const mark = text[start]
  if (!isBoundary(text[start - 1]) || /\s|^$/.test(text[start + 1] ?? '')) return -1
  for (let at = start + 2; at < text.length && text[at] !== '\n'; at += 1) {
    const closes = text[at] === mark && !/\s/.test(text[at - 1] ?? '') && isBoundary(text[at + 1])
    if (closes) return at
  }
  return -1
}

function monoAt(text: string, start: number): { part: MessagePart; end: number } | null {
  const fence = text.startsWith('```', start) ? '```' : '`'
  const end = text.indexOf(fence, start + fence.length)
  if (end <= start + fence.length) return null
  const inner = text.slice(start + fence.length, end)
  if (fence === '`' && inner.includes('\n')) return null
  return { part: { type: 'mono', text: inner }, end: end + fence.length }
}

function markedAt(text: string, start: number): { part: MessagePart; end: number } | null {
  const character = text[start] ?? ''
  if (character === '`') return monoAt(text, start)
  if (!isMark(character)) return null
  const end = closingMark(text, start)
  if (end < 0) return null
  const parts = parseMessage(text.slice(start + 1, end))
  return { part: { type: marks[character], parts }, end: end + 1 }
}

/**
 * Reads WhatsApp's marks: *bold*, _italic_, ~struck out~, ```monospace``` and `code`, one inside the
 * other. Answers parts and never markup, so that no text can become an element of the page.
 * (WhatsApp Help Center, How to format your messages.)
 */
export function parseMessage(text: string): MessagePart[] {
  const parts: MessagePart[] = []
  let plain = ''
  let at = 0
  while (at < text.length) {
    const found = markedAt(text, at)
    if (found === null) {
      plain += text[at]
      at += 1
      continue
    }
    if (plain !== '') parts.push({ type: 'text', text: plain })
    plain = ''
    parts.push(found.part)
    at = found.end
  }
  if (plain !== '') parts.push({ type: 'text', text: plain })
  return parts
}
