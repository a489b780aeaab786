import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importHandlers } from '../../../electron/app/handlers/imports.ts'
import { reportHandlers } from '../../../electron/app/handlers/reports.ts'
import { verifyReport } from '../../../electron/files/verify-report.ts'
import { verifySignature } from '../../../electron/files/signature.ts'
import { listAudit, listCheckpoints } from '../../../electron/store/audit-store.ts'
import { verifyAudit } from '../../../electron/store/audit-verification.ts'
import type { CallInput, CallOutput } from '../../../shared/ipc/contract.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import { aPrintedPage } from '../../helpers/a-report.ts'
import { testProcess, type TestProcess } from '../../helpers/process-context.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const allFormats = ['html', 'pdf', 'csv', 'xlsx', 'json'] as const
let store: TestStore
let test: TestProcess
let folder: string
let groupId: string

beforeEach(async () => {
  store = openTestStore()
  test = testProcess(store, { printPdf: () => Promise.resolve(aPrintedPage) })
  folder = mkdtempSync(join(tmpdir(), 'groupkeeper-test-'))
  const chat = [
    '25/03/2026, 10:00 - Mei created group "Corner Shop"',
    '25/03/2026, 10:01 - Mei added Ana, Omar and +86 138 0013 8000',
    '25/03/2026, 10:02 - Ana: one',
    '26/03/2026, 10:00 - Omar left',
  ].join('\n')
  const stagedFileId = test.context.files.put('chat.txt', new TextEncoder().encode(chat))
  const imported = await importHandlers['chatExports.import'].run(test.context as never, {
    file: { stagedFileId },
  })
  groupId = imported.groupId
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function exportReport(input: CallInput<'reports.export'>): Promise<CallOutput<'reports.export'>> {
  return reportHandlers['reports.export'].run(
    test.context as never,
    contract['reports.export'].input.parse(input),
  ) as Promise<CallOutput<'reports.export'>>
}

describe('reports.export', () => {
  it('writes every format, each of which verifies by itself', async () => {
    const result = await exportReport({ formats: [...allFormats], groupId, language: 'zh-CN' })
    expect(result.files.map((file) => file.fileName)).toEqual(
      allFormats.map((format) => `audit-report-corner-shop-2026-06-01.${format}`),
    )
    for (const file of result.files) {
      expect(file.path).toBeNull()
      const { content } = test.context.files.read(file.fileId)
      expect(content.byteLength).toBe(file.bytes)
      expect(verifyReport(content)).toMatchObject({
        valid: true,
        format: file.format,
        entries: result.entries,
        headHash: result.headHash,
        signedBy: result.signedBy,
      })
    }
  })

  it('notes in the log what was exported, and keeps a signed checkpoint', async () => {
    const result = await exportReport({ formats: ['json'], revealNumbers: true })
    const [entry] = listAudit(store.db, { limit: 1 }).items
    expect(entry).toMatchObject({
      action: 'reports.exported',
      actor: 'owner',
      data: { formats: ['json'], from: null, to: null, revealNumbers: true },
      hash: result.headHash,
    })
    expect(listCheckpoints(store.db)).toMatchObject([{ headHash: result.headHash }])
    expect(verifyAudit(store.db, verifySignature)).toMatchObject({ valid: true, checkpoints: 1 })
    const content = Buffer.from(test.context.files.read(result.files[0]!.fileId).content).toString()
    expect(content).toContain('+8613800138000')
    expect(content).toContain('"action":"reports.exported"')
  })

  it('makes the signing key once', async () => {
    const first = await exportReport({ formats: ['json'] })
    const second = await exportReport({ formats: ['csv'] })
    expect(second.signedBy).toBe(first.signedBy)
    expect(
      listAudit(store.db, { limit: 10, action: 'audit.signingKeyCreated' }).items,
    ).toMatchObject([{ subjectId: first.signedBy }])
  })

  it('covers only the group and the period asked for', async () => {
    const from = Date.UTC(2030, 0, 1)
    const none = await exportReport({ formats: ['json'], from, to: from + 1 })
    expect(none.entries).toBe(0)
    const one = await exportReport({ formats: ['json'], groupId })
    const entries = JSON.parse(
      Buffer.from(test.context.files.read(one.files[0]!.fileId).content).toString(),
    ) as { entries: { groupId: string }[] }
    expect(new Set(entries.entries.map((entry) => entry.groupId))).toEqual(new Set([groupId]))
    expect(one.entries).toBe(entries.entries.length)
  })

  it('writes into a folder from a terminal only', async () => {
    const directory = join(folder, 'reports')
    const result = await exportReport({ formats: ['csv'], directory })
    expect(verifyReport(readFileSync(result.files[0]!.path!)).valid).toBe(true)
    test = testProcess(store, { host: 'electron' })
    await expect(exportReport({ formats: ['csv'], directory })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it.each<[string, () => CallInput<'reports.export'>, string]>([
    [
      'a period that ends before it begins',
      () => ({ formats: ['csv'], from: 2, to: 1 }),
      'invalid_input',
    ],
    [
      'an unknown group',
      () => ({ formats: ['csv'], groupId: '019b3c4e-0000-7000-8000-000000000009' }),
      'not_found',
    ],
    [
      'a folder that is a file',
      () => ({ formats: ['csv'], directory: '/etc/hostname' }),
      'workspace_not_writable',
    ],
  ])('refuses %s', async (_name, input, code) => {
    await expect(exportReport(input())).rejects.toMatchObject({ code })
  })

  it('stops between two files when it is cancelled', async () => {
    test.controller.abort()
    await expect(exportReport({ formats: ['csv'] })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('verify-report', () => {
  const node = join(import.meta.dirname, '../../../node_modules/.bin/node')
  const command = join(import.meta.dirname, '../../../electron/cli/verify-report.ts')
  const verify = (...args: string[]) =>
    promisify(execFile)(node, [command, ...args]).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    )

  it('says in words whether a report is good, and names the altered entry', async () => {
    const { files, signedBy } = await exportReport({ formats: ['json'], directory: folder })
    const path = files[0]!.path!
    const good = await verify(path, '--key', signedBy)
    expect(good).toMatchObject({ code: 0, text: expect.stringContaining(signedBy) as string })
    const bytes = readFileSync(path)
    bytes[bytes.indexOf('"left":1') + 7] = 0x32
    writeFileSync(path, bytes)
    expect(await verify(path)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/Entry 2 was altered.*chatExports\.import/) as string,
    })
    expect(await verify(join(folder, 'none'))).toMatchObject({ code: 2 })
    expect(await verify()).toMatchObject({
      code: 2,
      text: expect.stringContaining('Usage') as string,
    })
  }, 30_000)
})
