export interface DifferencePart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Above this many comparisons, the changed middle is shown as one piece each. */
const mostComparisons = 4_000_000

/** Words, marks and spaces, each for itself; Chinese is cut into its words too. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  return [...segmenter.segment(text)].map((part) => part.segment)
}

/** What one text has to lose and to gain to become the other, in the order of reading. */
export function textDifference(before: string, after: string): DifferencePart[] {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1
  let end = 0
  while (
    end < old.length - start &&
    end < fresh.length - start &&
    old.at(-1 - end) === fresh.at(-1 - end)
  ) {
    end += 1
  }
  return joined([
    ...old.slice(0, start).map((text) => ({ kind: 'same' as const, text })),
    ...middle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...old.slice(old.length - end).map((text) => ({ kind: 'same' as const, text })),
  ])
}

function middle(old: readonly string[], fresh: readonly string[]): DifferencePart[] {
  if (old.length * fresh.length > mostComparisons) {
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: fresh.join('') },
    ]
  }
  const common = commonLengths(old, fresh)
  const width = fresh.length + 1
  const parts: DifferencePart[] = []
  let [row, column] = [0, 0]
  while (row < old.length || column < fresh.length) {
    const [gone = '', come = ''] = [old[row], fresh[column]]
    if (row < old.length && column < fresh.length && gone === come) {
      parts.push({ kind: 'same', text: gone })
      row += 1
      column += 1
    } else if (
      column >= fresh.length ||
      (row < old.length &&
        (common[(row + 1) * width + column] ?? 0) >= (common[row * width + column + 1] ?? 0))
    ) {
      parts.push({ kind: 'removed', text: gone })
      row += 1
    } else {
      parts.push({ kind: 'added', text: come })
      column += 1
    }
  }
  return parts
}

/** Length of the longest common sequence from each pair of places to the end, row by row. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      const at = row * width + column
      lengths[at] =
        old[row] === fresh[column]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0)
    }
  }
  return lengths
}

/** Pieces of one kind as one; spaces between changes go with them, so that what goes reads in one go. */
function joined(parts: readonly DifferencePart[]): DifferencePart[] {
  const result: DifferencePart[] = []
  let [removed, added, spaces] = ['', '', '']
  const settle = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    ;[removed, added] = ['', '']
  }
  const keep = (text: string) => {
    settle()
    const last = result.at(-1)
    if (text === '') return
    if (last?.kind === 'same') result[result.length - 1] = { kind: 'same', text: last.text + text }
    else result.push({ kind: 'same', text })
  }
  for (const { kind, text } of parts) {
    if (kind === 'same' && text.trim() === '' && removed + added !== '') {
      spaces += text
    } else if (kind === 'same') {
      keep(spaces + text)
      spaces = ''
    } else {
      removed += spaces + (kind === 'removed' ? text : '')
      added += spaces + (kind === 'added' ? text : '')
      spaces = ''
    }
  }
  keep(spaces)
  return result
}
