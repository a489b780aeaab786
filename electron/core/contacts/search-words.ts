import { sortName } from './sort-name.ts'

/**
 * How contacts are found by any part of a name, number, note or tag. A run of letters or digits is cut
 * into overlapping pieces, three long, in Chinese, Japanese and Korean two long; the pieces of what is
 * typed, in the same order, find it again. The last, shorter piece of a run stands by itself, so that one
 * or two letters find something, too.
 */

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Longest text of one contact that is indexed, in characters; notes beyond it are found no more. */
const maxLength = 4000

function plain(text: string): string {
  const cut = text.slice(0, maxLength)
  if (/^[\u0020-\u007e\u4e00-\u9fff]*$/.test(cut)) return cut.toLowerCase()
  return cut.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase()
}

/** Runs of letters and digits, each wholly of one kind of writing. */
function runsOf(text: string): { readonly text: string; readonly size: 2 | 3 }[] {
  const runs: { text: string; size: 2 | 3 }[] = []
  for (const [word] of plain(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    let start = 0
    let isCjk: boolean | null = null
    let at = 0
    for (const character of word) {
      const kind = character.codePointAt(0)! > 0x10ff && cjk.test(character)
      if (isCjk !== null && kind !== isCjk) {
        runs.push({ text: word.slice(start, at), size: isCjk ? 2 : 3 })
        start = at
      }
      isCjk = kind
      at += character.length
    }
    runs.push({ text: word.slice(start), size: isCjk ? 2 : 3 })
  }
  return runs
}

function piecesOf(run: string, size: number): string[] {
  const characters = /[\ud800-\udfff]/.test(run) ? [...run] : run
  const pieces: string[] = []
  for (let at = 0; at + size <= characters.length; at += 1)
    pieces.push(
      typeof characters === 'string'
        ? characters.slice(at, at + size)
        : characters.slice(at, at + size).join(''),
    )
  return pieces
}

const basicLatin = /^[\u0020-\u007e]*$/

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

/** What pieces of Basic Latin are written to; a letter is in three pieces at most, and a space is before each. */
const codes = new Uint8Array(maxLength * 4 + 16)
const space = ' '.charCodeAt(0)

function lowerCodeAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 65 && code <= 90 ? code + 32 : code
}

/**
 * Writes the pieces of a text of Basic Latin behind those that are there, and returns where they end. Most texts
 * are such, and an import asks a million times: put together as strings, each piece would be one of its own, and
 * live as long as its row.
 */
function writeLatin(text: string, from: number): number {
  const length = Math.min(text.length, maxLength)
  let end = from
  for (let at = 0; at < length; at += 1) {
    if (!isLetterOrDigit(lowerCodeAt(text, at))) continue
    let size = 0
    let [before, last] = [0, 0]
    for (; at < length; at += 1) {
      const code = lowerCodeAt(text, at)
      if (!isLetterOrDigit(code)) break
      if (size >= 2) {
        codes[end] = space
        codes[end + 1] = before
        codes[end + 2] = last
        codes[end + 3] = code
        end += 4
      }
      before = last
      last = code
      size += 1
    }
    codes[end++] = space
    if (size > 1) codes[end++] = before
    codes[end++] = last
  }
  return end
}

/** What goes into the index for these texts: pieces with a space between them. */
export function searchWords(texts: readonly (string | null)[]): string {
  let words = ''
  let end = 0
  const readLatin = () => {
    if (end > 0) words += String.fromCharCode.apply(null, codes.subarray(0, end) as never)
    end = 0
  }
  for (const text of texts) {
    if (text === null || text === '') continue
    if (basicLatin.test(text)) {
      if (end + Math.min(text.length, maxLength) * 4 + 3 > codes.length) readLatin()
      end = writeLatin(text, end)
      continue
    }
    readLatin()
    for (const run of runsOf(text)) {
      const tail = [...run.text].slice(-(run.size - 1)).join('')
      words += ` ${[...piecesOf(run.text, run.size), tail].join(' ')}`
    }
  }
  readLatin()
  return words.slice(1)
}

/**
 * An FTS5 query for what was typed; null where it holds nothing to look for. Every run has to be found,
 * its pieces side by side.
 *
 * Source: SQLite, "FTS5 full-text query syntax".
 */
export function searchQuery(typed: string): string | null {
  const phrases = runsOf(typed.slice(0, 200)).map((run) => {
    const pieces = piecesOf(run.text, run.size)
    return pieces.length > 0 ? `"${pieces.join(' ')}"` : `"${run.text}"*`
  })
  return phrases.length === 0 ? null : phrases.slice(0, 12).join(' AND ')
}

/** What was typed, taken apart by how it is looked for. */
export interface SearchParts {
  /** FTS5 query of the runs that are long enough for the index; null where there is none. */
  readonly match: string | null
  /**
   * One or two letters, or one Chinese character, as `sortName` writes them. Half of all contacts have
   * them somewhere, so they are looked for in the name: at its beginning where nothing else is typed.
   */
  readonly inName: readonly string[]
}

/** Null where there is nothing to look for, as with punctuation alone. */
export function searchParts(typed: string): SearchParts | null {
  const runs = runsOf(typed.slice(0, 200)).slice(0, 12)
  if (runs.length === 0) return null
  const isLong = (run: { text: string; size: number }) => [...run.text].length >= run.size
  const long = runs.filter(isLong).map((run) => `"${piecesOf(run.text, run.size).join(' ')}"`)
  return {
    match: long.length === 0 ? null : long.join(' AND '),
    inName: runs.filter((run) => !isLong(run)).map((run) => sortName(run.text)),
  }
}
