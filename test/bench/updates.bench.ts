import { Worker } from 'node:worker_threads'
import { createIntake } from '../../electron/app/ingest/intake.ts'
import { ingestUpdates } from '../../electron/app/ingest/ingest-updates.ts'
import { createTransact } from '../../electron/app/transact.ts'
import type { CommandContext } from '../../electron/app/context.ts'
import { upsertContact } from '../../electron/store/contact-store.ts'
import {
  freezeRecipients,
  insertAnnouncement,
  insertDelivery,
  setDelivery,
} from '../../electron/store/announcement-store.ts'
import { insertGroup } from '../../electron/store/group-store.ts'
import { addParticipant } from '../../electron/store/member-store.ts'
import { one } from '../../electron/store/statement.ts'
import { createUpdateReceiver } from '../../electron/updates/update-receiver.ts'
import { openTestStore, type TestStore } from '../helpers/test-store.ts'
import { median, rounded, type BenchLine } from './bench-line.ts'
import { startRawReceiver } from './raw-receiver.ts'
import {
  benchSecret,
  makeBodies,
  type ShopGroup,
  type SignedBody,
  type UpdateShop,
} from './update-bodies.ts'

const groupCount = 200
const membersPerGroup = 8
const perBody = 500
const rounds = 3
/** A post for every update is far slower, so fewer of them tell as much. */
const singleShare = 0.1
const lanes = 4

/**
 * Signed updates per second from the socket to the commit, on the encrypted store, with receiver and
 * ingest in one thread as they are in the writer. The baseline takes the same bodies from the same
 * sender and keeps them raw in a plain SQLite file.
 */
export async function benchUpdates({ rows }: { readonly rows: number }): Promise<BenchLine[]> {
  const store = openTestStore()
  try {
    const transact = createTransact({
      db: store.db,
      clock: Date.now,
      emit: () => undefined,
      jobsAdded: () => undefined,
    })
    const caller = { host: 'system', actor: 'whatsapp' } as const
    const shop = transact(caller, fillShop)
    const receiver = createUpdateReceiver({
      port: 0,
      appSecret: () => benchSecret,
      verifyToken: 'fictional',
      onBody: createIntake((updates) => {
        transact(caller, (context) => ingestUpdates(context, updates))
      }),
    })
    const { url } = await receiver.listen()
    const raw = await startRawReceiver(store.directory)
    try {
      const sides = { ours: url, baseline: raw.url }
      const singles = Math.max(1, Math.round(rows * singleShare))
      const batched = await measure(sides, 'updates.ingest', (round) =>
        makeBodies(shop, { count: rows, perBody, round }),
      )
      const single = await measure(sides, 'updates.ingest.single', (round) =>
        makeBodies(shop, { count: singles, perBody: 1, round: rounds + round }),
      )
      checkTaken(store, rounds * (rows + singles))
      return [
        { ...batched, rows },
        { ...single, rows: singles },
      ].map((line) => toLine(line))
    } finally {
      await receiver.close()
      await raw.close()
    }
  } finally {
    store.close()
  }
}

interface Measured {
  readonly bench: string
  readonly ours: readonly number[]
  readonly baseline: readonly number[]
}

async function measure(
  sides: { readonly ours: string; readonly baseline: string },
  bench: string,
  bodiesOf: (round: number) => SignedBody[],
): Promise<Measured> {
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const bodies = bodiesOf(round)
    const isFirst = round % 2 === 0
    if (isFirst) ours.push(await postAll(sides.ours, bodies))
    baseline.push(await postAll(sides.baseline, bodies))
    if (!isFirst) ours.push(await postAll(sides.ours, bodies))
  }
  return { bench, ours, baseline }
}

/** Milliseconds from the first byte to the last answer. */
function postAll(url: string, bodies: readonly SignedBody[]): Promise<number> {
  const worker = new Worker(new URL('./post-bodies.worker.ts', import.meta.url), {
    workerData: { url, bodies, lanes },
  })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    let start = performance.now()
    worker.on('message', (message: string) => {
      if (message === 'begin') start = performance.now()
      else resolve(performance.now() - start)
    })
  })
}

function toLine({ bench, ours, baseline, rows }: Measured & { readonly rows: number }): BenchLine {
  return {
    bench,
    figure: Math.round((rows * 1000) / median(ours)),
    unit: 'updates/s',
    baseline: Math.round((rows * 1000) / median(baseline)),
    ratio: rounded(median(ours.map((ms, round) => ms / (baseline[round] ?? NaN)))),
    rows,
  }
}

/** A figure counts only if nothing was left out. */
function checkTaken({ db }: TestStore, wanted: number): void {
  const { n } = one<{ n: number }>(db, 'SELECT count(*) AS n FROM inbound_update')!
  const { unknown } = one<{ unknown: number }>(
    db,
    `SELECT count(*) AS unknown FROM inbound_update WHERE state='unknown'`,
  )!
  if (n !== wanted || unknown > 0)
    throw new Error(`${n} of ${wanted} updates were taken, ${unknown} of them not understood`)
}

function fillShop(context: CommandContext): UpdateShop {
  const announcementId = insertAnnouncement(context.db, context, {
    source: 'owner',
    text: 'The first peonies are in.',
    templateId: null,
    variables: {},
    pinDays: null,
    sendAt: context.now,
    createdBy: 'owner',
  })
  const groups = Array.from({ length: groupCount }, (_, index) =>
    fillGroup(context, announcementId, index),
  )
  return { groups }
}

function fillGroup(context: CommandContext, announcementId: string, index: number): ShopGroup {
  const remoteId = Buffer.from(`capi_group:bench:${index}`).toString('base64url')
  const groupId = insertGroup(context.db, context, {
    kind: 'managed',
    state: 'active',
    remoteId,
    subject: `Group ${index}`,
  })
  const members = Array.from(
    { length: membersPerGroup },
    (_, seat) => `1555${String(2_000_000 + index * membersPerGroup + seat)}`,
  )
  for (const waId of members) {
    const contactId = upsertContact(context.db, context, { waId })
    addParticipant(context.db, context, { groupId, contactId, source: 'sync', joinedAt: null })
  }
  const deliveryId = insertDelivery(context.db, context, {
    announcementId,
    groupId,
    state: 'sending',
    hasPin: false,
  })
  setDelivery(context.db, deliveryId, {
    state: 'sent',
    wamid: `wamid.${deliveryId}`,
    sentAt: context.now,
  })
  freezeRecipients(context.db, deliveryId, groupId)
  return { remoteId, deliveryId, members }
}
