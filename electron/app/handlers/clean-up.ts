import { AppError } from '../../../shared/errors.ts'
import { binDays } from '../../../shared/domain/clean-up.ts'
import type { cleanUpCalls } from '../../../shared/ipc/clean-up-calls.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { dayMs, scheduleAfterSave } from '../../core/clean-up/next-step.ts'
import { listBin, restoreContact } from '../../store/bin-store.ts'
import { previewCleanUp } from '../../store/clean-up-preview.ts'
import {
  announcedRunOf,
  deleteCleanUpRule,
  getCleanUpRule,
  getCleanUpRun,
  insertCleanUpRun,
  listCleanUpRules,
  listCleanUpRuns,
  patchCleanUpRun,
  writeCleanUpRule,
  type StoredRun,
} from '../../store/clean-up-store.ts'
import { readExposure } from '../../store/exposure-store.ts'
import {
  advanceCleanUp,
  countInPortions,
  usualPortions,
  type CleanUpHost,
} from '../clean-up/advance-clean-ups.ts'
import {
  command,
  process,
  query,
  type CommandContext,
  type Handlers,
  type ProcessContext,
} from '../context.ts'

const domains = ['cleanUp', 'contacts', 'members', 'overview']

export const cleanUpHandlers: Handlers<keyof typeof cleanUpCalls> = {
  'cleanUp.listRules': query(({ db }) => ({ rules: listCleanUpRules(db) })),
  'cleanUp.saveRule': command(saveRule),
  'cleanUp.deleteRule': command((context, { ruleId }) => {
    getCleanUpRule(context.db, ruleId)
    callOff(context, ruleId)
    deleteCleanUpRule(context.db, ruleId)
    context.audit({
      action: 'cleanUp.ruleDeleted',
      subjectKind: 'clean_up_rule',
      subjectId: ruleId,
    })
    context.changed(['cleanUp', 'overview'])
    return { done: true }
  }),
  'cleanUp.preview': query(({ db, now }, { criteria }) => previewCleanUp(db, criteria, now)),
  'cleanUp.run': process(runNow),
  'cleanUp.cancelRun': command((context, { runId }) => {
    const run = getCleanUpRun(context.db, runId)
    if (run.state !== 'announced' || run.binAt <= context.now)
      throw new AppError('conflict', {
        field: 'runId',
        message: 'This clean-up is not announced any more. Bring its contacts back instead.',
      })
    cancelRun(context, run)
    return getCleanUpRun(context.db, runId)
  }),
  'cleanUp.listRuns': query(({ db }, input) => listCleanUpRuns(db, input)),
  'cleanUp.bin': query(({ db }, input) => listBin(db, input)),
  'cleanUp.restore': process(restore),
  'cleanUp.purgeNow': process(purgeNow),
  'cleanUp.exposure': query(({ db, now }) => readExposure(db, now)),
}

function saveRule(
  context: CommandContext,
  input: ParsedInput<'cleanUp.saveRule'>,
): CallOutput<'cleanUp.saveRule'> {
  const before = input.ruleId === undefined ? null : getCleanUpRule(context.db, input.ruleId)
  const ruleId = before?.id ?? context.newId()
  // what is announced was counted by the rule as it was
  if (before) callOff(context, ruleId)
  writeCleanUpRule(context.db, context, {
    id: ruleId,
    name: input.name,
    criteria: input.criteria,
    action: input.action,
    everyDays: input.everyDays,
    nextRunAt: scheduleAfterSave(before, input.everyDays, context.now),
  })
  context.audit({
    action: 'cleanUp.ruleSaved',
    subjectKind: 'clean_up_rule',
    subjectId: ruleId,
    data: { criteria: input.criteria, action: input.action, everyDays: input.everyDays },
  })
  context.changed(['cleanUp', 'overview'])
  return getCleanUpRule(context.db, ruleId)
}

function callOff(context: CommandContext, ruleId: string): void {
  const announced = announcedRunOf(context.db, ruleId)
  if (announced && announced.binAt > context.now) cancelRun(context, announced)
}

function cancelRun(context: CommandContext, run: StoredRun): void {
  patchCleanUpRun(context.db, run.id, { state: 'cancelled', endedAt: context.now })
  context.audit({
    action: 'cleanUp.cancelled',
    subjectKind: 'clean_up',
    subjectId: run.id,
    data: { ruleId: run.ruleId },
  })
  context.changed(['cleanUp', 'overview'])
}

