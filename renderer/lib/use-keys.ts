import { useWindowEvent } from '@mantine/hooks'

function isTypedInto(target: HTMLElement): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  if (!(target instanceof HTMLInputElement) || target.readOnly) return false
  return target.type !== 'radio' && target.type !== 'checkbox'
}

function isLeftAlone(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (isTypedInto(target) || target.closest('[role="dialog"]') !== null) return true
  // Arrows and the space bar belong to the field or button that has the focus.
  if (target instanceof HTMLInputElement && event.key.length > 1) return true
  return event.key === ' ' && target.closest('button, a, input') !== null
}

/**
 * Single keys of a screen: a letter in lower case or a name such as `ArrowDown`, and what it does.
 * They rest while one writes and while a dialog is open.
 */
export function useKeys(isActive: boolean, keys: Readonly<Record<string, () => void>>): void {
  useWindowEvent('keydown', (event) => {
    if (!isActive || isLeftAlone(event)) return
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const act = Object.hasOwn(keys, name) ? keys[name] : undefined
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
