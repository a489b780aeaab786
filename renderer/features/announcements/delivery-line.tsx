import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { FailureLine } from '../../ui/failure-line.tsx'
import { DeliveryBadge, PinBadge, type Delivery } from './delivery-badges.tsx'
import { CopyTextButton } from './group-lines.tsx'
import classes from './announcements.module.css'

interface DeliveryLineProps {
  readonly delivery: Delivery
  readonly text: string
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** One group's copy: where it stands, who got it, and what the owner can do about it. */
export function DeliveryLine({ delivery, text, isOpen, onOpen }: DeliveryLineProps) {
  const { t } = useTranslation()
  const isByHand = delivery.state === 'by_hand' || delivery.state === 'done_by_hand'
  const hasFailed = delivery.state === 'failed' || delivery.pinState === 'failed'
  const isUnknown = delivery.state === 'unknown' || delivery.pinState === 'unknown'
  return (
    <div className={classes['line']}>
      <div className={classes['lineBody']}>
        <Group gap="xs">
          <Text fw={500}>{delivery.groupSubject}</Text>
          <DeliveryBadge state={delivery.state} />
          <PinBadge state={delivery.pinState} />
        </Group>
        {isByHand ? null : <Reach delivery={delivery} />}
        {hasFailed ? <Failed delivery={delivery} /> : null}
        {isUnknown ? <Unknown delivery={delivery} /> : null}
      </div>
      {delivery.state === 'by_hand' ? (
        <ByHand delivery={delivery} text={text} />
      ) : isByHand ? null : (
        <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={onOpen}>
          {t('announcements.member.show')}
        </Button>
      )}
    </div>
  )
}

function Reach({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const of = (n: number) => t('announcements.nOfM', { n, m: delivery.recipients })
  return (
    <Text size="sm" c="dimmed">
      {`${t('announcements.column.delivered')} ${of(delivery.delivered)} · ${t('announcements.column.read')} ${of(delivery.read)}`}
    </Text>
  )
}

/** A job's answer changes the announcement it belongs to. */
function useRefresh(): () => void {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries({ queryKey: ['announcements'] })
}

function Failed({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const retry = useCommand('jobs.retry', {
    onSuccess: () => {
      showDone(t('announcements.retried'))
      refresh()
    },
  })
  const { jobId } = delivery
  return (
    <Group gap="sm" mt={4} align="flex-start">
      <FailureLine code={delivery.errorCode ?? 'request_refused'} />
      {jobId === null ? null : (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ jobId })}
        >
          {t('announcements.retry')}
        </Button>
      )}
    </Group>
  )
}

function Unknown({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const resolve = useCommand('jobs.resolve', { onSuccess: useRefresh() })
  const { jobId } = delivery
  if (jobId === null) return null
  const answer = (outcome: 'happened' | 'did_not_happen') => resolve.mutate({ jobId, outcome })
  return (
    <>
      <Text size="sm" mt={4}>
        {t('announcements.deliveryHelp.unknown')}
      </Text>
      <Group gap="xs" mt={4}>
        <Text size="sm" fw={500}>
          {t('announcements.resolve.question')}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={resolve.isPending}
          onClick={() => answer('happened')}
        >
          {t('announcements.resolve.happened')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={resolve.isPending}
          onClick={() => answer('did_not_happen')}
        >
          {t('announcements.resolve.didNotHappen')}
        </Button>
      </Group>
    </>
  )
}

interface ByHandProps {
  readonly delivery: Delivery
  readonly text: string
}

function ByHand({ delivery, text }: ByHandProps) {
  const { t } = useTranslation()
  const tick = useCommand('announcements.tick', {
    onSuccess: () => showDone(t('announcements.tick.done')),
  })
  return (
    <Group gap="xs" style={{ flex: 'none' }}>
      <CopyTextButton text={text} />
      <Button
        size="compact-sm"
        aria-label={t('announcements.tick.label', { group: delivery.groupSubject })}
        loading={tick.isPending}
        onClick={() => tick.mutate({ deliveryId: delivery.id })}
      >
        {t('announcements.tick.button')}
      </Button>
    </Group>
  )
}
