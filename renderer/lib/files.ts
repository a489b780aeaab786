import { CallError, callOrThrow } from './call-error.ts'

/** 2 MiB: a third of the largest chunk the contract takes, once it is base64. */
const chunkBytes = 2 * 1024 * 1024

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  const step = 0x8000
  for (let start = 0; start < bytes.length; start += step) {
    binary += String.fromCharCode(...bytes.subarray(start, start + step))
  }
  return btoa(binary)
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

export interface SendOptions {
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined
  /** Stops after the piece that is on its way. */
  readonly signal?: AbortSignal
}

/**
 * Hands a file over piece by piece, in order. Throws what `send` throws, and CallError (`cancelled`) once
 * the signal says so.
 */
export async function sendInPieces(
  file: File,
  send: (base64: string) => Promise<unknown>,
  { onProgress, signal }: SendOptions = {},
): Promise<void> {
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    const piece = new Uint8Array(await file.slice(offset, offset + chunkBytes).arrayBuffer())
    if (signal?.aborted === true) throw cancelled()
    await send(toBase64(piece))
    onProgress?.(Math.min(offset + chunkBytes, file.size), file.size)
  }
  if (signal?.aborted === true) throw cancelled()
}

function cancelled(): CallError {
  return new CallError({ code: 'cancelled', message: 'Cancelled.', retryable: true }, 'files')
}

/**
 * Hands a chosen file to the app piece by piece and answers its id, to be named as `stagedFileId`.
 * Throws CallError (`file_too_large`, `file_unreadable`); what was handed over is then discarded.
 */
export async function stageFile(
  file: File,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<string> {
  const { fileId } = await callOrThrow('files.stage', { fileName: file.name, bytes: file.size })
  try {
    await sendInPieces(file, (base64) => callOrThrow('files.append', { fileId, base64 }), {
      onProgress,
    })
  } catch (error) {
    await callOrThrow('files.discard', { fileId }).catch(() => undefined)
    throw error
  }
  return fileId
}

async function readAll(fileId: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (;;) {
    const chunk = await callOrThrow('files.read', { fileId, offset, length: chunkBytes })
    pieces.push(fromBase64(chunk.base64))
    offset += chunk.bytes
    if (chunk.end || chunk.bytes === 0) return pieces
  }
}

/** Saves a file that the app holds where the owner's browser saves files, then lets it go. */
export async function downloadFile(fileId: string, fileName: string, mime: string): Promise<void> {
  const address = URL.createObjectURL(new Blob(await readAll(fileId), { type: mime }))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = fileName
  anchor.click()
  // The download has its own hold on the content by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(address), 0)
  await callOrThrow('files.discard', { fileId })
}
