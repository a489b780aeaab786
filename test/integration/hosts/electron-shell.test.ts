import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchHost } from '../../electron-stand-in/launch-host.ts'
import type { StandInHost } from '../../electron-stand-in/launch-host.ts'
import type { MenuRecord } from '../../electron-stand-in/records.ts'
import { buildHosts } from './build-hosts.ts'
import type { HostBuild } from './build-hosts.ts'
import { eventually } from './eventually.ts'

// The shell on its own: built main and preload around an app that only says back what it was asked.

let build: HostBuild
let dataDir: string
let host: StandInHost

beforeAll(async () => {
  build = await buildHosts('shell-only')
  dataDir = await mkdtemp(join(tmpdir(), 'electron-shell-'))
  host = launchHost({ mainFile: build.mainFile, dataDir })
  await host.ask('evaluate', '1')
}, 120_000)

afterAll(async () => {
  host?.kill()
  await host?.exited
  await build?.remove()
  await rm(dataDir, { recursive: true, force: true })
})

const inPage = <T>(source: string) => host.ask<T>('evaluate', source)

const callApp = (name: string, input: unknown) =>
  inPage(`groupkeeper.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`)

describe('start', () => {
  it('opens one locked window on the page’s own scheme', async () => {
    expect(await host.ask('pageUrl')).toBe('app://groupkeeper/')
    const { windows, schemes, isSandboxed, userData } = await host.records()
    expect(windows).toHaveLength(1)
    expect(windows[0]?.isVisible).toBe(true)
    // All of them: one more could take back what the others hold.
    expect(windows[0]?.options['webPreferences']).toEqual({
      partition: 'groupkeeper',
      preload: join(build.folder, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: true,
    })
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
    expect(isSandboxed).toBe(true)
    expect(userData).toBe(join(dataDir, 'electron'))
  })

  it('gives the app the folder and the worker files beside the main one', async () => {
    const file = (name: string) => `file://${join(build.folder, 'out', 'main', `${name}.js`)}`
    expect(await callApp('test.options', {})).toEqual({
      ok: true,
      value: { dataDir, workers: ['writer', 'reader', 'importer', 'sandbox'].map(file) },
    })
  })

  it('lets a second instance only bring the first to the front', async () => {
    const second = launchHost({ mainFile: build.mainFile, dataDir })
    expect(await second.exited).toBe(0)
    await host.ask('secondInstance')
    expect(await host.ask('windowCount')).toBe(1)
  })

  it('says why it could not open, and ends', async () => {
    const other = await mkdtemp(join(tmpdir(), 'electron-shell-'))
    const env = { STAND_IN_APP: 'fails', STAND_IN_LOCALE: 'zh-CN' }
    const failing = launchHost({ mainFile: build.mainFile, dataDir: other, env })
    expect(await failing.exited).toBe(1)
    expect(failing.stderr()).toContain('群掌柜无法打开工作区。\nThe folder cannot be written to.')
    await rm(other, { recursive: true })
  })
})

describe('the page', () => {
  it('runs its own scripts and no inline one', async () => {
    await inPage('document.body.click()')
    const ran = '[window.ownScriptRan, window.inlineScriptRan, window.inlineHandlerRan]'
    expect(await inPage(`JSON.stringify(${ran})`)).toBe('[true,null,null]')
  })

  it('reaches no other server', async () => {
    const tried = await inPage<string[]>(`(async () => {
      const outcome = async (run) => { try { await run(); return 'done' } catch (e) { return e.name } }
      return [
        await outcome(() => new Promise((resolve, reject) => {
          const script = document.createElement('script')
          script.src = 'https://elsewhere.example/x.js'
          script.onload = resolve
          script.onerror = () => reject(new TypeError())
          document.head.append(script)
        })),
        await outcome(() => fetch('https://elsewhere.example/')),
      ]
    })()`)
    expect(tried).toEqual(['TypeError', 'TypeError'])
    expect((await host.records()).foreignRequests).toEqual([])
  })

  it('sees the bridge and nothing of Node or Electron', async () => {
    expect(await inPage('Object.keys(window.groupkeeper)')).toEqual(['call', 'on'])
    const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer']
    expect(await inPage(`${JSON.stringify(names)}.filter((name) => name in window)`)).toEqual([])
  })

  it('gets files of the page and none beside it', async () => {
    const status = (path: string) => inPage(`fetch(${JSON.stringify(path)}).then((r) => r.status)`)
    expect(await status('/page.js')).toBe(200)
    for (const path of ['/..%2fmain%2findex.js', '/%2e%2e/main/index.js', '/missing.js']) {
      expect(await status(path), path).toBe(404)
    }
  })

  it('goes nowhere else, by link or by script', async () => {
    await inPage("document.getElementById('elsewhere').click()")
    await inPage("void (location.href = 'https://elsewhere.example/x')")
    await inPage("void (location.href = 'file:///etc/passwd')")
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await host.ask('pageUrl')).toBe('app://groupkeeper/')
    expect((await host.records()).foreignRequests).toEqual([])
  })

  it('opens no window; only addresses on the list go to the owner’s browser', async () => {
    await inPage("document.getElementById('docs').click()")
    await inPage("void window.open('https://elsewhere.example/')")
    await inPage("void window.open('http://developers.facebook.com/')")
    await inPage("void window.open('https://developers.facebook.com.elsewhere.example/')")
    await inPage("void window.open('https://wa.me/15550100')")
    const { openings } = await eventually(
      () => host.records(),
      (seen) => seen.openings.length >= 5,
    )
    expect(openings.map(({ action }) => action)).toEqual(Array(5).fill('deny'))
    expect(await host.ask('windowCount')).toBe(1)
    expect((await host.records()).openedExternally).toEqual([
      'https://developers.facebook.com/docs',
      'https://wa.me/15550100',
    ])
  })

  it('cannot embed a web view', async () => {
    expect(await host.ask('attachWebview')).toBe(true)
  })

  it('is granted the plain clipboard and nothing else', async () => {
    expect(await host.ask('requestPermission', 'clipboard-sanitized-write')).toBe(true)
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'usb']) {
      expect(await host.ask('requestPermission', permission), permission).toBe(false)
      expect(await host.ask('checkPermission', permission, 'app://groupkeeper/')).toBe(false)
    }
    const elsewhere = ['clipboard-sanitized-write', 'https://elsewhere.example'] as const
    expect(await host.ask('checkPermission', ...elsewhere)).toBe(false)
    expect(await host.ask('devicePermission')).toBe(false)
  })
})

