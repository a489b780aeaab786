import type { CallOutput } from '../../../../shared/ipc/contract.ts'

export type OptOutWords = CallOutput<'optOutWords.get'>
export type WordSide = 'stop' | 'start'

const longestWord = 40
const mostWords = 50
const longestButton = 256

/** A word as it is compared: without case, marks, signs and spaces. */
export function plainWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC')
}

export interface WordProblem {
  readonly code: 'tooLong' | 'tooMany' | 'onlySigns' | 'both'
  readonly word: string
}

/** What is wrong with one list of words, or null. */
export function wordProblem(
  words: OptOutWords,
  side: WordSide,
  language: string,
): WordProblem | null {
  const list = words[side][language] ?? []
  const tooLong = list.find((word) => word.length > longestWord)
  if (tooLong !== undefined) return { code: 'tooLong', word: tooLong }
  if (list.length > mostWords) return { code: 'tooMany', word: '' }
  const onlySigns = list.find((word) => plainWord(word) === '')
  if (onlySigns !== undefined) return { code: 'onlySigns', word: onlySigns }
  const other = new Set(
    Object.values(words[side === 'stop' ? 'start' : 'stop'])
      .flat()
      .map(plainWord),
  )
  const both = list.find((word) => other.has(plainWord(word)))
  return both === undefined ? null : { code: 'both', word: both }
}

/** Languages of either list, in the order they were added. */
export function wordLanguages(words: OptOutWords): string[] {
  return [...new Set([...Object.keys(words.stop), ...Object.keys(words.start)])]
}

/** People have to be able to leave: at least one word means stop. */
export function hasStopWord(words: OptOutWords): boolean {
  return Object.values(words.stop).some((list) => list.length > 0)
}

/** True while the texts of buttons can be saved. */
export function areButtonsGood({ stopButtons }: OptOutWords): boolean {
  return (
    stopButtons.length <= mostWords && stopButtons.every((button) => button.length <= longestButton)
  )
}

/** True when the form can be saved. */
export function areWordsGood(words: OptOutWords): boolean {
  return (
    hasStopWord(words) &&
    wordLanguages(words).every(
      (language) =>
        wordProblem(words, 'stop', language) === null &&
        wordProblem(words, 'start', language) === null,
    ) &&
    areButtonsGood(words)
  )
}
