import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { BroadcastDraft, BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import type { CallError } from '../../lib/call-error.ts'
import { useCall } from '../../lib/use-call.ts'
import { sendAtOf, type Draft } from './draft.ts'

export interface Plan {
  readonly data: BroadcastPlan | undefined
  readonly error: CallError | null
  /** False while what is shown belongs to an earlier draft. */
  readonly isCurrent: boolean
  readonly refetch: () => Promise<BroadcastPlan | undefined>
}

/** How long typing has to rest before it is planned anew, in ms. */
const restMs = 350

/** What the draft would come to, asked anew once the owner pauses. The name changes nothing in it. */
export function usePlan(draft: Draft, input: BroadcastDraft | null): Plan {
  const at = sendAtOf(draft)
  const text = JSON.stringify(
    input === null
      ? null
      : {
          draft: { ...input, name: '-' },
          ...(at !== null && at > Date.now() ? { sendAt: at } : {}),
        },
  )
  const [settled] = useDebouncedValue(text, restMs)
  const asked = useMemo(() => JSON.parse(settled) as CallInput<'broadcasts.plan'> | null, [settled])
  const query = useCall('broadcasts.plan', asked ?? unasked, {
    enabled: asked !== null,
    keepPrevious: true,
  })
  const hasAsked = input !== null && asked !== null
  return {
    data: hasAsked ? query.data : undefined,
    error: hasAsked ? query.error : null,
    isCurrent: text === settled && !query.isPlaceholderData && query.data !== undefined,
    refetch: async () => (await query.refetch()).data,
  }
}

const unasked: CallInput<'broadcasts.plan'> = {
  draft: { name: '-', audience: { kind: 'everybody' }, variants: [] },
}
