import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importHandlers } from '../../../electron/app/handlers/imports.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { all } from '../../../electron/store/statement.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { testProcess, type TestProcess } from '../../helpers/process-context.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const lines = [
  '25/03/2026, 10:00 - Mei created group "Corner Shop"',
  '25/03/2026, 10:01 - Mei added Ana, Omar and +86 138 0013 8000',
  '25/03/2026, 10:02 - Ana: one',
  '25/03/2026, 10:02 - Ana: two',
  '25/03/2026, 10:03 - +86 138 0013 8000: <Media omitted>',
  '26/03/2026, 10:00 - Omar left',
]

let store: TestStore
let test: TestProcess
beforeEach(() => {
  store = openTestStore()
  test = testProcess(store)
})
afterEach(() => {
  store.close()
})

function importChat(
  text: string | readonly string[],
  input: { groupId?: string; subject?: string } = {},
): Promise<CallOutput<'chatExports.import'>> {
  const content = new TextEncoder().encode(typeof text === 'string' ? text : text.join('\n'))
  const stagedFileId = test.context.files.put('chat.txt', content)
  return importHandlers['chatExports.import'].run(test.context as never, {
    file: { stagedFileId },
    ...input,
  }) as Promise<CallOutput<'chatExports.import'>>
}

function importCsv(
  text: string,
  input: { groupId?: string; subject?: string } = {},
): Promise<CallOutput<'members.import'>> {
  const stagedFileId = test.context.files.put('list.csv', new TextEncoder().encode(text))
  return importHandlers['members.import'].run(test.context as never, {
    file: { stagedFileId },
    ...input,
  }) as Promise<CallOutput<'members.import'>>
}

const dump = (sql: string) => all<Record<string, unknown>>(store.db, sql)
const everything = () => [
  dump('SELECT id, display_name FROM contact ORDER BY id'),
  dump(
    'SELECT id, contact_id, joined_at, left_at, left_reason, last_wrote_at, is_admin, export_name FROM participant ORDER BY id',
  ),
  dump('SELECT id, contact_id, at FROM message ORDER BY id'),
  dump('SELECT contact_id, value, replaced_at FROM contact_identity ORDER BY seq'),
]
const members = () =>
  dump(
    `SELECT coalesce(nullif(display_name,''), (SELECT value FROM contact_identity WHERE contact_id=contact.id AND replaced_at IS NULL)) AS who,
       joined_at IS NOT NULL AS joined, left_reason AS reason, is_admin AS admin, last_wrote_at IS NOT NULL AS wrote
     FROM participant JOIN contact ON contact.id=contact_id ORDER BY who`,
  )

