import { pino } from 'pino'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createJobRunner } from '../../../electron/app/job-runner.ts'
import { newId } from '../../../electron/app/new-id.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import type { GraphClient } from '../../../electron/graph/graph-client.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { getJob, insertJob } from '../../../electron/store/job-store.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
let isFull: boolean
let log: string[]

beforeEach(() => {
  store = openTestStore()
  isFull = false
  log = []
})
afterEach(() => store.close())

/** A runner over a disk that can be full, and a Business API that resets links. */
function aRunner(onReset: () => void = () => undefined) {
  const { db } = store
  const clock = { now: Date.now(), newId: () => newId() }
  const groupId = insertGroup(db, clock, {
    kind: 'managed',
    state: 'active',
    remoteId: 'remote',
    subject: 'Regulars',
  })
  const jobId = insertJob(db, clock, { kind: 'invite_link.reset', groupId, payload: { groupId } })
  const graph: Partial<GraphClient> = {
    resetInviteLink: () => {
      onReset()
      return Promise.resolve('https://chat.whatsapp.com/fresh')
    },
  }
  const transact = createTransact({
    db,
    clock: Date.now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const runner = createJobRunner({
    db,
    clock: Date.now,
    transact: (work) => {
      if (isFull) throw new Error('database or disk is full')
      return transact({ host: 'system', actor: 'groupkeeper' }, work)
    },
    graph: () => graph as GraphClient,
    graceMs: () => 60_000,
    log: pino(new Writable({ write: (chunk, _, done) => void (log.push(String(chunk)), done()) })),
  })
  return { runner, state: () => getJob(db, jobId).state }
}

test('a full disk stops the work until there is room, and not the thread', async () => {
  const { runner, state } = aRunner()
  isFull = true
  await runner.settle()
  expect(state()).toBe('queued')
  expect(log).toHaveLength(1)
  isFull = false
  await runner.settle()
  expect(state()).toBe('done')
  await runner.stop()
})

test('an answer that could not be written down leaves the outcome open', async () => {
  let resets = 0
  const { runner, state } = aRunner(() => {
    resets += 1
    isFull = true
  })
  await runner.settle()
  expect(state()).toBe('running')
  isFull = false
  await runner.settle()
  expect(state()).toBe('unknown')
  expect(resets).toBe(1)
  await runner.stop()
})
