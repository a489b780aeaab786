import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * True when `built` is missing or older than any file under `sources`. Both are paths inside
 * `projectDir`; a source that is not there counts as untouched.
 */
export async function isStale(
  projectDir: string,
  built: string,
  sources: readonly string[],
): Promise<boolean> {
  const builtAt = await modifiedAt(join(projectDir, built))
  if (builtAt === 0) return true
  for (const source of sources) {
    if ((await newestIn(join(projectDir, source))) > builtAt) return true
  }
  return false
}

async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return modifiedAt(path)
  const files = entries.filter((entry) => entry.isFile())
  const times = await Promise.all(files.map((file) => modifiedAt(join(file.parentPath, file.name))))
  return Math.max(0, ...times)
}

/** Unix ms, or 0 where there is no such file. */
async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  )
}
