// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { setBridge } from '../../../renderer/lib/bridge.ts'
import { downloadFile, stageFile } from '../../../renderer/lib/files.ts'
import { createFakeBridge, type FakeBridge } from '../helpers/fake-bridge.ts'

describe('files', () => {
  let bridge: FakeBridge
  beforeEach(() => {
    bridge = createFakeBridge()
    setBridge(bridge)
  })

  it('hands a file over in pieces and says how far it is', async () => {
    const seen: number[] = []
    const file = new File([new Uint8Array(5 * 1024 * 1024)], '_chat.txt')
    const fileId = await stageFile(file, (doneBytes) => seen.push(doneBytes))
    expect(bridge.inputsOf('files.append').map((input) => input.fileId)).toEqual([
      fileId,
      fileId,
      fileId,
    ])
    expect(seen).toEqual([2 * 1024 * 1024, 4 * 1024 * 1024, 5 * 1024 * 1024])
  })

  it('lets the file go when a piece is refused', async () => {
    bridge.refuse('files.append', { code: 'file_too_large' })
    await expect(stageFile(new File(['abc'], 'a.csv'))).rejects.toMatchObject({
      reply: { code: 'file_too_large' },
    })
    expect(bridge.inputsOf('files.discard')).toHaveLength(1)
  })

  it('saves what the app holds and lets it go', async () => {
    const clicked: string[] = []
    URL.createObjectURL = vi.fn(() => 'blob:fake')
    URL.revokeObjectURL = vi.fn()
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      clicked.push(this.download)
    })
    await downloadFile(bridge.state.newId(), 'report.html', 'text/html')
    expect(clicked).toEqual(['report.html'])
    expect(bridge.inputsOf('files.discard')).toHaveLength(1)
  })
})
