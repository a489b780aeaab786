import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconMailForward } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { callKey } from '../../lib/query-client.ts'
import { Link, useRoute } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { BroadcastEditor } from './broadcast-editor.tsx'
import { BroadcastPage } from './broadcast-page.tsx'

/** How often a broadcast that is under way is asked for anew, in ms. */
const whileMovingMs = 2000
const movingStates = new Set<Broadcast['state']>(['freezing', 'sending'])

/** A broadcast that is there: its draft to be written on, or how it goes. */
export function BroadcastScreen() {
  const broadcastId = useRoute().params['broadcastId'] ?? ''
  const input = { broadcastId }
  const known = useQueryClient().getQueryData<Broadcast>(callKey('broadcasts.get', input))
  const isMoving = known !== undefined && movingStates.has(known.state)
  const broadcast = useCall(
    'broadcasts.get',
    input,
    isMoving ? { refetchInterval: whileMovingMs } : {},
  )
  if (broadcast.error !== null) {
    const { code } = broadcast.error.reply
    if (code === 'not_found' || code === 'invalid_input') return <NotFound />
    return <ErrorState error={broadcast.error} retry={() => void broadcast.refetch()} />
  }
  if (broadcast.data === undefined) return <LoadingState rows={8} />
  return broadcast.data.state === 'draft' ? (
    <BroadcastEditor key={broadcastId} broadcast={broadcast.data} />
  ) : (
    <BroadcastPage key={broadcastId} broadcast={broadcast.data} />
  )
}

function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isPage
      icon={<IconMailForward size={22} />}
      title={t('broadcasts.notFound.title')}
      text={t('broadcasts.notFound.text')}
      action={
        <Button component={Link} to="/broadcasts">
          {t('broadcasts.backToAll')}
        </Button>
      }
    />
  )
}
