import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { translateStoreError } from './store-errors.ts'

const folderName = 'imports'
const headBytes = 16
const tagBytes = 16
/** Plain bytes of a frame; what is held in memory of a file. */
const frameBytes = 512 * 1024

/** Key of all spooled files, derived from the data key of the workspace. */
export function spoolKey(dataKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', dataKey, '', 'groupkeeper import spool', 32))
}

interface Frame {
  readonly at: number
  readonly plainAt: number
  readonly plainBytes: number
}

/** A spooled file, open for reading anywhere. */
export interface SpooledFile {
  readonly size: number
  read(at: number, length: number): Uint8Array
  close(): void
}

/**
 * Files on their way in, each encrypted as it arrives: frames of AES-256-GCM, one after the other.
 * A frame is bound to its file and its place, so none can be taken out, doubled or moved.
 */
export interface ImportSpool {
  /**
   * Adds bytes behind those that are settled. What a process that died wrote beyond them is cut off.
   *
   * @throws AppError `disk_full`, `workspace_not_writable`, `file_unreadable`.
   */
  append(importId: string, settledBytes: number, bytes: Uint8Array): void
  /** @throws AppError `file_unreadable` where it has not arrived whole. */
  open(importId: string, settledBytes: number): SpooledFile
  remove(importId: string): void
  /** Removes files that belong to none of these. */
  sweep(keep: ReadonlySet<string>): void
}

export function createImportSpool(directory: string, key: Uint8Array): ImportSpool {
  const folder = join(directory, folderName)
  const pathOf = (importId: string) => join(folder, importId)
  /** Frames of files that this process wrote, so that they are not looked through for each portion. */
  const written = new Map<string, { frames: number; plainBytes: number }>()

  function settled(importId: string, settledBytes: number): number {
    const known = written.get(importId)
    if (known?.plainBytes === settledBytes) return known.frames
    if (!existsSync(pathOf(importId))) {
      if (settledBytes === 0) return 0
      throw cutOff()
    }
    const file = openSync(pathOf(importId), 'r')
    const frames = readFrames(file)
    closeSync(file)
    let count = 0
    let bytes = 0
    while (bytes < settledBytes && count < frames.length) bytes += frames[count++]!.plainBytes
    if (bytes !== settledBytes) throw cutOff()
    const next = frames[count]
    const last = frames[count - 1]
    const end = next?.at ?? (last ? endOf(last) : 0)
    truncateSync(pathOf(importId), end)
    return count
  }

  return {
    append(importId, settledBytes, bytes) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        let index = settled(importId, settledBytes)
        written.delete(importId)
        for (let at = 0; at < bytes.length; at += frameBytes) {
          const plain = bytes.subarray(at, at + frameBytes)
          appendFileSync(pathOf(importId), sealFrame(key, importId, index, plain), { mode: 0o600 })
          index += 1
        }
        written.set(importId, { frames: index, plainBytes: settledBytes + bytes.length })
      } catch (error) {
        throw error instanceof AppError ? error : translateStoreError(error)
      }
    },
    open: (importId, settledBytes) => openSpooled(pathOf(importId), key, importId, settledBytes),
    remove(importId) {
      written.delete(importId)
      rmSync(pathOf(importId), { force: true })
    },
    sweep(keep) {
      if (!existsSync(folder)) return
      for (const name of readdirSync(folder))
        if (!keep.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
    },
  }
}

function sealFrame(key: Uint8Array, importId: string, index: number, plain: Uint8Array): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32LE(plain.length, 0)
  randomBytes(12).copy(head, 4)
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(4)).setAAD(
    Buffer.from(`${importId}:${String(index)}`),
  )
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function endOf(frame: Frame): number {
  return frame.at + headBytes + frame.plainBytes + tagBytes
}

/** The frames that are whole; where the last one was cut off, those before it. */
function readFrames(file: number): Frame[] {
  const { size } = fstatSync(file)
  const frames: Frame[] = []
  const head = Buffer.alloc(headBytes)
  for (let at = 0, plainAt = 0; at < size;) {
    if (readSync(file, head, 0, headBytes, at) < headBytes) break
    const frame = { at, plainAt, plainBytes: head.readUInt32LE(0) }
    if (frame.plainBytes > frameBytes || endOf(frame) > size) break
    frames.push(frame)
    at = endOf(frame)
    plainAt += frame.plainBytes
  }
  return frames
}

function openSpooled(
  path: string,
  key: Uint8Array,
  importId: string,
  settledBytes: number,
): SpooledFile {
  if (!existsSync(path)) throw cutOff()
  const file = openSync(path, 'r')
  const frames = readFrames(file)
  const last = frames.at(-1)
  const size = settledBytes
  if (!last || last.plainAt + last.plainBytes < size) {
    closeSync(file)
    throw cutOff()
  }
  let held: { index: number; plain: Uint8Array } | null = null

  function frameAt(at: number): number {
    let low = 0
    let high = frames.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (frames[middle]!.plainAt <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  function plainOf(index: number): Uint8Array {
    if (held?.index === index) return held.plain
    const frame = frames[index]!
    const sealed = Buffer.alloc(endOf(frame) - frame.at)
    readSync(file, sealed, 0, sealed.length, frame.at)
    held = { index, plain: openFrame(key, importId, index, sealed) }
    return held.plain
  }

  return {
    size,
    read(at, length) {
      const end = Math.min(size, at + length)
      if (at >= end || at < 0) return new Uint8Array(0)
      const parts: Uint8Array[] = []
      for (let from = at; from < end;) {
        const index = frameAt(from)
        const { plainAt } = frames[index]!
        const part = plainOf(index).subarray(from - plainAt, end - plainAt)
        if (part.length === 0) throw cutOff()
        parts.push(part)
        from += part.length
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    },
    close: () => closeSync(file),
  }
}

function openFrame(key: Uint8Array, importId: string, index: number, sealed: Buffer): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(4, headBytes), {
    authTagLength: tagBytes,
  })
  decipher
    .setAAD(Buffer.from(`${importId}:${String(index)}`))
    .setAuthTag(sealed.subarray(-tagBytes))
  try {
    const plain = decipher.update(sealed.subarray(headBytes, -tagBytes))
    decipher.final()
    return plain
  } catch (error) {
    throw cutOff(error)
  }
}

function cutOff(cause?: unknown): AppError {
  return new AppError('file_unreadable', {
    message: 'The file did not arrive whole. Choose it again.',
    cause,
  })
}
