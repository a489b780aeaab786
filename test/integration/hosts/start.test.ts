import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStale } from '../../../electron/browser-host/built-files.ts'
import { chooseHost } from '../../../electron/browser-host/choose-host.ts'
import type { StartSteps } from '../../../electron/browser-host/choose-host.ts'
import { findChromium } from '../../../electron/browser-host/find-chromium.ts'
import { findElectron } from '../../../electron/browser-host/find-electron.ts'
import { readHostArguments } from '../../../electron/browser-host/host-arguments.ts'
import { printPdf } from '../../../electron/browser-host/print-pdf.ts'
import { defaultDataDir } from '../../../electron/page-host/data-dir.ts'
import { AppError } from '../../../shared/errors.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('the default data folder', () => {
  it.each([
    ['linux', {}, '/home/ana/.local/share/groupkeeper'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/groupkeeper'],
    ['darwin', {}, '/home/ana/Library/Application Support/Groupkeeper'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Groupkeeper'],
    ['win32', {}, '/home/ana/AppData/Roaming/Groupkeeper'],
  ] as const)('on %s with %o is %s', (platform, env, expected) => {
    expect(defaultDataDir({ platform, env, home: '/home/ana' })).toBe(expected)
  })
})

describe('arguments of a host', () => {
  it('have defaults', () => {
    expect(readHostArguments([])).toEqual({
      dataDir: defaultDataDir(),
      port: 0,
      browserOnly: false,
    })
  })

  it('are read', () => {
    const given = ['--data-dir', folder, '--port=8123', '--browser']
    expect(readHostArguments(given)).toEqual({ dataDir: folder, port: 8123, browserOnly: true })
  })

  it.each([
    [['--port', '70000'], 'port'],
    [['--port', 'x'], 'port'],
    [['--port=-1'], 'port'],
    [['--data-dir='], 'data-dir'],
    [['--data-dir'], 'arguments'],
    [['--verbose'], 'arguments'],
    [['stray'], 'arguments'],
  ])('%o are refused, naming %s', (given, field) => {
    expect(() => readHostArguments(given)).toThrow(AppError)
    try {
      readHostArguments(given)
    } catch (error) {
      expect((error as AppError).toReply()).toMatchObject({ code: 'invalid_input', field })
    }
  })
})

describe('the search for Electron', () => {
  async function aPackage(): Promise<string> {
    await writeFile(join(folder, 'package.json'), '{"version":"45.0.0"}')
    return folder
  }

  it('finds the executable that is there', async () => {
    const packageDir = await aPackage()
    await mkdir(join(folder, 'dist'))
    await writeFile(join(folder, 'dist', 'electron'), '')
    await writeFile(join(folder, 'path.txt'), 'electron')
    const found = await findElectron({ env: { DISPLAY: ':0' }, platform: 'linux', packageDir })
    expect(found).toEqual({ executablePath: join(folder, 'dist', 'electron') })
  })

  it('does not try where no window could open, or where downloads are switched off', async () => {
    const packageDir = await aPackage()
    expect(await findElectron({ env: {}, platform: 'linux', packageDir })).toEqual({
      reason: 'there is no display for a window',
    })
    const env = { DISPLAY: ':0', ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }
    expect(await findElectron({ env, platform: 'linux', packageDir })).toEqual({
      reason: 'Electron is not downloaded',
    })
  })

  it('gives up without a download where the server refuses or is away', async () => {
    const packageDir = await aPackage()
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.writeHead(403).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const env = { DISPLAY: ':0', ELECTRON_MIRROR: mirror }
    const expected = { reason: 'Electron cannot be downloaded here' }
    expect(await findElectron({ env, platform: 'linux', packageDir })).toEqual(expected)
    expect(asked).toEqual([`HEAD /v45.0.0/electron-v45.0.0-linux-${process.arch}.zip`])
    await new Promise((resolve) => server.close(resolve))
    expect(await findElectron({ env, platform: 'linux', packageDir })).toEqual(expected)
  })
})

