import type { PlanAction, PlanActionKind, PlanActionState } from '../../../shared/domain/plans.ts'

/** A line of the plan as it is drawn: the heading of a section, or one action in it. */
export type PlanLine =
  | { readonly type: 'section'; readonly section: PlanSection }
  | { readonly type: 'action'; readonly action: PlanAction }

export interface PlanSection {
  readonly key: string
  readonly kind: PlanActionKind | null
  readonly groupSubject: string | null
  /** Stage of the work, for a plan that has been approved. */
  readonly stage: PlanStage | null
  readonly actions: readonly PlanAction[]
}

export type PlanStage =
  'unknown' | 'failed' | 'byHand' | 'waiting' | 'done' | 'declined' | 'superseded'

/** What needs the owner comes first, what is over comes last. */
const stageOrder: readonly PlanStage[] = [
  'unknown',
  'failed',
  'byHand',
  'waiting',
  'done',
  'declined',
  'superseded',
]

const stageOfState: Readonly<Record<PlanActionState, PlanStage>> = {
  proposed: 'waiting',
  approved: 'waiting',
  running: 'waiting',
  awaiting_update: 'waiting',
  done: 'done',
  failed: 'failed',
  unknown: 'unknown',
  declined: 'declined',
  superseded: 'superseded',
}

/** Where an action stands, as the owner thinks of it. A ticked action stays on its checklist. */
export function stageOf(action: PlanAction): PlanStage {
  const isOnChecklist =
    action.mode === 'by_hand' && (action.state === 'approved' || action.state === 'done')
  return isOnChecklist ? 'byHand' : stageOfState[action.state]
}

function collect(
  actions: readonly PlanAction[],
  keyOf: (action: PlanAction) => Omit<PlanSection, 'actions'>,
): PlanSection[] {
  const sections = new Map<string, PlanSection & { actions: PlanAction[] }>()
  for (const action of actions) {
    const head = keyOf(action)
    const known = sections.get(head.key)
    if (known === undefined) sections.set(head.key, { ...head, actions: [action] })
    else known.actions.push(action)
  }
  return [...sections.values()]
}

/** Actions of an open plan by what is done and in which group; removals first. */
export function proposedSections(actions: readonly PlanAction[]): PlanSection[] {
  const sections = collect(actions, ({ kind, groupId, groupSubject }) => ({
    key: `${kind} ${groupId}`,
    kind,
    groupSubject,
    stage: null,
  }))
  const rank = ({ kind }: PlanSection) => (kind === 'remove_participant' ? 0 : 1)
  return sections.toSorted(
    (left, right) =>
      rank(left) - rank(right) || String(left.kind).localeCompare(String(right.kind)),
  )
}

/** Actions of an approved plan by where they stand; within a stage by kind and group. */
export function stagedSections(actions: readonly PlanAction[]): PlanSection[] {
  return stageOrder.flatMap((stage) =>
    collect(
      actions.filter((action) => stageOf(action) === stage),
      ({ kind, groupId, groupSubject }) => ({
        key: `${stage} ${kind} ${groupId}`,
        kind,
        groupSubject,
        stage,
      }),
    ),
  )
}

/** Sections as a flat run of lines, for a virtual list. */
export function linesOf(sections: readonly PlanSection[]): PlanLine[] {
  return sections.flatMap((section) => [
    { type: 'section', section } as const,
    ...section.actions.map((action) => ({ type: 'action', action }) as const),
  ])
}

/** Removals among actions; the owner types this number before they are approved. */
export function removalsAmong(actions: readonly PlanAction[]): number {
  return actions.filter((action) => action.kind === 'remove_participant').length
}
