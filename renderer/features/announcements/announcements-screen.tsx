import { Button } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '../../../shared/domain/announcements.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate, useRoute } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListBody } from '../../ui/list-body.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AnnouncementBadge } from './delivery-badges.tsx'

/** All announcements, newest first; `?groupId=` shows one group's. */
export function AnnouncementsScreen() {
  const { t } = useTranslation()
  const groupId = useRoute().search.get('groupId')
  const pages = useInfinitePages('announcements.list', groupId === null ? {} : { groupId })
  const columns = useAnnouncementColumns()
  const compose = (
    <Button
      component={Link}
      to={groupId === null ? '/announcements/new' : `/announcements/new?groupId=${groupId}`}
    >
      {t('announcements.compose')}
    </Button>
  )
  const isEmpty = !pages.isLoading && pages.error === null && pages.total === 0
  return (
    <>
      <PageHeader
        title={t('announcements.title')}
        subtitle={t('announcements.intro')}
        {...(isEmpty ? {} : { primary: compose })}
      />
      <ListBody
        pages={pages}
        empty={
          isEmpty ? (
            <EmptyState
              icon={<IconSpeakerphone size={22} />}
              title={t('announcements.empty.title')}
              text={t('announcements.empty.text')}
              action={compose}
            />
          ) : null
        }
      >
        <DataTable
          label={t('announcements.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(announcement) => announcement.id}
          onEndReached={pages.fetchNextPage}
          onRowClick={(announcement) => navigate(`/announcements/${announcement.id}`)}
        />
      </ListBody>
    </>
  )
}

function useAnnouncementColumns(): DataColumn<Announcement>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const nOfM = (n: number, m: number) => t('announcements.nOfM', { n, m })
    return [
      {
        key: 'message',
        header: t('announcements.column.message'),
        width: 'minmax(14rem, 1fr)',
        cell: (row) => row.text.replaceAll('\n', ' '),
      },
      {
        key: 'state',
        header: t('announcements.column.state'),
        width: '16rem',
        cell: (row) => <AnnouncementBadge announcement={row} />,
      },
      {
        key: 'groups',
        header: t('announcements.column.groups'),
        width: '6rem',
        align: 'end',
        cell: (row) => format.number(row.groups),
      },
      {
        key: 'delivered',
        header: t('announcements.column.delivered'),
        width: '7.5rem',
        align: 'end',
        cell: (row) => nOfM(row.delivered, row.recipients),
      },
      {
        key: 'read',
        header: t('announcements.column.read'),
        width: '7.5rem',
        align: 'end',
        cell: (row) => nOfM(row.read, row.recipients),
      },
      {
        key: 'when',
        header: t('announcements.column.when'),
        width: '13rem',
        align: 'end',
        cell: (row) => format.dateTime(row.sendAt),
      },
    ]
  }, [t, format])
}
