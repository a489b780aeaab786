import { AppError } from '../../../shared/errors.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { segmentCalls } from '../../../shared/ipc/segment-calls.ts'
import { tierOfClass } from '../../core/segments/rfm.ts'
import { contactsBySeq } from '../../store/contact-row.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import {
  classRows,
  readComputedAt,
  readOwnThresholds,
  readThresholds,
  slippedContacts,
  tierMonths,
  tierMoves,
  writeOwnThresholds,
} from '../../store/segments/rfm-store.ts'
import {
  countContacts,
  countSegment,
  deleteSegment,
  getSegment,
  listSegments,
  saveSegment,
  segmentContacts,
} from '../../store/segments/segment-store.ts'
import { rfmClass } from '../../../shared/domain/segments.ts'
import {
  command,
  process,
  query,
  type CommandContext,
  type Handlers,
  type ProcessContext,
} from '../context.ts'
import { recomputeInPortions } from '../keep-rfm-fresh.ts'

type Names = Exclude<keyof typeof segmentCalls, `groupSegments.${string}`>

const sampleSize = 12
const monthsShown = 24
const slippedShown = 50

export const segmentHandlers: Handlers<Names> = {
  'segments.list': query(({ db }) => ({ segments: listSegments(db) })),
  'segments.get': query(({ db }, { segmentId }) => getSegment(db, segmentId)),
  'segments.count': query(({ db, now }, { segmentId }) => ({
    total: countSegment(db, getSegment(db, segmentId).conditions, now),
  })),
  'segments.contacts': query(({ db, now }, { segmentId, ...page }) =>
    segmentContacts(db, getSegment(db, segmentId).conditions, now, page),
  ),
  'segments.preview': query(({ db, now }, { conditions }) => ({
    total: countSegment(db, conditions, now),
    of: countContacts(db),
    sample: segmentContacts(db, conditions, now, { limit: sampleSize }).items,
  })),
  'segments.save': command((context, { segmentId, name, conditions }) => {
    const saved = saveSegment(context.db, context, { segmentId, name, conditions })
    context.audit({
      action: 'segments.saved',
      subjectKind: 'segment',
      subjectId: saved.id,
      data: { name },
    })
    context.changed(['segments'])
    return saved
  }),
  'segments.delete': command((context, { segmentId }) => {
    const { name } = getSegment(context.db, segmentId)
    deleteSegment(context.db, segmentId)
    context.audit({
      action: 'segments.deleted',
      subjectKind: 'segment',
      subjectId: segmentId,
      data: { name },
    })
    context.changed(['segments'])
    return { done: true }
  }),
  'rfm.get': query(({ db }) => overview(db)),
  'rfm.slipped': query(({ db }) => ({
    contacts: contactsBySeq(db, slippedContacts(db, slippedShown)),
  })),
  'rfm.recompute': process((context) =>
    rescore(context, (command) =>
      command.audit({ action: 'rfm.recomputed', subjectKind: 'workspace' }),
    ),
  ),
  'rfm.setThresholds': process((context, { thresholds }) => {
    return rescore(context, (command) => {
      writeOwnThresholds(command.db, thresholds)
      command.audit({
        action: 'rfm.thresholdsSet',
        subjectKind: 'workspace',
        data: { isOwn: thresholds !== null },
      })
    })
  }),
}

/** Works all scores out, with turns for others in between. */
async function rescore(
  context: ProcessContext,
  decide: (command: CommandContext) => void,
): Promise<CallOutput<'rfm.get'>> {
  context.transact(decide)
  await recomputeInPortions({
    db: context.read(({ db }) => db),
    now: context.now(),
    transact: (work) => context.transact(work),
    async breathe() {
      await new Promise((resolve) => setImmediate(resolve))
      if (context.signal.aborted)
        throw new AppError('cancelled', { message: 'Stopped. Work the scores out again.' })
    },
  })
  context.transact((command) => command.changed(['rfm', 'segments']))
  return context.read(({ db }) => overview(db))
}

/** Every class is named, also one that nobody is in. */
function overview(db: ReadableDatabase): CallOutput<'rfm.get'> {
  const found = new Map(classRows(db).map((row) => [row.class, row]))
  const classes = rfmClass.options.map(
    (name) =>
      found.get(name) ?? { class: name, tier: tierOfClass[name], contacts: 0, orders: 0, spent: 0 },
  )
  return {
    computedAt: readComputedAt(db),
    customers: classes.reduce((sum, row) => sum + row.contacts, 0),
    classes,
    thresholds: readThresholds(db),
    isOwnThresholds: readOwnThresholds(db) !== null,
    months: tierMonths(db, monthsShown),
    moves: tierMoves(db, monthsShown),
  }
}
