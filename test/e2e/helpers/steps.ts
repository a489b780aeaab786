import { beforeEach, onTestFailed } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { isMerelySeen, picture } from './look.ts'
import type { Shop } from './open-shop.ts'

/** The field of this label, not the list that a choice opens under the same name. */
export function field(scope: Page | Locator, label: string | RegExp): Locator {
  return scope.getByLabel(label, { exact: typeof label === 'string' }).and(scope.locator('input'))
}

/** Chooses from a list that opens under its field. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/** Chooses in a row of two to four words, of which one is always chosen. */
export async function pick(scope: Page | Locator, group: string, word: string): Promise<void> {
  await scope
    .getByRole('radiogroup', { name: group, exact: true })
    .getByText(word, { exact: true })
    .click()
}

/** The button of a form or page by what the owner reads on it. */
export function button(scope: Page | Locator, name: string | RegExp): Locator {
  return scope.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
}

/** Rows of a table without its header. */
export function rowsOf(page: Page, table: string): Locator {
  return page.getByRole('grid', { name: table }).locator('[role="row"]:not([aria-rowindex="1"])')
}

/** The heading of the page. */
export function title(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' })
}

/** A pattern for what begins with this text: beside a name there may stand a badge. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
}

/** A group of the shop: the phone group, or the managed one with the most people. */
export async function groupOf(shop: Shop, kind: 'phone' | 'managed') {
  const { items } = await shop.ask('groups.list', { kind, limit: 500 })
  const [found] = items.toSorted((one, other) => other.openFindings - one.openFindings)
  if (found === undefined) throw new Error(`The shop has no ${kind} group`)
  return found
}

/** Closes what lies over the page. */
export async function closeDialog(shop: Shop): Promise<void> {
  const dialog = shop.page.getByRole('dialog')
  await shop.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

/** The word of a message that passes by at the edge of the page. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor()
}

/**
 * The tests of this block are one story: where one could not go on, the others could only wait in vain,
 * so they are skipped. A fault that was merely seen stops nothing. What the page showed is kept.
 */
export function inOrder(shop: () => Shop): void {
  let isStuck = false
  beforeEach((context) => {
    if (isStuck) context.skip()
    onTestFailed(async ({ task }) => {
      const errors = task.result?.errors ?? []
      isStuck ||= errors.some((error) => !isMerelySeen(error.message))
      if (isStuck)
        await picture(
          shop().page,
          `stuck-${shop().language}-${task.name.replaceAll(/\W+/g, '-').slice(0, 40)}`,
        )
    })
  })
}
