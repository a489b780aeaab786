import { unreadable } from './source.ts'

export interface XmlHandler {
  /** Names come without their namespace prefix. */
  open(name: string, attributes: string): void
  text(text: string): void
  close(name: string): void
}

/** A tag longer than this is no tag of a workbook. */
const maxTagLength = 64 * 1024
const maxDepth = 100

/**
 * Reads XML piece by piece, as spreadsheets write it. There are no entities but the five of XML and
 * numbers: a document type is refused, so that nothing in the file can unfold.
 *
 * @throws AppError `file_unreadable`.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  #rest = ''
  #depth = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  push(chunk: string): void {
    const text = this.#rest + chunk
    let at = 0
    while (at < text.length) {
      const start = text.indexOf('<', at)
      if (start < 0) {
        // text may be told in parts, but an entity not
        const cut = Math.max(at, text.length - 12)
        const safe = text.indexOf('&', cut) < 0 ? text.length : text.indexOf('&', cut)
        this.#text(text.slice(at, safe))
        at = safe
        break
      }
      if (start > at) this.#text(text.slice(at, start))
      const next = this.#tag(text, start)
      at = next < 0 ? start : next
      if (next < 0) break
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > maxTagLength) throw unreadable()
  }

  /** @throws AppError `file_unreadable` where the text ends inside something. */
  end(): void {
    if (this.#rest.trim() !== '' || this.#depth !== 0) throw unreadable()
  }

  #text(text: string): void {
    if (text !== '') this.#handler.text(text.includes('&') ? decodeEntities(text) : text)
  }

  /** Where the tag ends, or -1 where more has to come first. */
  #tag(text: string, start: number): number {
    if (text.startsWith('<!', start)) return this.#declaration(text, start)
    const end = text.indexOf('>', start)
    if (end < 0) return -1
    if (end - start > maxTagLength) throw unreadable()
    const inside = text.slice(start + 1, end)
    if (inside.startsWith('?')) return end + 1
    if (inside.startsWith('/')) {
      this.#depth -= 1
      if (this.#depth < 0) throw unreadable()
      this.#handler.close(plainName(inside.slice(1).trim()))
      return end + 1
    }
    const isEmpty = inside.endsWith('/')
    const body = isEmpty ? inside.slice(0, -1) : inside
    const space = body.search(/\s/)
    const name = plainName(space < 0 ? body : body.slice(0, space))
    this.#handler.open(name, space < 0 ? '' : body.slice(space))
    if (isEmpty) this.#handler.close(name)
    else if ((this.#depth += 1) > maxDepth) throw unreadable()
    return end + 1
  }

  #declaration(text: string, start: number): number {
    if (text.length - start < 9) return -1
    const kind = text.startsWith('<!--', start)
      ? '-->'
      : text.startsWith('<![CDATA[', start)
        ? ']]>'
        : null
    if (kind === null) throw unreadable()
    const end = text.indexOf(kind, start + 4)
    if (end < 0) return -1
    if (kind === ']]>') this.#handler.text(text.slice(start + 9, end))
    return end + 3
  }
}

function plainName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

export function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]{1,6}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** A handful of names, asked for in every cell. */
const patterns = new Map<string, RegExp>()

/** Value of an attribute, or null. */
export function attribute(attributes: string, name: string): string | null {
  let pattern = patterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    patterns.set(name, pattern)
  }
  const match = pattern.exec(attributes)
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : null
}
