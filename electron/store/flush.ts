import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Makes a file's content, or a folder's names, last through a power cut. Not on Windows, which can
 * neither open a folder nor flush a handle that only reads, and whose file system journals names.
 */
export function flush(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