describe('calls', () => {
  it('go to the app in the owner’s name and come back', async () => {
    expect(await callApp('groups.list', { limit: 5 })).toEqual({
      ok: true,
      value: {
        name: 'groups.list',
        input: { limit: 5 },
        caller: { host: 'electron', actor: 'owner' },
      },
    })
  })

  it('are refused to a frame inside the page', async () => {
    const source = "__standInInvoke('groupkeeper:call', ['groups.list', {}])"
    expect(await host.ask('evaluateInFrame', 'inner', source)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
  })

  it('are refused without a name', async () => {
    expect(await inPage('groupkeeper.call({}, {})')).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    })
  })
})

describe('events', () => {
  it('reach the page until it stops listening', async () => {
    const event = { topic: 'changed', payload: { domains: ['groups'], groupId: null } }
    await callApp('test.emit', event)
    await eventually(
      () => inPage<unknown[]>('window.events'),
      (events) => events.length > 0,
    )
    expect(await inPage('window.events')).toEqual([event])
    await inPage('window.stopListening()')
    await callApp('test.emit', event)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await inPage('window.events.length')).toBe(1)
  })

  it('of a broadcast keep the system awake until it is through', async () => {
    const payload = { taskId: '1', kind: 'broadcast', doneCount: 1, total: 4, state: 'running' }
    await callApp('test.emit', { topic: 'progress', payload })
    await callApp('test.emit', { topic: 'progress', payload: { ...payload, doneCount: 2 } })
    await callApp('test.emit', { topic: 'progress', payload: { ...payload, state: 'finished' } })
    expect((await host.records()).awake).toEqual(['prevent-app-suspension', 'released'])
  })

  it('of progress move the bar in the dock', async () => {
    const payload = { taskId: 't', kind: 'sync', doneCount: 3, total: 4, state: 'running' }
    await callApp('test.emit', { topic: 'progress', payload })
    await callApp('test.emit', { topic: 'progress', payload: { ...payload, total: null } })
    await callApp('test.emit', { topic: 'progress', payload: { ...payload, state: 'finished' } })
    expect((await host.records()).progress.slice(-3)).toEqual([0.75, 2, -1])
  })
})