describe('chatExports.import', () => {
  it('brings in the group, its people, their comings and goings and when they wrote', async () => {
    const result = await importChat(lines)
    expect(result).toMatchObject({
      format: 'android',
      messages: 3,
      newMessages: 3,
      members: 4,
      newMembers: 4,
      left: 1,
      systemMessages: 3,
      skippedLines: 0,
    })
    expect(members()).toEqual([
      { who: '8613800138000', joined: 1, reason: null, admin: 0, wrote: 1 },
      { who: 'Ana', joined: 1, reason: null, admin: 0, wrote: 1 },
      { who: 'Mei', joined: 1, reason: null, admin: 1, wrote: 0 },
      { who: 'Omar', joined: 1, reason: 'left', admin: 0, wrote: 0 },
    ])
    expect(dump('SELECT subject, kind, last_message_at FROM wa_group')).toEqual([
      {
        subject: 'Corner Shop',
        kind: 'phone',
        last_message_at: new Date(2026, 2, 25, 10, 3).getTime(),
      },
    ])
    expect(dump('SELECT type, body, direction FROM message')).toEqual([
      { type: 'text', body: null, direction: 'inbound' },
      { type: 'text', body: null, direction: 'inbound' },
      { type: 'media', body: null, direction: 'inbound' },
    ])
    expect(dump('SELECT * FROM consent_entry')).toEqual([])
  })

  it('writes one line into the audit log, with counts and nobody named', async () => {
    const { groupId } = await importChat(lines)
    const entries = dump(
      `SELECT action, group_id, data FROM audit_entry WHERE action='chatExports.imported'`,
    )
    expect(entries).toEqual([
      {
        action: 'chatExports.imported',
        group_id: groupId,
        data: '{"format":"android","isWhole":true,"left":1,"messages":6,"newMembers":4,"newMessages":3}',
      },
    ])
  })

  it('changes nothing with the same export, and adds only what a longer one has', async () => {
    const { groupId } = await importChat(lines)
    const before = everything()
    expect(await importChat(lines, { groupId })).toMatchObject({
      newMessages: 0,
      newMembers: 0,
      left: 0,
    })
    expect(everything()).toEqual(before)
    const longer = [
      ...lines,
      '27/03/2026, 10:00 - Ana: three',
      '27/03/2026, 10:00 - Mei removed Ana',
      "28/03/2026, 10:00 - Omar joined using this group's invite link",
      '28/03/2026, 10:00 - Zoë: hello',
    ]
    expect(await importChat(longer, { groupId })).toMatchObject({
      newMessages: 2,
      newMembers: 1,
      left: 1,
    })
    const after = everything()
    expect(await importChat(lines, { groupId })).toMatchObject({
      newMessages: 0,
      newMembers: 0,
      left: 0,
    })
    expect(await importChat(longer)).toMatchObject({
      groupId,
      newMessages: 0,
      newMembers: 0,
      left: 0,
    })
    expect(everything()).toEqual(after)
  })

  it('knows a number as the same contact in every group', async () => {
    await importChat(lines, { subject: 'One' })
    await importChat(lines, { subject: 'Two' })
    expect(dump(`SELECT count(*) AS n FROM contact_identity`)).toEqual([{ n: 1 }])
    expect(dump('SELECT count(*) AS n FROM participant')).toEqual([{ n: 8 }])
  })

  it('follows a number that changed, also when imported again', async () => {
    await importChat(['25/03/2026, 10:00 - +1 212-555-0123: hi'], { subject: 'Shop' })
    const changed = [
      '25/03/2026, 10:00 - +1 212-555-0123: hi',
      '25/03/2026, 11:00 - +1 212-555-0123 changed to +1 212-555-0199',
    ]
    for (let round = 0; round < 2; round += 1) await importChat(changed, { subject: 'Shop' })
    expect(
      dump(`SELECT value, replaced_at IS NOT NULL AS old FROM contact_identity ORDER BY value`),
    ).toEqual([
      { value: '12125550123', old: 1 },
      { value: '12125550199', old: 0 },
    ])
    expect(dump('SELECT count(*) AS n FROM participant')).toEqual([{ n: 1 }])
  })

  it('asks for a title where the file tells none', async () => {
    await expect(importChat(['25/03/2026, 10:00 - Ana: hi'])).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'subject',
    })
  })

  it('refuses a managed group and an unknown one', async () => {
    const groupId = test.context.transact((context) =>
      insertGroup(context.db, context, { kind: 'managed', state: 'active', subject: 'VIP' }),
    )
    await expect(importChat(lines, { groupId })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(
      importChat(lines, { groupId: '019b3c4e-0000-7000-8000-000000000009' }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stops when it is cancelled and can be finished by importing again', async () => {
    const many = [
      lines[0]!,
      ...Array.from(
        { length: 12_000 },
        (_, index) => `25/03/2026, 10:${String(index % 60).padStart(2, '0')} - Ana: x`,
      ),
    ]
    const whole = test
    test = testProcess(store, {
      onProgress: ({ doneCount }) => {
        if (doneCount > 4000) test.controller.abort()
      },
    })
    await expect(importChat(many)).rejects.toMatchObject({ code: 'cancelled' })
    expect(dump('SELECT count(*) AS n FROM message')).toEqual([{ n: 4999 }])
    expect(dump(`SELECT data FROM audit_entry WHERE action='chatExports.imported'`)).toEqual([
      { data: expect.stringContaining('"isWhole":false') as unknown },
    ])
    test = whole
    expect(await importChat(many)).toMatchObject({ newMessages: 7001, messages: 12_000 })
    expect(test.progress.at(-1)).toEqual({ kind: 'import', doneCount: 12_003, total: 12_003 })
  })
})

describe('members.import', () => {
  const csv =
    'number,name,admin,joined\n+8613800138000,Ana,yes,2026-03-05\n123,Omar,,\n13900139000,Mei,,\n'

  it('brings in a list, says what it rejected, and changes nothing the second time', async () => {
    store.db.exec(`INSERT INTO setting (key, value) VALUES ('settings', '{"defaultCountry":"CN"}')`)
    const result = await importCsv(csv, { subject: 'Corner Shop' })
    expect(result).toMatchObject({
      rows: 3,
      imported: 2,
      newMembers: 2,
      rejected: [{ line: 3, column: 'number', reason: 'number_invalid' }],
      rejectedTotal: 1,
    })
    const before = everything()
    expect(await importCsv(csv, { subject: 'Corner Shop' })).toMatchObject({ newMembers: 0 })
    expect(everything()).toEqual(before)
  })

  it('gives a number to somebody whom the chat export knows by name', async () => {
    const { groupId } = await importChat(lines)
    await importCsv('number,name\n+8613900139000,Ana\n', { groupId })
    expect(members().filter(({ who }) => who === 'Ana')).toHaveLength(1)
    expect(
      dump(
        `SELECT value FROM contact_identity JOIN contact ON contact.id=contact_id WHERE display_name='Ana'`,
      ),
    ).toEqual([{ value: '8613900139000' }])
    expect(await importChat(lines, { groupId })).toMatchObject({ newMembers: 0, newMessages: 0 })
  })

  it('knows by the list who writes under a name', async () => {
    const { groupId } = await importCsv('number,name\n+8613900139000,Ana\n', {
      subject: 'Corner Shop',
    })
    expect(await importChat(lines, { groupId })).toMatchObject({ members: 4, newMembers: 3 })
  })

  it('asks for a title where no group is given', async () => {
    await expect(importCsv(csv)).rejects.toMatchObject({ code: 'invalid_input', field: 'subject' })
  })
})

describe('a path', () => {
  it.each(['electron', 'browser', 'system'] as const)('is refused from %s', async (host) => {
    test = testProcess(store, { host })
    for (const name of ['chatExports.import', 'members.import'] as const)
      await expect(
        (importHandlers[name].run as (context: unknown, input: unknown) => Promise<unknown>)(
          test.context,
          { file: { path: '/etc/hostname' } },
        ),
      ).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is read from a terminal; one that is not there or a folder is refused', async () => {
    test = testProcess(store, { host: 'cli' })
    const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-test-'))
    try {
      const path = join(folder, 'WhatsApp Chat with Corner Shop.txt')
      writeFileSync(path, lines.slice(1).join('\n'))
      const run = (input: object) =>
        importHandlers['chatExports.import'].run(test.context as never, input as never)
      await run({ file: { path } })
      expect(dump('SELECT subject FROM wa_group')).toEqual([{ subject: 'Corner Shop' }])
      for (const bad of [folder, join(folder, 'none'), 'a\0b'])
        await expect(run({ file: { path: bad } })).rejects.toMatchObject({
          code: 'file_unreadable',
        })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
