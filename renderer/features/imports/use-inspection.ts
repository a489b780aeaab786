import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportMapping, ImportOptions } from '../../../shared/domain/contact-imports.ts'
import { callOrThrow, type CallError } from '../../lib/call-error.ts'
import { fieldsTwice, type Inspection } from './column-fields.ts'

/**
 * Where a look at a file is kept. Its own domain: looking is a command, and what it changes must not make
 * the page look again. `options` is null for those that a file has by itself.
 */
export function inspectionKey(
  importId: string,
  mapping: ImportMapping,
  options: ImportOptions | null,
): readonly unknown[] {
  return ['importInspection', importId, mapping, isPlain(options) ? null : options]
}

function isPlain(options: ImportOptions | null): boolean {
  return (
    options === null ||
    (options.defaultCountry === undefined &&
      options.tags.length === 0 &&
      options.onKnown === 'fill' &&
      options.consent === null)
  )
}

/** Looks at the head of the file as it would be taken in; again once the owner pauses after a change. */
export function useInspection(importId: string, mapping: ImportMapping, options: ImportOptions) {
  const text = JSON.stringify({ mapping, options })
  const [settled] = useDebouncedValue(text, 250)
  const asked = JSON.parse(settled) as { mapping: ImportMapping; options: ImportOptions }
  const isAskable = fieldsTwice(asked.mapping.columns ?? []).length === 0
  const query = useQuery<Inspection, CallError>({
    queryKey: inspectionKey(importId, asked.mapping, asked.options),
    queryFn: () => callOrThrow('imports.inspect', { importId, ...asked }),
    enabled: isAskable,
    staleTime: Infinity,
    gcTime: 60_000,
  })
  // A choice that the file cannot be read by leaves the last look there, to choose again from.
  const [last, setLast] = useState<Inspection>()
  if (query.data !== undefined && query.data !== last) setLast(query.data)
  return {
    data: query.data ?? last,
    error: query.error,
    refetch: () => void query.refetch(),
    isLooking: query.isFetching || (isAskable && text !== settled),
    /** False while what is shown belongs to an earlier choice. */
    isCurrent: text === settled && query.data !== undefined,
  }
}
