import type { IncomingMessage } from 'node:http'

/**
 * The bytes of a request as they came. Stops keeping them at the limit, and before the first one
 * when the announced length is beyond it; the connection stays usable for the answer.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | 'too_large' | 'incomplete'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return Promise.resolve('too_large')
  }
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) {
        chunks = []
        request.pause()
        resolve('too_large')
      } else {
        chunks.push(chunk)
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks, size)))
    request.once('close', () => resolve('incomplete'))
    request.once('error', () => resolve('incomplete'))
  })
}
