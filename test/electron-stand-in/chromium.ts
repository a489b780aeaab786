import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { findChromium } from '../../electron/browser-host/find-chromium.ts'

let launching: Promise<Browser> | null = null

/** The one Chromium behind all windows of this process; started by the first of them. */
export function openChromium(): Promise<Browser> {
  launching ??= launch()
  return launching
}

async function launch(): Promise<Browser> {
  const found = await findChromium()
  if (found === null) throw new Error('No Chromium found: set CHROMIUM_PATH')
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args],
    env: { ...process.env, ...found.env },
  })
}

export async function closeChromium(): Promise<void> {
  const browser = await launching?.catch(() => null)
  await browser?.close()
}

/**
 * Chromium alone does not open schemes of one's own, so a page at `app://host/` stands at an https
 * address that is never looked up: every request is answered by the scheme's handler.
 */
const suffix = '.app-scheme.invalid'

export function toHttps(address: string): string {
  const url = new URL(address)
  return url.protocol === 'app:' ? `https://${url.host}${suffix}${url.pathname}` : address
}

export function toAppScheme(address: string): string {
  const isBlob = address.startsWith('blob:')
  const url = URL.parse(isBlob ? address.slice(5) : address)
  if (url === null || !url.hostname.endsWith(suffix)) return address
  const own = `app://${url.hostname.slice(0, -suffix.length)}${url.pathname}${url.search}`
  return isBlob ? `blob:${own}` : own
}
