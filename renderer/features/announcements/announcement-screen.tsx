import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { AnnouncementBubble } from './announcement-bubble.tsx'
import { AnnouncementBadge, type Delivery } from './delivery-badges.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { DeliveryMembers } from './delivery-members.tsx'
import { emptyDraft, useDraft } from './draft.ts'

type Detail = CallOutput<'announcements.get'>

const keyOf = (delivery: Delivery) => delivery.id
const lineHeight = () => 62

/** One announcement: what was said, how it went group by group, member by member. */
export function AnnouncementScreen() {
  const { t } = useTranslation()
  const { params } = useRoute()
  const query = useCall('announcements.get', { announcementId: params['announcementId'] ?? '' })
  const [openId, setOpenId] = useState<string | null>(null)
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const announcement = query.data
  const open = announcement.deliveries.find((delivery) => delivery.id === openId)
  const label =
    open === undefined ? '' : t('announcements.member.title', { group: open.groupSubject })
  return (
    <>
      <AnnouncementHeader announcement={announcement} />
      <SplitView
        detail={open === undefined ? null : <DeliveryMembers delivery={open} />}
        detailLabel={label}
        onClose={() => setOpenId(null)}
      >
        <Stack gap="md">
          <AnnouncementBubble
            header={null}
            text={announcement.text}
            footer={null}
            buttons={[]}
            pinDays={announcement.pinDays}
          />
          <Numbers announcement={announcement} />
          <Title order={2}>{t('announcements.detail.groups')}</Title>
          <VirtualList
            label={t('announcements.detail.groups')}
            items={announcement.deliveries}
            itemKey={keyOf}
            estimateSize={lineHeight}
            maxHeight="36rem"
            renderItem={(delivery) => (
              <DeliveryLine
                delivery={delivery}
                text={announcement.text}
                isOpen={delivery.id === openId}
                onOpen={() => setOpenId(delivery.id)}
              />
            )}
          />
        </Stack>
      </SplitView>
    </>
  )
}

function AnnouncementHeader({ announcement }: { readonly announcement: Detail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = format.dateTime(announcement.sendAt)
  const isAhead = announcement.state === 'scheduled'
  const facts = [
    t(isAhead ? 'announcements.detail.scheduledFor' : 'announcements.detail.sentOn', { time }),
    ...(announcement.source === 'rule' ? [t('announcements.byRule')] : []),
    ...(announcement.templateName === null
      ? []
      : [t('announcements.fromTemplate', { name: announcement.templateName })]),
  ]
  return (
    <PageHeader
      title={t('announcements.detail.title')}
      subtitle={
        <Group gap="xs">
          <AnnouncementBadge announcement={announcement} />
          <Text span>{facts.join(' · ')}</Text>
        </Group>
      }
      actions={
        <>
          {announcement.templateName === null ? <UseAgain announcement={announcement} /> : null}
          {isAhead ? <CancelAnnouncement announcementId={announcement.id} /> : null}
        </>
      }
    />
  )
}

function UseAgain({ announcement }: { readonly announcement: Detail }) {
  const { t } = useTranslation()
  const change = useDraft((store) => store.change)
  return (
    <Button
      variant="default"
      onClick={() => {
        const groupIds = announcement.deliveries.map((delivery) => delivery.groupId)
        change({ ...emptyDraft, body: announcement.text, groupIds })
        navigate('/announcements/new')
      }}
    >
      {t('announcements.again')}
    </Button>
  )
}

function CancelAnnouncement({ announcementId }: { readonly announcementId: string }) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const cancel = useCommand('announcements.cancel', {
    onSuccess: () => {
      setIsAsking(false)
      showDone(t('announcements.cancel.done'))
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t('announcements.cancel.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => cancel.mutate({ announcementId })}
        title={t('announcements.cancel.title')}
        confirmLabel={t('announcements.cancel.button')}
        isBusy={cancel.isPending}
      >
        {t('announcements.cancel.text')}
      </ConfirmDialog>
    </>
  )
}

const openStates = new Set<Delivery['state']>([
  'scheduled',
  'queued',
  'sending',
  'accepted',
  'unknown',
  'by_hand',
])

function Numbers({ announcement }: { readonly announcement: Detail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { deliveries, recipients } = announcement
  const done = deliveries.filter((delivery) => !openStates.has(delivery.state)).length
  const total = deliveries.length
  const groupsIn = (state: Delivery['state']) =>
    deliveries.filter((delivery) => delivery.state === state).length
  const hint = t('announcements.detail.asOf', { count: recipients })
  return (
    <>
      {done < total && announcement.state !== 'scheduled' ? (
        <Stack gap={4} role="status">
          <Text fw={500}>{t('announcements.detail.settled', { done, total })}</Text>
          <Progress
            value={total === 0 ? 100 : (done / total) * 100}
            aria-label={t('announcements.detail.progress')}
          />
          <Text size="sm" c="dimmed">
            {t('announcements.detail.noStates')}
          </Text>
        </Stack>
      ) : null}
      <Group gap="sm" align="stretch">
        {(['delivered', 'read'] as const).map((name) => (
          <StatTile
            key={name}
            label={t(`announcements.detail.${name}`)}
            value={format.number(announcement[name])}
            hint={hint}
          />
        ))}
        {(['failed', 'unknown'] as const).map((name) =>
          groupsIn(name) === 0 ? null : (
            <StatTile
              key={name}
              label={t(`announcements.detail.${name}`)}
              value={format.number(groupsIn(name))}
              hint={t('announcements.detail.ofGroups', { count: total })}
            />
          ),
        )}
      </Group>
    </>
  )
}
