import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { translateStoreError } from '../../../electron/store/store-errors.ts'
import { AppError } from '../../../shared/errors.ts'

describe('translateStoreError', () => {
  it.each([
    ['SQLITE_CORRUPT', 'store_damaged', false],
    ['SQLITE_CORRUPT_INDEX', 'store_damaged', false],
    ['SQLITE_NOTADB', 'store_damaged', false],
    ['SQLITE_FULL', 'disk_full', true],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full', true],
    ['SQLITE_READONLY', 'workspace_not_writable', false],
    ['SQLITE_READONLY_DIRECTORY', 'workspace_not_writable', false],
    ['SQLITE_CANTOPEN', 'workspace_not_writable', false],
    ['SQLITE_BUSY', 'workspace_in_use', true],
    ['SQLITE_BUSY_SNAPSHOT', 'workspace_in_use', true],
  ])('reads %s as %s', (code, expected, retryable) => {
    const translated = translateStoreError(new Database.SqliteError('driver text', code))
    expect(translated).toBeInstanceOf(AppError)
    expect(translated).toMatchObject({ code: expected, retryable })
    expect(translated.message).not.toContain('driver text')
  })

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'workspace_not_writable'],
    ['EROFS', 'workspace_not_writable'],
  ])('reads %s of the file system as %s', (code, expected) => {
    expect(translateStoreError(Object.assign(new Error(), { code }))).toMatchObject({
      code: expected,
    })
  })

  it('leaves expected refusals and defects as they are', () => {
    const constraint = new Database.SqliteError('UNIQUE', 'SQLITE_CONSTRAINT_UNIQUE')
    for (const error of [constraint, new TypeError('x'), new AppError('not_found')]) {
      expect(translateStoreError(error)).toBe(error)
    }
    expect(translateStoreError('text')).toBeInstanceOf(Error)
  })
})
