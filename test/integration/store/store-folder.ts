import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AppError } from '../../../shared/errors.ts'

/** An empty folder that is gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An own small file system on a folder, so that it can be full or write-protected for root too. */
export function aMount(folder: string, size: string): { protect(): void } {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return {
    protect: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
  }
}

/** Whether this machine lets tests mount a file system: root on Linux, outside most containers. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const mountNote = 'NOT TESTED HERE: needs root on Linux with the right to mount'

/** Code of the `AppError` that an action throws; `null` where it throws none. */
export function codeOf(action: () => unknown): string | null {
  try {
    action()
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

/** Digest of every file that has content; a look at a store leaves an empty log and its index. */
export function digests(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(folder).sort()) {
    const bytes = readFileSync(join(folder, name))
    if (name.endsWith('-shm') || (name.endsWith('-wal') && bytes.length === 0)) continue
    found[name] = createHash('sha256').update(bytes).digest('hex')
  }
  return found
}