function hostOf(context: ProcessContext): CleanUpHost {
  return {
    read: (reader) => context.read(({ db, now }) => reader(db, now)),
    transact: (work) => context.transact(work),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    portions: usualPortions,
  }
}

async function runNow(
  context: ProcessContext,
  { ruleId, confirmedContacts }: ParsedInput<'cleanUp.run'>,
): Promise<CallOutput<'cleanUp.run'>> {
  const host = hostOf(context)
  const rule = context.read(({ db }) => getCleanUpRule(db, ruleId))
  const matched = await countInPortions(host, rule.criteria, context.now())
  requireNumber(matched, confirmedContacts)
  const runId = context.transact((inside) => {
    const run = insertCleanUpRun(inside.db, inside, {
      rule,
      expected: matched,
      runBy: inside.caller.actor,
      binAt: inside.now,
      purgeAt: inside.now + binDays * dayMs,
    })
    inside.audit({
      action: 'cleanUp.approved',
      subjectKind: 'clean_up',
      subjectId: run,
      data: { contacts: matched, ruleId, action: rule.action },
    })
    inside.changed(domains)
    return run
  })
  await advanceCleanUp(host, runId)
  return context.read(({ db }) => getCleanUpRun(db, runId))
}

/** @throws AppError `confirmation_required` when the number is not the one that stands now. */
function requireNumber(actual: number, confirmed: number): void {
  if (actual !== confirmed)
    throw new AppError('confirmation_required', {
      field: 'confirmedContacts',
      message:
        'The number is another one by now. Look at the dry run again and confirm its number.',
      params: { count: actual },
    })
}

async function restore(
  context: ProcessContext,
  { runId, contactIds }: ParsedInput<'cleanUp.restore'>,
): Promise<CallOutput<'cleanUp.restore'>> {
  if (contactIds !== undefined)
    return { contacts: context.transact((inside) => restoreChosen(inside, contactIds)) }
  if (runId === undefined) return { contacts: 0 }
  const contacts = context.transact((inside) => {
    const run = requireBin(inside, runId)
    // said first and done then: what dies in between is taken up again as something to bring back
    patchCleanUpRun(inside.db, runId, { state: 'undone' })
    inside.audit({
      action: 'cleanUp.undone',
      subjectKind: 'clean_up',
      subjectId: runId,
      data: { contacts: run.inBin },
    })
    inside.changed(domains)
    return run.inBin
  })
  await advanceCleanUp(hostOf(context), runId)
  return { contacts }
}

function restoreChosen(context: CommandContext, contactIds: readonly string[]): number {
  const restored = contactIds.filter((contactId) => restoreContact(context.db, contactId))
  if (restored.length === 0)
    throw new AppError('not_found', {
      field: 'contactIds',
      message: 'None of these contacts is in the bin any more.',
    })
  context.audit({
    action: 'cleanUp.restored',
    subjectKind: 'clean_up',
    data: { contactIds: restored },
  })
  context.changed(domains)
  return restored.length
}

/** @throws AppError `conflict` when the bin of this clean-up is empty, or being emptied. */
function requireBin(context: CommandContext, runId: string): StoredRun {
  const run = getCleanUpRun(context.db, runId)
  if (run.state !== 'in_bin' || run.purgeAt <= context.now || run.inBin === 0)
    throw new AppError('conflict', {
      field: 'runId',
      message: 'Nothing of this clean-up is in the bin any more.',
    })
  return run
}

async function purgeNow(
  context: ProcessContext,
  { runId, confirmedContacts }: ParsedInput<'cleanUp.purgeNow'>,
): Promise<CallOutput<'cleanUp.purgeNow'>> {
  context.transact((inside) => {
    const run = requireBin(inside, runId)
    requireNumber(run.inBin, confirmedContacts)
    patchCleanUpRun(inside.db, runId, { purgeAt: inside.now })
    inside.audit({
      action: 'cleanUp.purgeOrdered',
      subjectKind: 'clean_up',
      subjectId: runId,
      data: { contacts: run.inBin },
    })
    inside.changed(domains)
  })
  await advanceCleanUp(hostOf(context), runId)
  return context.read(({ db }) => getCleanUpRun(db, runId))
}