describe('the choice of a host', () => {
  const there = { executablePath: '/opt/electron' }

  async function choose(steps: Partial<StartSteps>, browserOnly = false) {
    const done: string[] = []
    const note = (what: string) => async () => void done.push(what)
    const exitCode = await chooseHost(
      {
        findElectron: async () => there,
        buildHosts: note('build hosts'),
        runElectron: async (path) => {
          done.push(`run ${path}`)
          return { exitCode: 0, ranMs: 1 }
        },
        buildPage: note('build page'),
        runBrowserHost: note('run browser host'),
        say: (line) => void done.push(line),
        ...steps,
      },
      browserOnly,
    )
    return { done, exitCode }
  }

  it('is the window where there can be one', async () => {
    expect(await choose({})).toEqual({ done: ['build hosts', 'run /opt/electron'], exitCode: 0 })
  })

  it('is the browser, with the reason in one line, where there is no Electron', async () => {
    const reason = 'Electron cannot be downloaded here'
    expect(await choose({ findElectron: async () => ({ reason }) })).toEqual({
      done: [
        `No window here (${reason}): the page opens in a browser instead.`,
        'build page',
        'run browser host',
      ],
      exitCode: null,
    })
  })

  it('is the browser where Electron ends with an error at once', async () => {
    const { done } = await choose({ runElectron: async () => ({ exitCode: 127, ranMs: 200 }) })
    expect(done).toEqual([
      'build hosts',
      'No window here (Electron did not start): the page opens in a browser instead.',
      'build page',
      'run browser host',
    ])
  })

  it('does not open a browser after a window that was there and failed later', async () => {
    const runElectron = async () => ({ exitCode: 3, ranMs: 60_000 })
    expect(await choose({ runElectron })).toEqual({ done: ['build hosts'], exitCode: 3 })
  })

  it('is the browser without a word when asked for', async () => {
    const { done } = await choose({}, true)
    expect(done).toEqual(['build page', 'run browser host'])
  })
})

describe('the search for Chromium', () => {
  it('takes the one that is named, before the system’s', async () => {
    const named = await anExecutable('my-chromium')
    await anExecutable('chromium')
    const env = { CHROMIUM_PATH: named, PATH: folder }
    expect(await findChromium(env)).toMatchObject({ executablePath: named, source: 'environment' })
    expect(await findChromium({ PATH: folder })).toMatchObject({
      executablePath: join(folder, 'chromium'),
      source: 'system',
    })
  })

  it('does not look further where the named one is not there', async () => {
    expect(await findChromium({ CHROMIUM_PATH: join(folder, 'absent') })).toBeNull()
  })

  async function anExecutable(name: string): Promise<string> {
    const file = join(folder, name)
    await writeFile(file, '')
    await chmod(file, 0o755)
    return file
  }
})

describe('printing', () => {
  it('makes a PDF, with scripts off and nothing fetched', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const html = `<!doctype html><h1>审计报告</h1><img src="${address}/image.png">
      <script>fetch('${address}/script')</script>`
    const pdf = await printPdf(html)
    expect(Buffer.from(pdf.subarray(0, 5)).toString('latin1')).toBe('%PDF-')
    expect(asked).toEqual([])
    await new Promise((resolve) => server.close(resolve))
  }, 60_000)

  it('says what is missing where there is no Chromium', async () => {
    const before = process.env['CHROMIUM_PATH']
    process.env['CHROMIUM_PATH'] = join(folder, 'absent')
    try {
      await expect(printPdf('<p>x</p>')).rejects.toMatchObject({ code: 'pdf_printer_unavailable' })
    } finally {
      if (before === undefined) delete process.env['CHROMIUM_PATH']
      else process.env['CHROMIUM_PATH'] = before
    }
  })
})

describe('built files', () => {
  it('are stale when missing, or older than a source at any depth', async () => {
    await mkdir(join(folder, 'source', 'deep'), { recursive: true })
    await writeFile(join(folder, 'source', 'deep', 'a.ts'), '')
    const check = () => isStale(folder, 'built.html', ['source', 'absent', 'lock.json'])
    expect(await check()).toBe(true)
    await writeFile(join(folder, 'built.html'), '')
    await setTime('source/deep/a.ts', 1000)
    await setTime('built.html', 2000)
    expect(await check()).toBe(false)
    await setTime('source/deep/a.ts', 3000)
    expect(await check()).toBe(true)
  })

  async function setTime(file: string, seconds: number): Promise<void> {
    await utimes(join(folder, file), seconds, seconds)
  }
})
