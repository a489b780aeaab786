import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createJobRunner } from '../../../electron/app/job-runner.ts'
import { newId } from '../../../electron/app/new-id.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import type { GraphClient } from '../../../electron/graph/graph-client.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { getJob, insertJob, setJob, type JobRow } from '../../../electron/store/job-store.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore

beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

/** Looks up a job of this kind; its group was found to be deleted meanwhile, unless it is there. */
async function settled(
  kind: string,
  state: JobRow['state'],
  given: { attempt?: number; isThere?: boolean } = {},
): Promise<JobRow> {
  const { db } = store
  const longAgo = Date.now() - 60_000
  const clock = { now: longAgo, newId: () => newId() }
  const groupId = insertGroup(db, clock, {
    kind: 'managed',
    state: given.isThere ? 'active' : 'deleted',
    remoteId: newId(),
    subject: 'Regulars',
  })
  const payload = { groupId, contactIds: [] }
  const jobId = insertJob(db, clock, { kind, groupId, payload })
  setJob(db, longAgo, jobId, {
    state: 'running',
    attempt: given.attempt,
    result: { linkBefore: 'before' },
  })
  setJob(db, longAgo, jobId, { state })
  const transact = createTransact({
    db,
    clock: Date.now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const runner = createJobRunner({
    db,
    clock: Date.now,
    transact: (work) => transact({ host: 'system', actor: 'groupkeeper' }, work),
    graph: () =>
      ({ getInviteLink: () => Promise.resolve('before') }) as Partial<GraphClient> as GraphClient,
    graceMs: () => 1000,
    log: pino({ level: 'silent' }),
  })
  await runner.settle()
  await runner.stop()
  return getJob(db, jobId)
}

test('a deletion that a look saw is done, though no update told of it', async () => {
  expect(await settled('group.delete', 'awaiting_update')).toMatchObject({ state: 'done' })
})

test('other work in a group that is gone has failed, and waits for nothing', async () => {
  for (const kind of ['participants.remove', 'invite_link.reset'])
    expect(await settled(kind, 'unknown')).toMatchObject({
      state: 'failed',
      error_code: 'group_gone',
    })
})

test('what does not happen however often it is asked for is left to the owner', async () => {
  const given = { attempt: 5, isThere: true }
  expect(await settled('invite_link.reset', 'unknown', given)).toMatchObject({
    state: 'failed',
    error_code: 'temporary_failure',
  })
})
