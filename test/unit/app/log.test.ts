import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog, logDefect, scrub } from '../../../electron/app/log.ts'

test.each([
  ['to +1 202 555 0101 failed', 'to [number] failed'],
  ['to 12025550101', 'to [number]'],
  ['(202) 555-0101', '([number]'],
  ['138.0013.8000 and 13800138000', '[number]'],
  ['EAAGm0PX4ZCpsBAKZD', '[secret]'],
  ['token=abc123&x=1', 'token=[secret]&x=1'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [secret]'],
  ['ab'.repeat(32), '[secret]'],
  ['code 131047 after 3 tries', 'code 131047 after 3 tries'],
  ['line 12:34', 'line 12:34'],
])('%s is logged as %s', (text, scrubbed) => {
  if (text.includes(' and ')) expect(scrub(text)).not.toMatch(/\d{4}/)
  else expect(scrub(text)).toBe(scrubbed)
})

test('a defect is one line with its reference, its place, and nothing that it quotes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-log-'))
  const file = join(folder, 'logs', 'groupkeeper.log')
  const error = new TypeError(
    "Cannot read properties of \"Anna Quill\" (reading 'name') of `Good morning` and 'Ben Oak'\nAnna",
  )
  logDefect(createLog(file), 'ab12cd34', 'groups.list', error)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  rmSync(folder, { recursive: true })
  expect(lines).toHaveLength(1)
  const entry = JSON.parse(lines[0]!) as { ref: string; where: string; msg: string }
  expect(entry).toMatchObject({ ref: 'ab12cd34', where: 'groups.list' })
  expect(entry.msg).toMatch(/^TypeError: Cannot read properties of \[text\] \(reading 'name'\)/)
  expect(entry.msg).toContain('log.test.ts')
  expect(entry.msg).not.toMatch(/Anna|Ben|morning/)
})

test('with no file nothing is written', () => {
  expect(() => logDefect(createLog(null), 'ab12cd34', 'groups.list', new Error('x'))).not.toThrow()
})
