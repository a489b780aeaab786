import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type {
  ImportField,
  ImportMapping,
  ImportOptions,
} from '../../../shared/domain/contact-imports.ts'
import { useCall } from '../../lib/use-call.ts'
import {
  chosenColumns,
  columnFaults,
  withColumn,
  withReading,
  type ImportRecord,
  type Inspection,
} from './column-fields.ts'
import {
  optionFaults,
  toDraft,
  toOptions,
  type OptionDraft,
  type OptionFaults,
} from './option-draft.ts'
import { useInspection } from './use-inspection.ts'

/** What the owner has chosen for a file so far, and what a look at it shows. */
export function useMappingForm(one: ImportRecord) {
  const [mapping, setMapping] = useState<ImportMapping>(one.mapping)
  const [draft, setDraft] = useState(() => toDraft(one.options))
  const options = toOptions(draft)
  const inspection = useInspection(one.id, mapping, whatIsSeen(options))
  useFreshState(one, inspection.data !== undefined)
  return {
    mapping,
    setMapping,
    draft,
    change: (part: Partial<OptionDraft>) => setDraft({ ...draft, ...part }),
    options,
    inspection,
  }
}

export type MappingForm = ReturnType<typeof useMappingForm>

/** The part of the options that a look at the file depends on. */
function whatIsSeen(options: ImportOptions): ImportOptions {
  const consent = options.consent === null ? null : { ...options.consent, note: '' }
  return { ...options, tags: [], consent }
}

/** The first look makes a file ready, which is not told by an event. */
function useFreshState(one: ImportRecord, isRead: boolean): void {
  const queryClient = useQueryClient()
  const isOld = isRead && one.state === 'receiving'
  useEffect(() => {
    if (isOld) void queryClient.invalidateQueries({ queryKey: ['imports'] })
  }, [isOld, queryClient])
}

/** What follows from the choices and the look: columns as chosen, faults, and what would be started. */
export function useMappingView(one: ImportRecord, form: MappingForm, seen: Inspection) {
  const custom = useCall('customFields.list', {})
  const [isChecked, setChecked] = useState(false)
  const columns = chosenColumns(seen, form.mapping)
  const faultsOfColumns = columnFaults(one.kind, columns)
  const faults = optionFaults(form.draft, Date.now())
  const hasOptionFaults = Object.keys(faults).length > 0
  const effective: ImportMapping = {
    ...seen.mapping,
    columns: columns.map(({ index, field }) => ({ index, field })),
  }
  return {
    columns,
    columnFaults: faultsOfColumns,
    customFields: custom.data?.fields ?? [],
    /** What is merely missing is said once the owner wants to start. */
    shownFaults: isChecked ? faults : withoutMissing(faults),
    isChecked,
    check: () => setChecked(true),
    hasOptionFaults,
    isStartable: faultsOfColumns.length === 0 && !hasOptionFaults && form.inspection.isCurrent,
    effective,
    setColumn: (index: number, field: ImportField) =>
      form.setMapping(withColumn({ ...seen, columns: [...columns] }, form.mapping, index, field)),
    setReading: (change: Parameters<typeof withReading>[1]) =>
      form.setMapping(withReading(form.mapping, change)),
  }
}

export type MappingView = ReturnType<typeof useMappingView>

function withoutMissing({ source: _missing, ...rest }: OptionFaults): OptionFaults {
  return rest
}
