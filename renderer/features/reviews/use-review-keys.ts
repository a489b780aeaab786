import { useWindowEvent } from '@mantine/hooks'

export type ReviewKey = 'keep' | 'remove' | 'ask' | 'later' | 'undo' | 'note' | 'previous' | 'next'

const letters: Readonly<Record<string, ReviewKey>> = {
  k: 'keep',
  r: 'remove',
  a: 'ask',
  l: 'later',
  z: 'undo',
  n: 'note',
}
const arrows: Readonly<Record<string, ReviewKey>> = {
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'next',
  ArrowDown: 'next',
}

function isTypedInto(target: HTMLElement): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !target.readOnly && target.type !== 'radio'
}

/** Letters work anywhere but where one writes; arrows leave fields and menus their own. */
function keyOf(event: KeyboardEvent): ReviewKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined
  const { target } = event
  if (target instanceof HTMLElement) {
    if (isTypedInto(target) || target.closest('[role="dialog"]') !== null) return undefined
    if (event.key in arrows && target instanceof HTMLInputElement) return undefined
  }
  return letters[event.key.toLowerCase()] ?? arrows[event.key]
}

/** The keys of the review: K R A L decide, Z takes back, N writes, arrows move. */
export function useReviewKeys(isActive: boolean, onKey: (key: ReviewKey) => void): void {
  useWindowEvent('keydown', (event) => {
    const key = isActive ? keyOf(event) : undefined
    if (key === undefined) return
    event.preventDefault()
    onKey(key)
  })
}
