import { ScreenOutlet } from './screen-outlet.tsx'

/** The frame around every screen. */
export function Shell() {
  return <ScreenOutlet />
}
