import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const folder = join(import.meta.dirname, '..', 'screenshots')

/**
 * Looks at what the page shows now, light and dark: a picture of each for the eye, and axe, which has
 * to find nothing. What a colour cannot change is asked in the light alone. `hasCodes`: the page is meant to
 * show codes, as the log in a report does.
 */
export async function look(page: Page, name: string, hasCodes = false): Promise<void> {
  await hold(page)
  await picture(page, name)
  const faults = await axeFaults(page, null)
  await page.emulateMedia({ colorScheme: 'dark' })
  await hold(page)
  await picture(page, `${name}-dark`)
  const dark = await axeFaults(page, ['color-contrast'])
  faults.push(...dark.map((fault) => `dark ${fault}`))
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(faults, `axe on ${name}`).toEqual([])
  if (!hasCodes) expect.soft(await rawKeys(page), `texts on ${name}`).toEqual([])
  expect.soft(await overflow(page), `width of ${name}`).toBe(0)
}

/** True for what `look` notes: the page went on working. */
export function isMerelySeen(message: string): boolean {
  return /^(axe on|texts on|width of) /.test(message)
}

/** Keeps what the window shows as `test/e2e/screenshots/<name>.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Waits until what was asked for is there and drawn. */
async function hold(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[data-loading="true"]') === null)
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60))),
  )
}

type AxeWindow = typeof globalThis & { axe: typeof axe }

async function axeFaults(page: Page, only: readonly string[] | null): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const results: AxeResults = await page.evaluate(
    (rules) =>
      (window as unknown as AxeWindow).axe.run(document, {
        resultTypes: ['violations'],
        ...(rules === null ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
      }),
    only,
  )
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id}: ${node.any[0]?.message.slice(0, 160) ?? ''} ${node.html.slice(0, 200)}`,
    ),
  )
}

/**
 * Texts that look like a key without words, `groups.column.subject`, or like an unfilled value. The
 * numbered ones, `{{1}}`, are WhatsApp's and name a gap in a template.
 */
async function rawKeys(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText()
  const key = /\b(?:[a-z]+[a-zA-Z-]*\.){1,5}[a-z]+(?:[A-Z_][A-Za-z]*)+\b|\{\{[^}\d]+\}\}/g
  return (text.match(key) ?? []).filter((found) => !/\.(com|test|invalid|html|json)$/.test(found))
}

/** How many px the page is wider than its window; a table may scroll, the page may not. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
