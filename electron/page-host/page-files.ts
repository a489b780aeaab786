import { readFile, realpath } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { securityHeaders } from './security-headers.ts'

/** One file of the built page, with the headers that it is served under. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Reads the file that a page asks for. `pathname` is the still percent-encoded path of the URL; a
 * path that names nothing, another kind of file, or anything outside `rendererDir` (by `..`, by an
 * encoded separator, by a symbolic link) is null.
 */
export async function readPageFile(
  rendererDir: string,
  pathname: string,
): Promise<PageFile | null> {
  const relative = decodePath(pathname)
  if (relative === null) return null
  const contentType = contentTypes[extname(relative)]
  if (contentType === undefined) return null
  try {
    const root = await realpath(rendererDir)
    const file = await realpath(resolve(root, relative))
    if (!file.startsWith(root + sep)) return null
    const body = new Uint8Array(await readFile(file))
    return { body, headers: { ...securityHeaders, ...caching(relative, contentType) } }
  } catch {
    // Not there, not readable, or a folder: for the page that is one and the same answer.
    return null
  }
}

function decodePath(pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (!decoded.startsWith('/') || /[\\\0]/.test(decoded)) return null
  if (decoded.split('/').includes('..')) return null
  return decoded === '/' ? 'index.html' : join('.', decoded)
}

/** Built assets carry a hash in their name and never change; the page itself is always asked for. */
function caching(relative: string, contentType: string): Record<string, string> {
  const isHashed = relative.startsWith(`assets${sep}`)
  return {
    'content-type': contentType,
    'cache-control': isHashed ? 'private, max-age=31536000, immutable' : 'no-store',
  }
}
