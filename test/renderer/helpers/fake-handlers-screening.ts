import { AppError } from '../../../shared/errors.ts'
import type { screeningCalls } from '../../../shared/ipc/screening-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import type { FakeState } from './fake-state.ts'
import { shopNow } from './fake-shop/basics.ts'

function personOf(state: FakeState, contactId: string) {
  const person = state.screened.find((one) => one.contactId === contactId)
  if (!person) throw new AppError('not_found', { field: 'contactId' })
  return person
}

function countOf(state: FakeState, verdict: string): number {
  return state.screened.filter((person) => person.verdict === verdict).length
}

export const fakeScreeningHandlers: Pick<FakeHandlers, keyof typeof screeningCalls> = {
  'screening.get': ({ contactId }, state) => personOf(state, contactId),
  'screening.queue': (input, state) => ({
    items: state.screened.filter(
      (person) =>
        person.verdict === input.verdict &&
        (input.isJoining !== true || person.joining.length > 0) &&
        (input.check === undefined ||
          person.results.some((one) => one.check === input.check && one.outcome === 'bad')),
    ),
    nextCursor: null,
  }),
  'screening.summary': (_, state) => ({
    trusted: countOf(state, 'trusted'),
    toCheck: countOf(state, 'to_check'),
    rejected: countOf(state, 'rejected'),
    notScreened: countOf(state, 'not_screened'),
    due: 0,
    blockListed: state.blockList.length,
  }),
  'screening.decide': (input, state) => {
    const about = state.screened.filter((person) =>
      input.contactIds
        ? input.contactIds.includes(person.contactId)
        : input.filter?.verdict === undefined || person.verdict === input.filter.verdict,
    )
    const changed = about.filter(
      (person) => (person.decision?.verdict ?? 'checks') !== input.verdict,
    )
    const counted = { matched: about.length, changed: changed.length }
    if (input.dryRun) return counted
    if (input.filter && input.confirmedCount !== about.length)
      throw new AppError('confirmation_required', { params: { count: about.length } })
    for (const person of about) {
      const { verdict, note } = input
      const decision = { id: state.newId(), verdict, note, decidedBy: 'owner', at: shopNow }
      person.decisions.unshift(decision)
      person.decision = verdict === 'checks' ? null : decision
      person.verdict = verdict === 'checks' ? (person.checksVerdict ?? 'not_screened') : verdict
    }
    return counted
  },
  'screening.addEvidence': (input, state) => {
    const { contactId, kind, place, note } = input
    const item = {
      id: state.newId(),
      kind,
      place,
      note,
      recordedBy: 'owner',
      at: shopNow,
      withdrawnAt: null,
    }
    personOf(state, contactId).evidence.unshift(item)
    return item
  },
  'screening.withdrawEvidence': ({ evidenceId }, state) => {
    for (const person of state.screened)
      for (const item of person.evidence) if (item.id === evidenceId) item.withdrawnAt = shopNow
    return { done: true }
  },
  'screening.run': (_, state) => {
    const fresh = state.screened.filter((person) => person.verdict === 'not_screened')
    for (const person of fresh) Object.assign(person, { verdict: 'to_check', score: 0 })
    return {
      screened: fresh.length,
      changed: fresh.length,
      trusted: 0,
      toCheck: fresh.length,
      rejected: 0,
    }
  },
  'screening.settings': (_, state) => state.screeningSettings,
  'screening.saveSettings': (input, state) => (state.screeningSettings = input),
  'screening.previewSettings': (input, state) => {
    const isSame = JSON.stringify(input) === JSON.stringify(state.screeningSettings)
    return {
      looked: 1000,
      total: 52_000,
      changed: isSame ? 0 : 38,
      changes: isSame ? [] : [{ from: 'to_check', to: 'trusted', count: 38 }],
      trusted: 612,
      toCheck: 371,
      rejected: 17,
    }
  },
  'blockList.import': () => ({
    rows: 3,
    added: 1,
    updated: 0,
    contacts: 1,
    rejected: [
      { line: 2, column: 'number', reason: 'number_invalid' },
      { line: 4, column: 'number', reason: 'duplicate' },
    ],
    rejectedTotal: 2,
  }),
  'blockList.list': (_, state) => ({
    items: state.blockList,
    nextCursor: null,
    total: state.blockList.length,
  }),
  'blockList.remove': ({ entryId }, state) => {
    state.blockList = state.blockList.filter((entry) => entry.entryId !== entryId)
    return { done: true }
  },
}
