import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createApp } from '../../../electron/app/create-app.ts'
import { startBrowserHost } from '../../../electron/browser-host/browser-host.ts'
import { printPdf } from '../../../electron/browser-host/print-pdf.ts'
import type { Locale } from '../../../shared/domain/common.ts'
import type { CallInput, CallName, CallOutput } from '../../../shared/ipc/contract.ts'
import { openChromium } from '../../electron-stand-in/chromium.ts'
import { builtPage } from './built-page.ts'
import { look } from './look.ts'
import { wordsIn, type Words } from './words.ts'

export interface ShopOptions {
  readonly language: Locale
  /** Kept by the caller where a shop is opened again over it. */
  readonly dataDir?: string
  readonly graphBaseUrl?: string
  /** Faults of the page that this run provokes and the browser reports by itself. */
  readonly expected?: readonly RegExp[]
}

/** The whole app behind the browser host, and a real page on it. */
export interface Shop {
  readonly page: Page
  readonly t: Words
  readonly language: Locale
  readonly dataDir: string
  /** Goes to a place of the page, `/groups` for example. */
  goTo(path: string): Promise<void>
  /** Asks the app beside the page; for what a test has to know, not for what it tries. */
  ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** Takes pictures in light and dark, and holds both against axe. */
  look(name: string, hasCodes?: boolean): Promise<void>
  /** Faults of the page so far: console errors, exceptions, requests to elsewhere. */
  readonly problems: string[]
  /** Ends page and app, and fails where the page had a fault. */
  close(): Promise<void>
}

export const languages = ['en', 'zh-CN'] as const satisfies Locale[]

/** Opens the app at its first screen, in a window of the size that most shops have. */
export async function openShop(options: ShopOptions): Promise<Shop> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'groupkeeper-e2e-')))
  const [rendererDir, browser] = await Promise.all([builtPage(), openChromium()])
  const { graphBaseUrl } = options
  const app = await createApp({
    dataDir,
    ports: { printPdf },
    ...(graphBaseUrl === undefined ? {} : { graphBaseUrl }),
  })
  const host = await startBrowserHost({ app, rendererDir })
  const context = await browser.newContext({
    locale: options.language === 'en' ? 'en-US' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const problems = watch(context, page, new URL(host.url).origin, options.expected ?? [])
  await page.goto(host.url)
  const t = wordsIn(options.language)
  return {
    page,
    t,
    problems,
    dataDir,
    language: options.language,
    goTo: (path) => goTo(page, path),
    async ask(name, input) {
      const reply = await app.call(name, input, { host: 'test', actor: 'owner' })
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`)
      return reply.value as CallOutput<typeof name>
    },
    look: (name, hasCodes) => look(page, `${options.language}-${name}`, hasCodes),
    async close() {
      await context.close()
      await host.close()
      await app.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
      expect(problems, 'the page ran without a fault').toEqual([])
    },
  }
}

/** Opens the app and, in it, the demo shop, as a newcomer does. */
export async function openDemoShop(language: Locale): Promise<Shop> {
  const shop = await openShop({ language })
  const { page, t } = shop
  await page.getByRole('button', { name: t('first-run.welcome.demo') }).click()
  await page.getByRole('heading', { level: 1, name: t('today.title') }).waitFor()
  await calm(shop)
  return shop
}

/** Waits until the shop's past has come in: it is told in updates, as WhatsApp would. */
async function calm(shop: Shop): Promise<void> {
  let before = ''
  for (;;) {
    const { updatesReceived } = await shop.ask('sync.status', {})
    const now = JSON.stringify([updatesReceived, await shop.ask('overview.get', {})])
    if (now === before) return
    before = now
    await shop.page.waitForTimeout(700)
  }
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, path)
  await page.locator('main').getByRole('heading').first().waitFor()
}

function watch(
  context: BrowserContext,
  page: Page,
  origin: string,
  expected: readonly RegExp[],
): string[] {
  const problems: string[] = []
  const note = (problem: string) => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem)
  }
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      note(`console: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => note(`exception: ${error.message}`))
  context.on('request', (request) => {
    const url = request.url()
    const isOwn = url.startsWith(`${origin}/`) || /^(data|blob):/.test(url)
    if (!isOwn) note(`request: ${url}`)
  })
  return problems
}
