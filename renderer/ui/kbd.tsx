import { Kbd as MantineKbd } from '@mantine/core'

const isMac = /mac/i.test(navigator.userAgent)
const macNames: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const otherNames: Record<string, string> = { Mod: 'Ctrl' }

export interface KbdProps {
  /** Keys pressed together, `['Mod', 'K']`; `Mod` is Cmd on a Mac, Ctrl elsewhere. */
  readonly keys: readonly string[]
}

/** Keys as they are printed on the owner's keyboard. */
export function Kbd({ keys }: KbdProps) {
  const names = isMac ? macNames : otherNames
  return (
    <MantineKbd size="xs">{keys.map((key) => names[key] ?? key).join(isMac ? '' : '+')}</MantineKbd>
  )
}
