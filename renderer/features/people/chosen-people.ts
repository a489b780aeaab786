import { useMemo, useState } from 'react'
import type { Contact, ContactFilter } from '../../../shared/domain/contacts.ts'
import type { CallInput } from '../../../shared/ipc/contract.ts'

export type ContactTarget = CallInput<'tags.assign'>['target']

/** Most people that can be named one by one in a call (`contactTarget`). */
export const namedLimit = 10_000

const nobody: ReadonlySet<string> = new Set()

/** Who is chosen: some of those loaded, or all that the filter matches, loaded or not. */
export function useChosenPeople(
  people: readonly Contact[],
  filter: ContactFilter,
  total: number | null,
) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(nobody)
  // The filter that all were chosen by: with another one, nobody is chosen.
  const [allOf, setAllOf] = useState<string | null>(null)
  const filterKey = JSON.stringify(filter)
  const isAll = allOf === filterKey
  const selected = useMemo(
    () => (isAll ? new Set(people.map((person) => person.id)) : chosen),
    [isAll, people, chosen],
  )
  const choose = (next: ReadonlySet<string>) => {
    setAllOf(null)
    setChosen(next)
  }
  return {
    selected,
    choose,
    clear: () => choose(nobody),
    isAll,
    chooseAll: () => {
      setAllOf(filterKey)
      setChosen(nobody)
    },
    count: isAll ? (total ?? people.length) : chosen.size,
    target: (isAll ? { filter } : { contactIds: [...chosen] }) satisfies ContactTarget,
  }
}

export type ChosenPeople = ReturnType<typeof useChosenPeople>
