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

/** What goes into the index for these texts: pieces with a space between them. */
export function searchWords(texts: readonly (string | null)[]): string {
  const words: string[] = []
  for (const text of texts) {
    if (text === null || text === '') continue
    for (const run of runsOf(text)) {
      words.push(...piecesOf(run.text, run.size))
      const tail = [...run.text].slice(-(run.size - 1)).join('')
      words.push(tail)
    }
  }
  return words.join(' ')
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
