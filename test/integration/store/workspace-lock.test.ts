import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { lockWorkspace } from '../../../electron/store/workspace-lock.ts'
import { killHard, startUntil } from './process.ts'
import { aFolder, codeOf } from './store-folder.ts'

describe('lockWorkspace', () => {
  it('refuses a second process and lets it in after the first was killed', async () => {
    const directory = aFolder()
    const first = await startUntil('hold-lock.child.ts', [directory], 'locked')
    expect(codeOf(() => lockWorkspace(directory))).toBe('workspace_in_use')
    await startUntil('hold-lock.child.ts', [directory], 'workspace_in_use')
    await killHard(first)
    const lock = lockWorkspace(directory)
    await startUntil('hold-lock.child.ts', [directory], 'workspace_in_use')
    lock.release()
    await startUntil('hold-lock.child.ts', [directory], 'locked')
  })

  it('refuses a second instance in the same process until the first lets go', () => {
    const directory = aFolder()
    const first = lockWorkspace(directory)
    expect(codeOf(() => lockWorkspace(directory))).toBe('workspace_in_use')
    expect(readdirSync(directory)).toEqual(['workspace.lock'])
    first.release()
    first.release()
    lockWorkspace(directory).release()
  })

  it('refuses an instance in another thread of the same process', async () => {
    const directory = aFolder()
    const lock = lockWorkspace(directory)
    const worker = new Worker(new URL('hold-lock.child.ts', import.meta.url), {
      argv: [directory],
      stdout: true,
    })
    const [said] = await once(worker.stdout, 'data')
    await worker.terminate()
    expect(String(said).trim()).toBe('workspace_in_use')
    lock.release()
  })

  it('says that there is no such folder', () => {
    const directory = aFolder()
    rmSync(directory, { recursive: true })
    expect(codeOf(() => lockWorkspace(join(directory, 'gone')))).toBe('workspace_missing')
  })
})
