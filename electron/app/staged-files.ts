import { AppError } from '../../shared/errors.ts'

interface StagedFile {
  readonly fileName: string
  readonly chunks: Uint8Array[]
  bytes: number
}

export interface StagedContent {
  readonly fileName: string
  readonly content: Uint8Array
}

/** Most bytes held at once; content is never written to disk, where it would lie unencrypted. */
const maxTotalBytes = 512 * 1024 * 1024

/** Content on its way in (chosen by the owner) or out (an exported report), held in memory. */
export class StagedFiles {
  readonly #files = new Map<string, StagedFile>()
  readonly #newId: () => string

  constructor(newId: () => string) {
    this.#newId = newId
  }

  create(fileName: string): string {
    const fileId = this.#newId()
    this.#files.set(fileId, { fileName, chunks: [], bytes: 0 })
    return fileId
  }

  /** Returns the file's size so far, in bytes. */
  append(fileId: string, chunk: Uint8Array): number {
    const file = this.#get(fileId)
    if (this.#totalBytes() + chunk.byteLength > maxTotalBytes)
      throw new AppError('file_too_large', {
        message: 'The file is too large to be read at once. Split it and try again.',
      })
    file.chunks.push(chunk)
    file.bytes += chunk.byteLength
    return file.bytes
  }

  put(fileName: string, content: Uint8Array): string {
    const fileId = this.create(fileName)
    this.append(fileId, content)
    return fileId
  }

  read(fileId: string): StagedContent {
    const file = this.#get(fileId)
    const content = file.chunks.length === 1 ? file.chunks[0]! : Buffer.concat(file.chunks)
    file.chunks.splice(0, file.chunks.length, content)
    return { fileName: file.fileName, content }
  }

  discard(fileId: string): void {
    this.#files.delete(fileId)
  }

  #get(fileId: string): StagedFile {
    const file = this.#files.get(fileId)
    if (!file)
      throw new AppError('not_found', { message: 'That file is no longer held. Choose it again.' })
    return file
  }

  #totalBytes(): number {
    let total = 0
    for (const file of this.#files.values()) total += file.bytes
    return total
  }
}
