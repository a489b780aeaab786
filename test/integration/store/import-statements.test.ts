import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeUnfoldedTable, unknownInserts } from '../../../electron/store/contact-import-fresh.ts'
import { all } from '../../../electron/store/statement.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore

beforeEach(() => {
  store = openTestStore()
  makeUnfoldedTable(store.db)
})

afterEach(() => store.close())

/**
 * SQLite copies each page that a statement touches where the statement writes many rows and something in it
 * may fail by itself: a function that is called, or a constraint that ends no more than the statement.
 */
const mayFailAlone = ({ opcode, p2 }: { opcode: string; p2: number }) =>
  ['Function', 'PureFunc', 'VUpdate'].includes(opcode) ||
  (['Halt', 'HaltIfNull'].includes(opcode) && p2 === abort)
const abort = 2

test.each(Object.entries(unknownInserts))(
  'what writes %s of unknown people can only fail as a whole',
  (_, text) => {
    store.db.pragma('foreign_keys = OFF')
    const steps = all<{ opcode: string; p2: number }>(
      store.db,
      `EXPLAIN ${text.replaceAll(/\$\w+/g, 'NULL')}`,
    )
    expect(steps.length).toBeGreaterThan(20)
    expect(steps.filter(mayFailAlone)).toEqual([])
  },
)
