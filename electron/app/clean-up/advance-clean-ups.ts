import { binDays } from '../../../shared/domain/clean-up.ts'
import { assertNever } from '../../../shared/errors.ts'
import { announcementDue, dayMs, nextStep } from '../../core/clean-up/next-step.ts'
import { binPortion, lastBinned, restorePortion } from '../../store/bin-store.ts'
import { countMatched } from '../../store/clean-up-preview.ts'
import {
  announcedRunOf,
  getCleanUpRun,
  getRunStanding,
  insertCleanUpRun,
  listCleanUpRules,
  liveCleanUpRuns,
  patchCleanUpRun,
  setNextRun,
} from '../../store/clean-up-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { compactSearch, erasePortion } from '../../store/erase-contacts.ts'
import { forgetLeftovers } from '../../store/leftover-index.ts'
import { one } from '../../store/statement.ts'
import type { CleanUpCriteria } from '../../../shared/domain/clean-up.ts'
import type { CommandContext } from '../context.ts'

/** What a clean-up needs of whoever runs it: transactions, and leave to let others in between. */
export interface CleanUpHost {
  read<T>(reader: (db: ReadableDatabase, now: number) => T): T
  transact<T>(work: (context: CommandContext) => T): T
  /** Lets calls and updates in between two portions; throws when the work is to stop. */
  breathe(): Promise<void>
  readonly portions: Portions
}

/** How many contacts one transaction looks at, brings back, or erases. */
export interface Portions {
  readonly look: number
  readonly restore: number
  readonly erase: number
}

/** Each takes a fraction of a second. */
export const usualPortions: Portions = { look: 2_000, restore: 1_000, erase: 50 }

/** Announces what is due, and takes every clean-up as far as its time has come. */
export async function advanceCleanUps(host: CleanUpHost): Promise<void> {
  await announceDueRules(host)
  for (const runId of host.read((db) => liveCleanUpRuns(db))) await advanceCleanUp(host, runId)
}

/**
 * Takes one clean-up as far as its time has come. What is done stands on disk after each portion, and
 * the next portion is worked out from there, so that it can stop at any line and be begun again.
 */
export async function advanceCleanUp(host: CleanUpHost, runId: string): Promise<void> {
  let after = host.read((db) => lastBinned(db, runId))
  for (;;) {
    const step = host.read((db, now) => nextStep(getRunStanding(db, runId), now))
    if (step === 'wait') return
    after = await takeStep(host, runId, step, after)
    await host.breathe()
  }
}

async function takeStep(
  host: CleanUpHost,
  runId: string,
  step: 'bin' | 'purge' | 'restore' | 'end',
  after: number,
): Promise<number> {
  switch (step) {
    case 'bin':
      return host.transact((context) => bin(context, runId, after, host.portions.look))
    case 'purge':
      host.transact((context) => purge(context, runId, host.portions.erase))
      return after
    case 'restore':
      host.transact((context) => restorePortion(context.db, runId, host.portions.restore))
      return after
    case 'end':
      if (host.read((db) => getRunStanding(db, runId)).state === 'in_bin') await compact(host)
      host.transact((context) => end(context, runId))
      return after
    default:
      return assertNever(step, 'step')
  }
}

/** Once for each stage and not for each portion: the screens' figures cost a look at every contact. */
function noteChange(context: CommandContext): void {
  context.changed(['cleanUp', 'contacts', 'members', 'overview'])
}

function bin(context: CommandContext, runId: string, after: number, width: number): number {
  const run = getRunStanding(context.db, runId)
  const { upTo, isLast } = binPortion(context.db, run, after, width, context.now)
  if (!isLast) return upTo
  const { inBin, restored } = getCleanUpRun(context.db, runId)
  const contacts = inBin + restored
  patchCleanUpRun(context.db, runId, {
    state: contacts === 0 ? 'finished' : 'in_bin',
    contacts,
    purgeAt: context.now + binDays * dayMs,
    endedAt: contacts === 0 ? context.now : undefined,
  })
  context.audit({
    action: 'cleanUp.binned',
    subjectKind: 'clean_up',
    subjectId: runId,
    data: { contacts, action: run.action, ruleId: run.ruleId },
  })
  noteChange(context)
  return upTo
}

function purge(context: CommandContext, runId: string, limit: number): void {
  const run = getRunStanding(context.db, runId)
  const { records } = erasePortion(context.db, run, limit, context.now)
  patchCleanUpRun(context.db, runId, { erasedRecords: records })
}

/** Words of the erased stay in the search index until its parts are put together. */
async function compact(host: CleanUpHost): Promise<void> {
  let isFirst = true
  while (host.transact((context) => compactSearch(context.db, isFirst))) {
    isFirst = false
    await host.breathe()
  }
}

function end(context: CommandContext, runId: string): void {
  const run = getRunStanding(context.db, runId)
  const isPurged = run.state === 'in_bin'
  const isEmpty = run.contacts === run.restored
  patchCleanUpRun(context.db, runId, {
    state: !isPurged ? run.state : isEmpty ? 'undone' : 'finished',
    endedAt: context.now,
  })
  if (isPurged) forgetLeftovers(context.db)
  if (isPurged && !isEmpty)
    context.audit({
      action: 'cleanUp.purged',
      subjectKind: 'clean_up',
      subjectId: runId,
      data: { contacts: run.contacts - run.restored, action: run.action, ruleId: run.ruleId },
    })
  noteChange(context)
}

async function announceDueRules(host: CleanUpHost): Promise<void> {
  const due = host.read((db, now) =>
    listCleanUpRules(db).flatMap((rule) => {
      const binAt = announcementDue(rule, now)
      return binAt === null || announcedRunOf(db, rule.id) ? [] : [{ rule, binAt }]
    }),
  )
  for (const { rule, binAt } of due) {
    const expected = await countInPortions(host, rule.criteria, binAt)
    host.transact((context) => {
      // a rule that was altered or deleted while it was counted is looked at again the next time
      const now = listCleanUpRules(context.db).find((other) => other.id === rule.id)
      if (!now || now.nextRunAt !== rule.nextRunAt || now.everyDays === null) return
      setNextRun(context.db, rule.id, binAt + now.everyDays * dayMs)
      if (expected > 0) announce(context, { rule: now, binAt, expected })
      noteChange(context)
    })
  }
}

function announce(
  context: CommandContext,
  what: {
    readonly rule: Parameters<typeof insertCleanUpRun>[2]['rule']
    readonly binAt: number
    readonly expected: number
  },
): void {
  const { rule, binAt, expected } = what
  const runId = insertCleanUpRun(context.db, context, {
    rule,
    expected,
    runBy: context.caller.actor,
    binAt,
    purgeAt: binAt + binDays * dayMs,
  })
  context.audit({
    action: 'cleanUp.announced',
    subjectKind: 'clean_up',
    subjectId: runId,
    data: { contacts: expected, ruleId: rule.id, binAt },
  })
  context.notify({ kind: 'clean_up', count: expected, groupId: null })
}

/** Whom a rule is about now, counted a piece at a time so that nobody waits for it. */
export async function countInPortions(
  host: CleanUpHost,
  criteria: CleanUpCriteria,
  at: number,
): Promise<number> {
  const last = host.read(
    (db) => one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM contact')!.seq ?? 0,
  )
  let total = 0
  for (let after = 0; after < last; after += host.portions.look) {
    total += host.read((db) =>
      countMatched(db, criteria, at, { after, upTo: after + host.portions.look }),
    )
    await host.breathe()
  }
  return total
}
