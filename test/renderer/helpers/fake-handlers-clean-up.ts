import {
  binDays,
  type BinnedContact,
  type CleanUpContact,
  type CleanUpPreview,
  type CleanUpRule,
  type CleanUpRun,
} from '../../../shared/domain/clean-up.ts'
import { AppError } from '../../../shared/errors.ts'
import type { cleanUpCalls } from '../../../shared/ipc/clean-up-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import { dayMs, fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import type { FakeState } from './fake-state.ts'

interface CleanUpState {
  rules: CleanUpRule[]
  runs: CleanUpRun[]
  bin: BinnedContact[]
}

const states = new WeakMap<FakeState, CleanUpState>()

/** What the fake shop remembers of clean-ups; a test may fill it before a screen is drawn. */
export function cleanUpState(state: FakeState): CleanUpState {
  const known = states.get(state)
  if (known) return known
  const made: CleanUpState = { rules: [oldCustomers], runs: [], bin: [] }
  states.set(state, made)
  return made
}

export const oldCustomers: CleanUpRule = {
  id: fakeId('ruleSet', 900),
  name: 'Old customers',
  criteria: {
    inactiveMonths: 24,
    isUndeliverable: false,
    hasNeverAgreed: false,
    hasNoPurpose: true,
    isDuplicate: false,
    match: 'any',
    keepOrdersMonths: 24,
    keepGroupMembers: true,
    keepTrusted: true,
    keepTagIds: [],
  },
  action: 'anonymise',
  everyDays: null,
  nextRunAt: null,
  lastRunAt: null,
}

function person(index: number, name: string): CleanUpContact {
  return {
    contactId: fakeId('contact', 900 + index),
    name,
    maskedNumber: `+1 202 ···· 01${50 + index}`,
    optIn: 'unknown',
    orderCount: index % 2,
    lastSeenAt: index === 0 ? null : shopNow - (800 + index) * dayMs,
    createdAt: shopNow - 1000 * dayMs,
  }
}

const gone = [person(0, 'Ingrid Falk'), person(1, '陆文静'), person(2, 'Theo Marsh')]

export const fakePreview: CleanUpPreview = {
  total: 1204,
  matched: 3,
  reasons: [
    { reason: 'no_purpose_left', contacts: 1 },
    { reason: 'inactive', contacts: 3 },
  ],
  examples: gone.map((contact, index) => ({
    ...contact,
    reasons: index === 0 ? ['no_purpose_left', 'inactive'] : ['inactive'],
  })),
  kept: [{ reason: 'group_member', contacts: 41 }],
  keptExamples: [{ ...person(3, 'Nora Vance'), reason: 'group_member' }],
  optedOut: 1,
}

export function fakeRun(patch: Partial<CleanUpRun> = {}): CleanUpRun {
  return {
    id: fakeId('plan', 900),
    ruleId: oldCustomers.id,
    ruleName: oldCustomers.name,
    action: 'anonymise',
    state: 'in_bin',
    contacts: 3,
    restored: 0,
    inBin: 3,
    isScheduled: false,
    runBy: 'owner',
    createdAt: shopNow,
    binAt: shopNow,
    purgeAt: shopNow + binDays * dayMs,
    endedAt: null,
    ...patch,
  }
}

export function binOf(run: CleanUpRun): BinnedContact[] {
  return gone.map((contact) => ({
    ...contact,
    runId: run.id,
    ruleName: run.ruleName,
    action: run.action,
    reason: 'inactive',
    binnedAt: run.binAt,
    purgeAt: run.purgeAt,
    groups: 0,
  }))
}

function runOf(kept: CleanUpState, runId: string): CleanUpRun {
  const run = kept.runs.find(({ id }) => id === runId)
  if (!run) throw new AppError('not_found', { field: 'runId' })
  return run
}

function replaceRun(kept: CleanUpState, run: CleanUpRun): CleanUpRun {
  kept.runs = kept.runs.map((other) => (other.id === run.id ? run : other))
  return run
}

/** Answers of the calls that are about what is no longer needed. */
export const fakeCleanUpHandlers: Pick<FakeHandlers, keyof typeof cleanUpCalls> = {
  'cleanUp.listRules': (_input, state) => ({ rules: cleanUpState(state).rules }),
  'cleanUp.saveRule': (input, state) => {
    const kept = cleanUpState(state)
    if (kept.rules.some((rule) => rule.name === input.name && rule.id !== input.ruleId))
      throw new AppError('conflict', { field: 'name' })
    const { ruleId, ...rest } = input
    const rule: CleanUpRule = {
      ...rest,
      id: ruleId ?? state.newId(),
      nextRunAt: input.everyDays === null ? null : shopNow + input.everyDays * dayMs,
      lastRunAt: null,
    }
    kept.rules = [...kept.rules.filter(({ id }) => id !== rule.id), rule]
    return rule
  },
  'cleanUp.deleteRule': ({ ruleId }, state) => {
    const kept = cleanUpState(state)
    kept.rules = kept.rules.filter(({ id }) => id !== ruleId)
    return { done: true }
  },
  'cleanUp.preview': () => fakePreview,
  'cleanUp.run': ({ ruleId, confirmedContacts }, state) => {
    if (confirmedContacts !== fakePreview.matched) throw new AppError('confirmation_required')
    const kept = cleanUpState(state)
    const run = fakeRun({ id: state.newId(), ruleId })
    kept.runs = [run, ...kept.runs]
    kept.bin = binOf(run)
    return run
  },
  'cleanUp.cancelRun': ({ runId }, state) => {
    const kept = cleanUpState(state)
    return replaceRun(kept, { ...runOf(kept, runId), state: 'cancelled', endedAt: shopNow })
  },
  'cleanUp.listRuns': (input, state) => pageOfItems(cleanUpState(state).runs, input),
  'cleanUp.bin': (input, state) => pageOfItems(cleanUpState(state).bin, input),
  'cleanUp.restore': ({ runId, contactIds }, state) => {
    const kept = cleanUpState(state)
    const back = kept.bin.filter(
      (contact) => contact.runId === runId || contactIds?.includes(contact.contactId) === true,
    )
    kept.bin = kept.bin.filter((contact) => !back.includes(contact))
    kept.runs = kept.runs.map((run) => {
      const inBin = kept.bin.filter((contact) => contact.runId === run.id).length
      return { ...run, inBin, restored: run.contacts - inBin, state: inBin ? run.state : 'undone' }
    })
    return { contacts: back.length }
  },
  'cleanUp.purgeNow': ({ runId }, state) => {
    const kept = cleanUpState(state)
    kept.bin = kept.bin.filter((contact) => contact.runId !== runId)
    return replaceRun(kept, { ...runOf(kept, runId), state: 'finished', inBin: 0 })
  },
  'cleanUp.exposure': (_input, state) => ({
    contacts: 1204,
    numbers: 1198,
    messages: 8120,
    orders: 2304,
    notes: 77,
    inBin: cleanUpState(state).bin.length,
    needed: [
      { reason: 'group_member', contacts: 410 },
      { reason: 'agreed', contacts: 502 },
      { reason: 'customer', contacts: 120 },
      { reason: 'in_touch', contacts: 22 },
    ],
    notNeeded: [
      { reason: 'said_no', contacts: 40 },
      { reason: 'undeliverable', contacts: 30 },
      { reason: 'inactive', contacts: 80 },
    ],
    savedContacts: 212,
    savedRecords: 1840,
  }),
}
