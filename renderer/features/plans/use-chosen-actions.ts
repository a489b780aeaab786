import { useMemo, useState } from 'react'
import type { PlanAction } from '../../../shared/domain/plans.ts'

export type ChoicePreset = 'all' | 'withoutRemovals' | 'none'

export interface ChosenActions {
  readonly ids: ReadonlySet<string>
  readonly hasRemovals: boolean
  /** The preset that the choice equals now, or null. */
  readonly preset: ChoicePreset | null
  readonly set: (ids: readonly string[], isChosen: boolean) => void
  readonly choosePreset: (preset: ChoicePreset) => void
}

const isRemoval = (action: PlanAction) => action.kind === 'remove_participant'

/** Which actions of an open plan are to be carried out. All of them, until the owner says otherwise. */
export function useChosenActions(actions: readonly PlanAction[]): ChosenActions {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  return useMemo(() => {
    const ids = new Set(actions.map((action) => action.id).filter((id) => !leftOut.has(id)))
    const removalIds = actions.filter(isRemoval).map((action) => action.id)
    const chosenRemovals = removalIds.filter((id) => ids.has(id)).length
    return {
      ids,
      hasRemovals: removalIds.length > 0 && removalIds.length < actions.length,
      preset: presetOf(actions.length, ids.size, removalIds.length, chosenRemovals),
      set: (changed, isChosen) => {
        const next = new Set(leftOut)
        for (const id of changed) {
          if (isChosen) next.delete(id)
          else next.add(id)
        }
        setLeftOut(next)
      },
      choosePreset: (preset) => {
        if (preset === 'all') setLeftOut(new Set())
        else if (preset === 'withoutRemovals') setLeftOut(new Set(removalIds))
        else setLeftOut(new Set(actions.map((action) => action.id)))
      },
    }
  }, [actions, leftOut])
}

function presetOf(
  total: number,
  chosen: number,
  removals: number,
  chosenRemovals: number,
): ChoicePreset | null {
  if (chosen === total) return 'all'
  if (chosen === 0) return 'none'
  return chosenRemovals === 0 && chosen === total - removals ? 'withoutRemovals' : null
}