describe('what stands around the page', () => {
  const labels = (menu: MenuRecord[]): string[] =>
    menu.flatMap((item) => [item.label, ...labels(item.items)])

  beforeEach(async () => {
    await changeLanguage('en')
  })

  async function changeLanguage(language: string): Promise<void> {
    await callApp('settings.update', { language })
    await callApp('test.emit', {
      topic: 'changed',
      payload: { domains: ['settings'], groupId: null },
    })
  }

  it('is a menu in the workspace’s language', async () => {
    expect(labels((await host.records()).menu)).toContain('Check for Updates…')
    await changeLanguage('zh-CN')
    const { menu } = await eventually(
      () => host.records(),
      (seen) => labels(seen.menu).includes('文件'),
    )
    expect(labels(menu)).toEqual(expect.arrayContaining(['关于群掌柜', '检查更新…', '退出群掌柜']))
    expect(labels(menu).filter((label) => /[a-z]/i.test(label))).toEqual([])
  })

  it('is a notification that says how many and never who', async () => {
    const payload = { kind: 'join_requests', count: 3, groupId: null }
    await callApp('test.emit', { topic: 'notify', payload })
    expect((await host.records()).notifications).toEqual([
      { title: 'Groupkeeper', body: '3 people ask to join.' },
    ])
    await callApp('settings.update', { notifications: false })
    await changeLanguage('en')
    await callApp('test.emit', { topic: 'notify', payload })
    expect((await host.records()).notifications).toHaveLength(1)
    await host.ask('clickNotification')
    expect(await host.ask('windowCount')).toBe(1)
  })

  it('is an answer to a check for updates where there is no source for them', async () => {
    await host.ask('clickMenu', 'check-for-updates')
    const { dialogs } = await eventually(
      () => host.records(),
      (seen) => seen.dialogs.length > 0,
    )
    expect(dialogs).toEqual([
      { kind: 'message', message: 'This copy has no source for updates.', buttons: ['OK'] },
    ])
  })

  it('is a place to save what the page made, and nothing from elsewhere', async () => {
    await inPage(`(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['report']))
      link.download = 'report.csv'
      link.click()
    })()`)
    const { downloads } = await eventually(
      () => host.records(),
      (seen) => seen.downloads.length > 0,
    )
    expect(downloads).toEqual([{ fileName: 'report.csv', isSaved: true, title: 'Save' }])
  })

  it('is a printer for reports, with scripts off and in a session of its own', async () => {
    const html = '<h1>审计报告</h1><img src="https://elsewhere.example/x.png">'
    const reply = await callApp('test.print', html)
    expect(reply).toMatchObject({ ok: true, value: expect.any(Number) })
    const { windows, foreignRequests } = await host.records()
    expect(windows[1]?.options['webPreferences']).toEqual({
      partition: 'print',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      spellcheck: false,
    })
    expect(foreignRequests).toEqual([])
    expect(await host.ask('windowCount')).toBe(1)
  })
})

describe('quit', () => {
  it('closes the app first, once', async () => {
    await host.ask('quit')
    await host.ask('quit').catch(() => undefined)
    expect(await host.exited).toBe(0)
    expect(await readFile(join(dataDir, 'closed.log'), 'utf8')).toBe('closed\n')
  })
})
