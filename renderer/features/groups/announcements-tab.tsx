import { Button, Group, Stack, Text } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '../../../shared/domain/announcements.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { GroupDetail } from './group-detail.ts'

/** What was announced to this group, newest first, and the way to write the next one. */
export function AnnouncementsTab({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const announcements = useInfinitePages('announcements.list', { groupId: group.id })
  const columns = useMemo(() => announcementColumns(t, format), [t, format])
  if (announcements.error !== null) {
    return <ErrorState error={announcements.error} retry={announcements.refetch} />
  }
  if (announcements.isLoading) return <LoadingState />
  const write =
    group.state === 'active' ? (
      <Button component={Link} to={`/announcements/new?groupId=${group.id}`}>
        {t('groups.announcements.new')}
      </Button>
    ) : undefined
  if (announcements.items.length === 0) {
    return (
      <EmptyState
        icon={<IconSpeakerphone size={24} />}
        title={t('groups.announcements.emptyTitle')}
        text={t(
          group.kind === 'managed'
            ? 'groups.announcements.emptyManaged'
            : 'groups.announcements.emptyPhone',
        )}
        action={write}
      />
    )
  }
  return (
    <Stack gap="sm">
      <Group justify="flex-end">{write}</Group>
      <DataTable
        label={t('groups.page.announcements')}
        columns={columns}
        rows={announcements.items}
        total={announcements.total}
        rowKey={(announcement) => announcement.id}
        onRowClick={(announcement) => navigate(`/announcements/${announcement.id}`)}
        onEndReached={announcements.fetchNextPage}
      />
    </Stack>
  )
}

type Format = ReturnType<typeof useFormat>

function announcementColumns(t: TFunction, format: Format): DataColumn<Announcement>[] {
  return [
    {
      key: 'text',
      header: t('groups.announcements.text'),
      width: 'minmax(14rem, 3fr)',
      cell: (announcement) => (
        <Link
          to={`/announcements/${announcement.id}`}
          aria-label={t('groups.announcements.open', { text: announcement.text.slice(0, 60) })}
        >
          {announcement.text}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('groups.announcements.state'),
      width: '8rem',
      cell: (announcement) => (
        <StatusBadge>{t(`groups.announcements.states.${announcement.state}`)}</StatusBadge>
      ),
    },
    {
      key: 'at',
      header: t('groups.announcements.at'),
      width: '11rem',
      cell: (announcement) => format.dateTime(announcement.sendAt),
    },
    {
      key: 'reached',
      header: t('groups.announcements.reached'),
      width: 'minmax(20rem, 1fr)',
      cell: (announcement) => <Reached announcement={announcement} />,
    },
  ]
}

function Reached({ announcement }: { readonly announcement: Announcement }) {
  const { t } = useTranslation()
  const { delivered, read, recipients, failed, unknown } = announcement
  return (
    <Group gap="xs" wrap="nowrap">
      <Text span>{t('groups.announcements.of', { delivered, read, recipients })}</Text>
      {failed > 0 ? (
        <StatusBadge tone="danger">
          {t('groups.announcements.failed', { count: failed })}
        </StatusBadge>
      ) : null}
      {unknown > 0 ? (
        <StatusBadge tone="attention">
          {t('groups.announcements.unknown', { count: unknown })}
        </StatusBadge>
      ) : null}
    </Group>
  )
}
