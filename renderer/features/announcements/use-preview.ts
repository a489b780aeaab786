import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import { useCall } from '../../lib/use-call.ts'

const nothingToPreview: CallInput<'announcements.preview'> = {
  groupIds: [],
  content: { type: 'text', body: '' },
}

/** Asks for the preview once the owner pauses; keeps the last one meanwhile. */
export function usePreview(input: CallInput<'announcements.preview'> | null) {
  const text = JSON.stringify(input)
  const [settled] = useDebouncedValue(text, 300)
  const asked = useMemo(
    () => JSON.parse(settled) as CallInput<'announcements.preview'> | null,
    [settled],
  )
  const query = useCall('announcements.preview', asked ?? nothingToPreview, {
    enabled: asked !== null,
    keepPrevious: true,
  })
  return {
    /** False while groups or content are missing: there is nothing to ask. */
    isComplete: input !== null,
    data: input === null || asked === null ? undefined : query.data,
    input: asked,
    error: input === null ? null : query.error,
    /** False while the preview belongs to an earlier draft. */
    isCurrent: text === settled && !query.isPlaceholderData && query.data !== undefined,
  }
}

export type Preview = ReturnType<typeof usePreview>
