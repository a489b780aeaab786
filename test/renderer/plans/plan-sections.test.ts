import { describe, expect, it } from 'vitest'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import {
  linesOf,
  proposedSections,
  removalsAmong,
  stagedSections,
  stageOf,
} from '../../../renderer/features/plans/plan-sections.ts'
import { planActions } from '../helpers/fake-shop/plans.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'

const open = planActions.filter((action) => action.planId === fakeId('plan', 1))
const sample = open[0] as PlanAction

function anAction(rest: Partial<PlanAction>): PlanAction {
  return { ...sample, ...rest }
}

describe('proposed actions', () => {
  it('are grouped by kind and group, removals first', () => {
    expect(proposedSections(open).map(({ kind, actions }) => [kind, actions.length])).toEqual([
      ['remove_participant', 2],
      ['approve_join_request', 1],
      ['pin_message', 1],
      ['reset_invite_link', 1],
    ])
  })

  it('of two groups stay apart', () => {
    const two = [anAction({ id: 'a', groupId: 'g1' }), anAction({ id: 'b', groupId: 'g2' })]
    expect(proposedSections(two)).toHaveLength(2)
  })

  it('become lines: each heading followed by its actions', () => {
    expect(linesOf(proposedSections(open)).map((line) => line.type)).toEqual([
      'section',
      'action',
      'action',
      'section',
      'action',
      'section',
      'action',
      'section',
      'action',
    ])
  })

  it('count removals by hand as removals too', () => {
    const byHand = anAction({ kind: 'remove_participant', mode: 'by_hand' })
    expect(removalsAmong([...open, byHand])).toBe(3)
  })
})

describe('approved actions', () => {
  it.each([
    ['api', 'approved', 'waiting'],
    ['api', 'running', 'waiting'],
    ['api', 'awaiting_update', 'waiting'],
    ['api', 'done', 'done'],
    ['api', 'failed', 'failed'],
    ['api', 'unknown', 'unknown'],
    ['by_hand', 'approved', 'byHand'],
    ['by_hand', 'done', 'byHand'],
    ['by_hand', 'declined', 'declined'],
    ['by_hand', 'superseded', 'superseded'],
  ] as const)('%s and %s stand at %s', (mode, state, stage) => {
    expect(stageOf(anAction({ mode, state }))).toBe(stage)
  })

  it('show what needs the owner first', () => {
    const actions = (['done', 'approved', 'failed', 'unknown'] as const).map((state) =>
      anAction({ id: state, state }),
    )
    expect(stagedSections(actions).map((section) => section.stage)).toEqual([
      'unknown',
      'failed',
      'waiting',
      'done',
    ])
  })
})
