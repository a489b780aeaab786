import { EventEmitter } from 'node:events'
import type { BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import { app } from './application.ts'
import { openChromium, toAppScheme, toHttps } from './chromium.ts'
import { deliverFunction, invokeBinding, preloadScript } from './preload-script.ts'
import { preventable } from './preventable.ts'
import { records } from './records.ts'
import type { Session } from './sessions.ts'
import { invoke } from './system.ts'

interface WindowOptions {
  readonly show?: boolean
  readonly webPreferences: {
    readonly session: Session
    readonly preload?: string
    readonly javascript?: boolean
  }
}

type OpenHandler = (details: { url: string }) => { action: string }

/** One frame of a page, as a sender is known by; the same object for the same frame. */
export interface FrameStandIn {
  readonly url: string
}

export class WebContents extends EventEmitter {
  readonly session: Session
  readonly #page: Promise<Page>
  readonly #frames = new WeakMap<Frame, FrameStandIn>()
  #main: Page | null = null
  #openHandler: OpenHandler | null = null
  #expected = ''
  readonly #loaded: Promise<void>
  #tellLoaded: () => void = () => undefined

  constructor(options: WindowOptions) {
    super()
    this.session = options.webPreferences.session
    this.#loaded = new Promise((resolve) => (this.#tellLoaded = resolve))
    app.emit('web-contents-created', {}, this)
    this.#page = this.#open(options)
  }

  page = (): Promise<Page> => this.#page
  getURL = (): string => toAppScheme(this.#main?.url() ?? '')
  get mainFrame(): FrameStandIn | null {
    return this.#main === null ? null : this.frameOf(this.#main.mainFrame())
  }

  frameOf(frame: Frame): FrameStandIn {
    const known = this.#frames.get(frame) ?? {
      get url() {
        return toAppScheme(frame.url())
      },
    }
    this.#frames.set(frame, known)
    return known
  }

  setWindowOpenHandler = (handler: OpenHandler): void => {
    this.#openHandler = handler
  }

  async load(url: string): Promise<void> {
    const page = await this.#page
    this.#expected = url
    await page.goto(toHttps(url))
    this.#tellLoaded()
  }

  /** The page, once it has shown its first address. */
  async loadedPage(): Promise<Page> {
    await this.#loaded
    return this.#page
  }

  send = (channel: string, ...args: unknown[]): void => {
    // A message to a page that is on its way out reaches nobody, in Electron as here.
    this.#deliver(channel, args).catch(() => undefined)
  }

  async #deliver(channel: string, args: unknown[]): Promise<void> {
    const page = await this.#page
    await page.evaluate(
      ([name, given, deliver]) => {
        const page = globalThis as unknown as Record<string, (c: string, a: unknown[]) => void>
        page[deliver]?.(name, given)
      },
      [channel, args, deliverFunction] as const,
    )
  }

  reload = (): void => {
    void this.#page.then((page) => page.reload())
  }

  async printToPDF(options: object): Promise<Uint8Array> {
    const page = await this.#page
    return page.pdf({ format: 'A4', ...options })
  }

  async #open(options: WindowOptions): Promise<Page> {
    const browser = await openChromium()
    const { preload, javascript = true } = options.webPreferences
    const context = await browser.newContext({ javaScriptEnabled: javascript })
    const page = await context.newPage()
    this.#main = page
    await this.#listen(context, page)
    if (preload !== undefined) {
      await page.exposeBinding(invokeBinding, ({ frame }, channel: string, args: unknown[]) =>
        invoke(channel, { sender: this, senderFrame: this.frameOf(frame) }, args),
      )
      await page.addInitScript(preloadScript(preload))
    }
    return page
  }

  async #listen(context: BrowserContext, page: Page): Promise<void> {
    await page.route('**/*', (route, request) => this.#answer(route, request))
    await context.route('**/*', (route, request) => this.#askToOpen(route, request))
    context.on('page', (opened) => closeSoon(opened))
    page.on('download', (download) => {
      const event = preventable({})
      const record = { fileName: download.suggestedFilename(), isSaved: true, title: '' }
      this.session.emit('will-download', event, {
        getURL: () => toAppScheme(download.url()),
        getFilename: () => download.suggestedFilename(),
        setSaveDialogOptions: (given: { title: string }) => void (record.title = given.title),
      })
      records.downloads.push({ ...record, isSaved: !event.defaultPrevented })
      void download.cancel()
    })
  }

  /** Of a popup only its first request is of interest: that is what the page wants to open. */
  async #askToOpen(route: Route, request: Request): Promise<void> {
    const url = toAppScheme(request.url())
    const { action } = this.#openHandler?.({ url }) ?? { action: 'allow' }
    records.openings.push({ url, action })
    await route.abort('aborted')
  }

  async #answer(route: Route, request: Request): Promise<void> {
    const url = toAppScheme(request.url())
    if (request.isNavigationRequest() && !this.#mayNavigate(request, url)) {
      // Any other reason would put an error page in the place of the one that is there.
      return route.abort('aborted')
    }
    const response = await this.session.answer(url, request.method())
    if (response === null) {
      records.foreignRequests.push(url)
      return route.abort()
    }
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  #mayNavigate(request: Request, url: string): boolean {
    if (url === this.#expected) {
      this.#expected = ''
      return true
    }
    const event = preventable({ url, isMainFrame: request.frame() === this.#main?.mainFrame() })
    this.emit('will-frame-navigate', event)
    return !event.defaultPrevented
  }
}

/** Time for a popup's request to come up before the popup goes, in ms. */
const popupMs = 250

function closeSoon(popup: Page): void {
  setTimeout(() => void popup.close().catch(() => undefined), popupMs).unref()
}

const windows: BrowserWindow[] = []

/** Windows in the order of their making, closed ones left out. */
export function openWindows(): readonly BrowserWindow[] {
  return windows
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly #record: { options: Record<string, unknown>; isVisible: boolean }
  #isDestroyed = false

  constructor(options: WindowOptions) {
    super()
    app.assertReady('BrowserWindow')
    const { session, ...preferences } = options.webPreferences
    const seen = { ...options, webPreferences: { ...preferences, partition: session.partition } }
    this.#record = { options: seen, isVisible: options.show ?? true }
    records.windows.push(this.#record)
    this.webContents = new WebContents(options)
    windows.push(this)
    app.windowOpened(this)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    this.emit('ready-to-show')
  }

  show = (): void => void (this.#record.isVisible = true)
  focus = (): void => undefined
  isMinimized = (): boolean => false
  restore = (): void => undefined
  isDestroyed = (): boolean => this.#isDestroyed
  setProgressBar = (share: number): void => void records.progress.push(share)
  close = (): void => this.destroy()

  destroy = (): void => {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    windows.splice(windows.indexOf(this), 1)
    // At a quit the whole browser goes at the same time, and whichever is later finds nothing.
    this.webContents
      .page()
      .then((page) => page.context().close())
      .catch(() => undefined)
    this.emit('closed')
    app.windowClosed(this)
  }
}
