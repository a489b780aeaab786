import { describe, expect, test } from 'vitest'
import { importFile } from '../../helpers/import-file.ts'
import { startTestApp } from '../../helpers/test-app.ts'

const quiet = { connect: false }

const table = [
  'Name,Phone,Email,City,Opt-in,Tags,Notes',
  'Ada Lovelace,+1 202 555 0143,ada@example.com,Washington,yes,vip;roses,Likes tulips',
  '王小明,+8613800138000,,北京,no,,',
  'Nobody,12345,,,,,',
  'Double,(202) 555-0143,,,,,',
].join('\n')

describe('an import of contacts', () => {
  test('takes the good rows in and tells why the others are not', async () => {
    const app = await startTestApp(quiet)
    const done = await importFile(app, table)
    expect(done).toMatchObject({
      state: 'finished',
      position: 4,
      rows: 4,
      added: 2,
      updated: 0,
      unchanged: 0,
      rejected: 2,
    })
    const { items } = await app.ok('imports.rejections', { importId: done.id })
    expect(items).toEqual([
      { line: 4, column: 'Phone', reason: 'number_short', cell: '12345' },
      { line: 5, column: 'Phone', reason: 'duplicate_in_file', cell: '(202) 555-0143' },
    ])
  })

  test('changes nothing the second time', async () => {
    const app = await startTestApp(quiet)
    await importFile(app, table)
    const again = await importFile(app, table)
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 2, rejected: 2 })
  })
})
