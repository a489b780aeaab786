import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { importFile, importOver, sendFile } from '../../helpers/import-file.ts'
import { auditActions, startTestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

afterEach(() => vi.restoreAllMocks())

/** A disk that is full when an import commits its portions, from the `from`-th time on; calls go through. */
function aDiskThatFills(from: number) {
  const { exec } = Database.prototype
  const disk = { commits: 0, isFull: false }
  vi.spyOn(Database.prototype, 'exec').mockImplementation(function (
    this: Database.Database,
    text: string,
  ) {
    if (text === 'COMMIT') {
      disk.commits += 1
      disk.isFull ||= disk.commits === from
      if (disk.isFull) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    return exec.call(this, text)
  })
  return disk
}

const rows = 24_000
const table = [
  'Name,Phone',
  ...Array.from({ length: rows }, (_, at) => `Customer ${at},+1202${String(5_000_000 + at)}`),
].join('\n')

test.each([1, 2])(
  'a disk that is full at commit %i stops an import, which goes on with nothing lost or twice',
  async (from) => {
    const app = await startTestApp({ connect: false })
    const importId = await sendFile(app, table)
    const disk = aDiskThatFills(from)
    await app.ok('imports.start', { importId })
    const stopped = await importOver(app, importId)
    expect(stopped).toMatchObject({ state: 'stopped', errorCode: 'disk_full' })
    // what was not committed is not counted, and what was is there
    const held = await app.ok('contacts.count', {})
    expect(stopped.added).toBe(held.total)
    expect(held.total > 0).toBe(from > 1)
    expect(stopped.position).toBeLessThan(rows)
    expect(await auditActions(app)).toContain('imports.failed')
    // the app goes on without it
    await app.ok('contacts.create', { name: 'Somebody else', number: '+442079460958' })
    disk.isFull = false
    await app.ok('imports.resume', { importId })
    const done = await importOver(app, importId)
    expect(done).toMatchObject({ state: 'finished', position: rows, rows, errorCode: null })
    expect(done.added + done.rejected + done.unchanged).toBe(rows)
    vi.restoreAllMocks()
    const undisturbed = await startTestApp({ connect: false })
    const whole = await importFile(undisturbed, table)
    expect(done).toMatchObject({ added: whole.added, rejected: whole.rejected, unchanged: 0 })
    expect((await app.ok('contacts.count', {})).total).toBe(whole.added + 1)
  },
)

test('a disk that stays full stops it again, and it can still be undone', async () => {
  const app = await startTestApp({ connect: false })
  const importId = await sendFile(app, table)
  const disk = aDiskThatFills(2)
  await app.ok('imports.start', { importId })
  await importOver(app, importId)
  await app.ok('imports.resume', { importId })
  const again = await importOver(app, importId)
  expect(again).toMatchObject({ state: 'stopped', errorCode: 'disk_full' })
  disk.isFull = false
  await app.ok('imports.undo', { importId })
  await until(
    'it is undone',
    () => app.ok('contacts.count', {}),
    ({ total }) => total === 0,
  )
})
