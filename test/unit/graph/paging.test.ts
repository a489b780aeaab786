import { describe, expect, it } from 'vitest'
import { GraphApiError } from '../../../electron/graph/errors.ts'
import { type Page, readPages } from '../../../electron/graph/paging.ts'

const invalidCursor = new GraphApiError({ code: 131059, httpStatus: 400 })

function page(items: string[], after?: string): Page<string> {
  return {
    items,
    paging: after === undefined ? {} : { cursors: { after }, next: 'https://graph.example/next' },
  }
}

async function collect(
  readPage: (after: string | undefined) => Page<string> | Promise<Page<string>>,
): Promise<string[]> {
  const items: string[] = []
  const pages = readPages(
    async (after) => readPage(after),
    (item) => item,
  )
  for await (const item of pages) items.push(item)
  return items
}

describe('readPages', () => {
  it('follows the cursor as long as there is a next page', async () => {
    const pages = new Map([
      [undefined, page(['a', 'b'], '1')],
      ['1', page(['c'], '2')],
      ['2', { items: ['d'], paging: { cursors: { after: '3' } } }],
    ])
    expect(await collect((after) => pages.get(after) ?? page([]))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('takes the cursor out of the address when it stands nowhere else', async () => {
    const first = { items: ['a'], paging: { next: 'https://graph.example/x?after=9&limit=1' } }
    expect(await collect((after) => (after === '9' ? page(['b']) : first))).toEqual(['a', 'b'])
  })

  it('ends when the address of the next page says nothing', async () => {
    expect(await collect(() => ({ items: ['a'], paging: { next: 'nowhere' } }))).toEqual(['a'])
  })

  it('ends when the cursor stands still', async () => {
    expect(await collect((after) => page([after ?? 'start'], '1'))).toEqual(['start', '1'])
  })

  it('starts over when the cursor has expired, and gives nothing out twice', async () => {
    let failures = 0
    const items = await collect((after) => {
      if (after === undefined) return page(['a', 'b'], '1')
      if (failures++ < 2) throw invalidCursor
      return page(['b', 'c'])
    })
    expect(items).toEqual(['a', 'b', 'c'])
  })

  it('gives up when the cursor never holds', async () => {
    const endless = collect((after) => {
      if (after !== undefined) throw invalidCursor
      return page(['a'], '1')
    })
    await expect(endless).rejects.toBe(invalidCursor)
  })

  it('does not start over on the first page or on another refusal', async () => {
    let calls = 0
    const refused = new GraphApiError({ code: 4, httpStatus: 400 })
    const failing = collect((after) => {
      calls += 1
      if (after !== undefined) throw refused
      return page(['a'], '1')
    })
    await expect(failing).rejects.toBe(refused)
    await expect(collect(() => Promise.reject(invalidCursor))).rejects.toBe(invalidCursor)
    expect(calls).toBe(2)
  })
})
