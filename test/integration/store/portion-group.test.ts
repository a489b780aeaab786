import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPortionGroup } from '../../../electron/app/contact-imports/portion-group.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../../electron/store/open.ts'
import { readValue, writeValue } from '../../../electron/store/settings-store.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

const start = () => createPortionGroup(store.db, () => undefined)
const write = (key: string) => () => writeValue(store.db, key, 'there')

describe('portions of an import in one transaction', () => {
  test('are committed together, once', () => {
    const group = start()
    expect(group.commit()).toBe(false)
    group.write(1, write('one'))
    group.write(1, write('two'))
    expect(store.db.inTransaction).toBe(true)
    expect(group.commit()).toBe(true)
    expect(store.db.inTransaction).toBe(false)
    expect(group.commit()).toBe(false)
    expect(store.db.pragma('synchronous', { simple: true })).toBe(2)
  })

  test('one that fails takes none of the others with it', () => {
    const group = start()
    group.write(1, write('one'))
    expect(() =>
      group.write(1, () => {
        write('two')()
        throw new Error('broken')
      }),
    ).toThrow('broken')
    group.commit()
    expect(readValue(store.db, 'one')).toBe('there')
    expect(readValue(store.db, 'two')).toBeNull()
  })

  test('one without a net takes all that is not committed with it', () => {
    const group = start()
    group.writeBare(1, write('one'))
    group.commit()
    group.writeBare(1, write('two'))
    expect(store.db.pragma('foreign_keys', { simple: true })).toBe(0)
    expect(() =>
      group.writeBare(1, () => {
        write('three')()
        throw new Error('broken')
      }),
    ).toThrow('broken')
    expect(store.db.inTransaction).toBe(false)
    expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(store.db.pragma('synchronous', { simple: true })).toBe(2)
    expect(group.commit()).toBe(false)
    expect([readValue(store.db, 'one'), readValue(store.db, 'two')]).toEqual(['there', null])
    group.write(1, write('four'))
    group.commit()
    expect(readValue(store.db, 'four')).toBe('there')
  })

  test('one that cannot begin leaves the connection as it was', () => {
    const group = start()
    store.db.pragma('busy_timeout = 0')
    const other = openWritableStore({ directory: store.directory, key: store.key, migrations })
    other.exec('BEGIN IMMEDIATE')
    expect(() => group.writeBare(1, write('one'))).toThrow('locked')
    other.exec('ROLLBACK')
    other.close()
    expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(store.db.pragma('synchronous', { simple: true })).toBe(2)
    expect(group.commit()).toBe(false)
  })

  test('those with and without a net are not in one transaction', () => {
    const group = start()
    group.writeBare(1, write('one'))
    group.write(1, () => {
      expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1)
    })
    expect(() =>
      group.writeBare(1, () => {
        throw new Error('broken')
      }),
    ).toThrow('broken')
    expect(readValue(store.db, 'one')).toBe('there')
  })

  test('are due when they are many', () => {
    const group = start()
    expect(group.isDue()).toBe(false)
    group.write(1, write('one'))
    group.write(100_000, write('two'))
    expect(group.isDue()).toBe(true)
    group.commit()
    expect(group.isDue()).toBe(false)
  })

  test('are on disk before a command that comes in between, which may fail', () => {
    const group = start()
    const transact = createTransact({
      db: store.db,
      clock: () => 1,
      emit: () => undefined,
      settle: () => void group.commit(),
      jobsAdded: () => undefined,
    })
    group.write(1, write('one'))
    expect(() =>
      transact({ host: 'test', actor: 'owner' }, () => {
        throw new Error('refused')
      }),
    ).toThrow('refused')
    expect(store.db.inTransaction).toBe(false)
    expect(readValue(store.db, 'one')).toBe('there')
  })
})
