import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { dispatch } from '../../electron/app/dispatch.ts'
import { handlers } from '../../electron/app/handlers/index.ts'
import { AppError } from '../../shared/errors.ts'
import { contract, isCallName, type CallName } from '../../shared/ipc/contract.ts'
import { badInputsOf, keysOf, validValue } from './bad-inputs.ts'

const names = Object.keys(contract) as CallName[]
const silent = pino({ level: 'silent' })

function recordingLog() {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { lines, log: pino({ base: null }, stream) }
}

describe('the contract', () => {
  test('is the reviewed list of calls; a call more or less is a line in calls.txt', () => {
    const reviewed = readFileSync(new URL('calls.txt', import.meta.url), 'utf8')
    const actual = names.map((name) => `${contract[name].kind.padEnd(7)} ${name}`).sort()
    expect(reviewed.trim().split('\n')).toEqual(actual)
  })

  test('has a handler for every call outside the workspace, and no handler beside it', () => {
    const expected = names.filter((name) => !name.startsWith('workspace.'))
    expect(Object.keys(handlers).sort()).toEqual([...expected].sort())
  })

  test('runs a query as a query and nothing else as one', () => {
    const styles = Object.entries(handlers).map(([name, handler]) => [name, handler.style])
    const wrong = styles.filter(
      ([name, style]) => (style === 'query') !== (contract[name as CallName].kind === 'query'),
    )
    expect(wrong).toEqual([])
  })

  test.each(names)('%s gives nothing out that looks like a secret', (name) => {
    const secretive =
      /(access_?token|app_?secret|passphrase|data_?key|private_?key|verify_?token|password)$/i
    const keys = keysOf(contract[name].output)
    const isFlag = (key: string) => /(^|\.)has[A-Z]\w*$/.test(key)
    expect(keys.filter((key) => secretive.test(key) && !isFlag(key))).toEqual([])
  })
})

describe('a call with bad input', () => {
  test.each(names)('%s is refused by the name of the field, and does not run', async (name) => {
    const run = vi.fn()
    for (const bad of badInputsOf(contract[name].input)) {
      const reply = await dispatch(name, bad.input, run, silent)
      expect(reply, bad.what).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
      const { field } = (reply as { error: { field: string } }).error
      expect(field.split('.')[0], bad.what).toBe(bad.field)
    }
    expect(run).not.toHaveBeenCalled()
  })

  test('is told without the input in the text', async () => {
    const secret = 'EAAG-not-a-token-5550123'
    for (const name of names)
      for (const field of Object.keys(validValue(contract[name].input) ?? {})) {
        const input = { ...(validValue(contract[name].input) as object), [field]: [[secret]] }
        const reply = await dispatch(name, input, vi.fn(), silent)
        expect(JSON.stringify(reply), `${name} ${field}`).not.toContain(secret)
      }
  })

  test('that gives both or neither of two ways is refused', async () => {
    const unlock = (input: unknown) => dispatch('workspace.unlock', input, vi.fn(), silent)
    for (const input of [{}, { passphrase: 'long enough', recoveryCode: 'ABCD' }])
      expect(await unlock(input)).toMatchObject({ error: { field: 'passphrase' } })
    for (const file of [{}, { path: '/tmp/x', stagedFileId: validId }])
      expect(await dispatch('members.import', { file }, vi.fn(), silent)).toMatchObject({
        error: { code: 'invalid_input', field: 'file.stagedFileId' },
      })
  })
})

const validId = '019b0000-0000-7000-8000-000000000000'

/** Names that an object has by birth, and some that nobody has. */
const foreignNames = ['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'groups']

describe('an unknown name', () => {
  test.each([...foreignNames, 'groups.List', 'groups.list ', 'workspace.__proto__'])(
    '%j is no call',
    async (name) => {
      const run = vi.fn()
      expect(isCallName(name)).toBe(false)
      expect(await dispatch(name, {}, run, silent)).toMatchObject({
        ok: false,
        error: { code: 'unknown_call' },
      })
      expect(run).not.toHaveBeenCalled()
    },
  )
})

describe('what a handler gives back', () => {
  test('loses every key that the contract does not name, at any depth', async () => {
    const list = { id: validId, name: 'Regulars', size: 1, secret: 'x' }
    const output = { lists: [{ ...list, members: ['+12025550101'] }], dataKey: 'x' }
    const reply = await dispatch('contactLists.list', {}, () => output, silent)
    expect(reply).toEqual({
      ok: true,
      value: { lists: [{ id: validId, name: 'Regulars', size: 1 }] },
    })
  })

  test('is a defect when it is not what the contract says, and is logged without its content', async () => {
    const { lines, log } = recordingLog()
    const output = { lists: [{ id: 'Anna +12025550101', name: 5, size: 'EAAGsecretsecret123' }] }
    const reply = await dispatch('contactLists.list', {}, () => output, log)
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
    for (const part of ['Anna', '12025550101', 'EAAGsecret'])
      expect(lines.join('')).not.toContain(part)
  })
})

describe('what a handler throws', () => {
  test('is the refusal itself when it was expected, and is not logged', async () => {
    const { lines, log } = recordingLog()
    const error = new AppError('conflict', { field: 'name', message: 'Choose another name.' })
    const reply = await dispatch(
      'groups.list',
      {},
      () => {
        throw error
      },
      log,
    )
    expect(reply).toEqual({
      ok: false,
      error: {
        code: 'conflict',
        field: 'name',
        message: 'Choose another name.',
        retryable: false,
      },
    })
    expect(lines).toEqual([])
  })

  test.each([
    new Error('Send to +1 202 555 0101 with EAAGabcdefghijkl failed: "Hello Anna"'),
    new Error(`Key ${'ab'.repeat(32)} and Bearer SANDBOX-TOKEN-abcdefghijklmnop`),
    new Error('https://graph.example/v24.0/1?access_token=abcdefghijkl&x=1'),
    syntaxErrorOf('Hello Anna, your order is ready'),
    'Hello Anna "Hello Anna" 12025550101',
    { toString: () => 'Hello Anna' },
    null,
  ])(
    'unexpectedly becomes a reference, and neither reply nor log tells of anybody',
    async (thrown) => {
      const { lines, log } = recordingLog()
      const reply = await dispatch(
        'groups.list',
        {},
        () => {
          throw thrown
        },
        log,
      )
      expect(reply).toMatchObject({ ok: false, error: { code: 'internal', retryable: false } })
      const { ref, message } = (reply as { error: { ref: string; message: string } }).error
      expect(message).toBe(`Something failed (ref ${ref}).`)
      expect(lines).toHaveLength(1)
      expect(JSON.parse(lines[0]!)).toMatchObject({ ref, where: 'groups.list' })
      for (const text of [JSON.stringify(reply), lines[0]!])
        expect(text).not.toMatch(/Anna|555.?0101|12025550101|EAAG|abab|SANDBOX|abcdefghijkl|order/)
    },
  )
})

function syntaxErrorOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
