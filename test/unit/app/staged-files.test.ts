import { describe, expect, test } from 'vitest'
import { newId } from '../../../electron/app/new-id.ts'
import { StagedFiles } from '../../../electron/app/staged-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const textOf = (content: Uint8Array) => new TextDecoder().decode(content)

/** A piece that says it is this large without being so. */
function aPieceOf(byteLength: number): Uint8Array {
  return { byteLength } as Uint8Array
}

describe('staged files', () => {
  test('are put together from their pieces, in order, and read as often as wanted', () => {
    const files = new StagedFiles(newId)
    const id = files.create('chat.txt')
    expect(files.append(id, bytes('Good '))).toBe(5)
    expect(files.append(id, bytes('morning'))).toBe(12)
    for (let times = 0; times < 2; times += 1) {
      const { fileName, content } = files.read(id)
      expect([fileName, textOf(content)]).toEqual(['chat.txt', 'Good morning'])
    }
    files.append(id, bytes('!'))
    expect(textOf(files.read(id).content)).toBe('Good morning!')
  })

  test('can be empty, and are kept apart', () => {
    const files = new StagedFiles(newId)
    const empty = files.create('empty.csv')
    const other = files.put('other.csv', bytes('x'))
    expect(files.read(empty).content.byteLength).toBe(0)
    expect(textOf(files.read(other).content)).toBe('x')
  })

  test('are gone when they are discarded; an unknown one says what to do', () => {
    const files = new StagedFiles(newId)
    const id = files.put('chat.txt', bytes('x'))
    files.discard(id)
    files.discard(id)
    for (const use of [() => files.read(id), () => files.append(id, bytes('y'))])
      expect(use).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  test('hold 512 MiB together and no byte more; discarding makes room', () => {
    const files = new StagedFiles(newId)
    const limit = 512 * 1024 * 1024
    const first = files.create('a')
    const second = files.create('b')
    expect(files.append(first, aPieceOf(limit - 1))).toBe(limit - 1)
    expect(files.append(second, aPieceOf(1))).toBe(1)
    expect(() => files.append(second, aPieceOf(1))).toThrow(
      expect.objectContaining({ code: 'file_too_large' }),
    )
    files.discard(first)
    expect(files.append(second, aPieceOf(1))).toBe(2)
  })
})
