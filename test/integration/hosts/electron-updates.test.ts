import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchHost } from '../../electron-stand-in/launch-host.ts'
import type { StandInHost } from '../../electron-stand-in/launch-host.ts'
import { buildHosts } from './build-hosts.ts'
import type { HostBuild } from './build-hosts.ts'
import { eventually } from './eventually.ts'

// A packaged copy with a source for updates: what happens, and what only when the owner says so.

let build: HostBuild
let dataDir: string
let host: StandInHost

beforeAll(async () => {
  build = await buildHosts('shell-only')
}, 120_000)

afterAll(async () => {
  await build?.remove()
})

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'electron-updates-'))
  await writeFile(join(dataDir, 'app-update.yml'), 'provider: generic\n')
})

afterEach(async () => {
  host.kill()
  await host.exited
  await rm(dataDir, { recursive: true, force: true })
})

async function checkByHand(env: Record<string, string>, ...buttons: number[]) {
  host = launchHost({
    mainFile: build.mainFile,
    dataDir,
    env: { STAND_IN_RESOURCES: dataDir, ...env },
  })
  await host.ask('evaluate', '1')
  await host.ask('answerDialogs', ...buttons.map(String))
  await host.ask('clickMenu', 'check-for-updates')
}

const later = 1
const goOn = 0

describe('a later version', () => {
  it('is told of, and left alone when the owner says later', async () => {
    await checkByHand({}, later)
    const { dialogs, updates } = await eventually(
      () => host.records(),
      (seen) => seen.dialogs.length > 0,
    )
    expect(dialogs).toEqual([
      {
        kind: 'message',
        message: 'Version 9.9.9 is available. Nothing is installed unless asked.',
        buttons: ['Download', 'Later'],
      },
    ])
    expect(updates).toEqual(['check'])
  })

  it('is downloaded when asked for, and installed only when asked again', async () => {
    await checkByHand({}, goOn, later)
    const { dialogs, updates } = await eventually(
      () => host.records(),
      (seen) => seen.dialogs.length > 1,
    )
    expect(dialogs[1]?.buttons).toEqual(['Restart and install', 'Later'])
    expect(updates).toEqual(['check', 'download'])
  })

  it('is installed after the app has closed its store', async () => {
    await checkByHand({}, goOn, goOn)
    const { updates } = await eventually(
      () => host.records(),
      (seen) => seen.updates.includes('install'),
    )
    expect(updates).toEqual(['check', 'download', 'install'])
    expect(await readFile(join(dataDir, 'closed.log'), 'utf8')).toBe('closed\n')
  })

  it('that cannot be asked for is said without addresses', async () => {
    await checkByHand({ STAND_IN_UPDATES: 'unreachable' })
    const { dialogs } = await eventually(
      () => host.records(),
      (seen) => seen.dialogs.length > 0,
    )
    expect(dialogs.map(({ message }) => message)).toEqual([
      'The check for updates did not get through. Try again later.',
    ])
  })
})

describe('a packaged copy', () => {
  it('has no developer tools', async () => {
    await checkByHand({}, later)
    const { windows, menu } = await host.records()
    expect(windows[0]?.options['webPreferences']).toMatchObject({ devTools: false })
    expect(JSON.stringify(menu)).not.toContain('toggleDevTools')
  })
})
