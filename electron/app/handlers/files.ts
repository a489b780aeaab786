import { process, type Handlers } from '../context.ts'
import { decodeStrictly } from '../decode-strictly.ts'

type Names = 'files.stage' | 'files.append' | 'files.read' | 'files.discard'

/** Content goes in and out in pieces and is held in memory: on disk it would lie unencrypted. */
export const fileHandlers: Handlers<Names> = {
  'files.stage': process(async ({ files }, { fileName }) => ({ fileId: files.create(fileName) })),
  'files.append': process(async ({ files }, { fileId, base64 }) => ({
    bytes: files.append(fileId, decodeStrictly(base64)),
  })),
  'files.read': process(async ({ files }, { fileId, offset, length }) => {
    const { content } = files.read(fileId)
    const piece = content.subarray(offset, offset + length)
    return {
      base64: Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64'),
      bytes: content.byteLength,
      end: offset + length >= content.byteLength,
    }
  }),
  'files.discard': process(async ({ files }, { fileId }) => {
    files.discard(fileId)
    return { done: true }
  }),
}
