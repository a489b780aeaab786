import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createApp } from '../../electron/app/create-app.ts'
import { startBrowserHost } from '../../electron/browser-host/browser-host.ts'
import { unlockWithPassphrase } from '../../electron/secrets/unlock.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { builtPage } from '../e2e/helpers/built-page.ts'
import { closeChromium, openChromium } from '../electron-stand-in/chromium.ts'
import { median, rounded, type BenchLine, type BenchOptions } from './bench-line.ts'
import { fillContacts } from './fill-contacts.ts'

const passphrase = 'fictional passphrase of a bench'
const rounds = 5
const caller = { host: 'test', actor: 'owner' } as const

/**
 * The people screen over a filled store in a real browser: ms to its first rows, within the open app
 * and from an empty window, ms to the first rows of a search, and how smoothly the list scrolls. The
 * baseline of opening is the list of groups of the same shop, which holds nothing; of scrolling, rows of
 * plain text in the same page.
 */
export async function benchPeopleScreen({ rows }: BenchOptions): Promise<BenchLine[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    await makeShop(dataDir, rows)
    const app = await createApp({ dataDir, vault: 'passphrase', passphrase })
    const host = await startBrowserHost({ app, rendererDir: await builtPage() })
    try {
      const page = await (await openChromium()).newPage({ viewport: { width: 1280, height: 800 } })
      await page.addInitScript(instruments)
      await page.goto(host.url)
      await page.locator('main').getByRole('heading').first().waitFor()
      return await measure(page, rows)
    } finally {
      await closeChromium()
      await host.close()
      await app.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A workspace with so many contacts, made as the app makes one and filled beside it. */
async function makeShop(dataDir: string, rows: number): Promise<void> {
  const app = await createApp({ dataDir })
  const reply = await app.call(
    'workspace.create',
    { vault: 'passphrase', passphrase, name: 'Bench', language: 'en', defaultCountry: 'CN' },
    caller,
  )
  if (!reply.ok) throw new Error(`The workspace was refused: ${reply.error.code}`)
  await app.close()
  const { dataKey } = await unlockWithPassphrase(dataDir, passphrase)
  const db = openWritableStore({ directory: dataDir, key: dataKey, migrations })
  fillContacts(db, rows)
  db.close()
}

/** What the page is asked to do for a measurement; see `instruments`. */
interface Instruments {
  openScreen(path: string, selector: string): Promise<number>
  search(text: string): Promise<number>
  scroll(selector: string, ms: number): Promise<Scrolled>
}

interface Scrolled {
  readonly longTasks: number
  readonly longestMs: number
  readonly frameMs: number
  readonly frames: number
  readonly reached: number
}

function ask<N extends keyof Instruments>(
  page: Page,
  name: N,
  ...values: Parameters<Instruments[N]>
): ReturnType<Instruments[N]> {
  const given = values.map((value) => JSON.stringify(value)).join(', ')
  return page.evaluate(`window.bench.${name}(${given})`) as ReturnType<Instruments[N]>
}

const firstRow = '[role="grid"] [data-index="0"]'

async function measure(page: Page, rows: number): Promise<BenchLine[]> {
  const opened: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    baseline.push(await ask(page, 'openScreen', '/groups', '[role="grid"]'))
    opened.push(await ask(page, 'openScreen', '/people', firstRow))
  }
  const loaded: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await page.reload({ waitUntil: 'commit' })
    await page.locator(firstRow).waitFor()
    loaded.push(await page.evaluate<number>('performance.now()'))
  }
  const searched: number[] = []
  for (const text of ['王小', '4711', 'Maria', '北京', '3800'])
    searched.push(await ask(page, 'search', text))
  await ask(page, 'search', '')
  const ours = await ask(page, 'scroll', '[role="grid"]', 10_000)
  const plain = await ask(page, 'scroll', 'plain', 10_000)
  const line = (name: string, unit: string, figure: number, base: number): BenchLine => ({
    bench: `people-screen.${name}`,
    figure: rounded(figure),
    unit,
    baseline: rounded(base),
    ratio: rounded(figure / Math.max(base, 1)),
    rows,
  })
  return [
    line('open', 'ms', median(opened), median(baseline)),
    line('open-slowest', 'ms', Math.max(...opened), Math.max(...baseline)),
    line('load', 'ms', median(loaded), median(baseline)),
    line('search', 'ms', median(searched), median(baseline)),
    line('scroll-frame', 'ms', ours.frameMs, plain.frameMs),
    line('scroll-long-tasks', 'tasks over 50 ms', ours.longTasks, plain.longTasks),
    line('scroll-longest-task', 'ms', ours.longestMs, plain.longestMs),
    line('scroll-rows', 'rows', ours.reached, plain.reached),
  ]
}

/** Runs in the page, before anything of its own does. */
const instruments = `
window.bench = (() => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const until = async (isThere) => {
    while (!isThere()) await frame()
    // Drawn, not only put there.
    await frame()
  }
  const openScreen = async (path, selector) => {
    location.hash = '/settings'
    await until(() => document.querySelector('[role="grid"]') === null)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const start = performance.now()
    location.hash = path
    await until(() => document.querySelector(selector) !== null)
    return performance.now() - start
  }
  const search = async (text) => {
    const box = document.querySelector('main input[type="text"], main input:not([type])')
    const first = () => document.querySelector('[role="grid"] [data-index="0"]')
    const before = first()
    const start = performance.now()
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    set.call(box, text)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    const given = performance.now() + 5000
    await until(() => first() !== before || performance.now() > given)
    return performance.now() - start
  }
  const plainList = () => {
    const scroller = document.createElement('div')
    scroller.style.cssText = 'position:fixed;inset:100px;overflow:auto;background:#fff;z-index:9'
    scroller.innerHTML = Array.from({ length: 30000 }, (_, at) => '<div style="height:36px">' + at + '</div>').join('')
    document.body.append(scroller)
    return scroller
  }
  const scroll = async (selector, ms) => {
    const scroller = selector === 'plain' ? plainList() : document.querySelector(selector).parentElement
    await new Promise((resolve) => setTimeout(resolve, 500))
    const tasks = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    observer.observe({ type: 'longtask' })
    const gaps = []
    const end = performance.now() + ms
    let last = performance.now()
    while (performance.now() < end) {
      // Three screens a second and more: as fast as one reads names flying by.
      scroller.scrollTop += 60
      await frame()
      const now = performance.now()
      gaps.push(now - last)
      last = now
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    observer.disconnect()
    gaps.sort((one, other) => one - other)
    const reached = Math.round(scroller.scrollTop / 36)
    if (selector === 'plain') scroller.remove()
    const long = tasks.filter((duration) => duration > 50)
    return { longTasks: long.length, longestMs: Math.max(0, ...tasks), frameMs: gaps[Math.floor(gaps.length * 0.95)], frames: gaps.length, reached }
  }
  return { openScreen, search, scroll }
})()
`
