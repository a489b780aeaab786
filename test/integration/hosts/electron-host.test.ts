import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildHosts } from './build-hosts.ts'
import type { HostBuild } from './build-hosts.ts'
import { launchStandIn, realElectron } from './host-driver.ts'
import type { HostDriver, LaunchDriver } from './host-driver.ts'

// The product as it is built: main, worker threads, preload and page, on the stand-in and, where one
// is there, on the real Electron.

const drivers: [string, LaunchDriver][] = [['the stand-in', launchStandIn]]
const real = await realElectron()
if (real !== null) drivers.push(['Electron', real])

let build: HostBuild

beforeAll(async () => {
  build = await buildHosts('product')
}, 240_000)

afterAll(async () => {
  await build?.remove()
})

describe.each(drivers)('the built app on %s', (_, launch) => {
  let dataDir: string
  let host: HostDriver

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'electron-host-'))
    host = await launch(build, dataDir)
  }, 60_000)

  afterAll(async () => {
    host?.kill()
    await rm(dataDir, { recursive: true, force: true })
  })

  const call = (name: string, input: unknown) =>
    host.inPage<{ ok: boolean; value?: unknown; error?: unknown }>(
      `groupkeeper.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
    )

  it('shows more than that it is loading, with a menu above it', async () => {
    await host.inPage(`new Promise((resolve) => {
      const look = () => {
        const text = document.getElementById('root')?.innerText ?? ''
        if (text.length > 40) resolve(text)
        else setTimeout(look, 20)
      }
      look()
    })`)
    expect(await host.inPage('document.title')).toContain('Groupkeeper')
    expect(await host.menuLabels()).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
  }, 30_000)

  it('runs no script that is not a file of its own', async () => {
    await host.inPage(`(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineScriptRan = true'
      document.head.append(script)
      const code = document.createElement('div')
      code.setAttribute('onclick', 'window.inlineHandlerRan = true')
      document.body.append(code)
      code.click()
      code.remove()
    })()`)
    expect(await host.inPage("'inlineScriptRan' in window || 'inlineHandlerRan' in window")).toBe(
      false,
    )
  })

  it('answers calls from the real app, bad ones too', async () => {
    expect(await call('workspace.status', {})).toMatchObject({
      ok: true,
      value: { state: 'missing', isDemo: false },
    })
    expect(await call('workspace.create', { vault: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field: 'vault' },
    })
    for (const name of ['groups.steal', 'constructor', '__proto__', '']) {
      expect(await call(name, {}), name).toMatchObject({
        ok: false,
        error: { code: 'unknown_call' },
      })
    }
  })

  it('opens the demo shop in the built worker threads', async () => {
    expect(await call('workspace.openDemo', { language: 'en' })).toMatchObject({
      ok: true,
      value: { state: 'ready', isDemo: true },
    })
    const groups = await call('groups.list', {})
    expect(groups).toMatchObject({ ok: true })
    expect((groups.value as { items: unknown[] }).items.length).toBeGreaterThan(0)
  }, 60_000)

  it('prints a report through a hidden page', async () => {
    const exported = await call('reports.export', { formats: ['pdf'] })
    expect(exported).toMatchObject({ ok: true, value: { files: [{ format: 'pdf' }] } })
    const { files } = exported.value as { files: { bytes: number }[] }
    expect(files[0]?.bytes).toBeGreaterThan(1000)
    expect(await host.windowCount()).toBe(1)
  }, 60_000)

  it('keeps Chromium’s files apart from the workspace, and quits cleanly', async () => {
    expect(await host.quit()).toBe(0)
    expect(await readdir(dataDir)).toContain('electron')
  }, 30_000)
})
