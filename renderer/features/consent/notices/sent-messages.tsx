import { Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { errorTitle } from '../../../lib/error-words.ts'
import { useFormat } from '../../../lib/format.ts'
import { navigate } from '../../../lib/router.ts'
import { useInfinitePages } from '../../../lib/use-call.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table-types.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { MessageBadge, type DirectMessage } from './message-state.tsx'

interface SentMessagesProps {
  /** Only those with this text; left out: all messages to single people. */
  readonly legalTextId?: string
}

/** Messages to single people, newest first, with where each stands. */
export function SentMessages({ legalTextId }: SentMessagesProps) {
  const { t } = useTranslation()
  const pages = useInfinitePages(
    'directMessages.list',
    legalTextId === undefined ? {} : { legalTextId },
  )
  const columns = useMessageColumns()
  return (
    <section aria-labelledby="sent-messages">
      <Title order={2} id="sent-messages" mb="xs">
        {t('consent.sent.title')}
      </Title>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : (
        <DataTable
          label={t('consent.sent.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(row) => row.id}
          onEndReached={pages.fetchNextPage}
          onRowClick={(row) => navigate(`/consent?contactId=${row.contactId}`)}
          maxHeight="24rem"
          empty={
            <Text c="dimmed" p="sm">
              {pages.isLoading ? t('common.loading') : t('consent.sent.empty')}
            </Text>
          }
        />
      )}
    </section>
  )
}

function useMessageColumns(): DataColumn<DirectMessage>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('consent.column.person'),
        width: 'minmax(9rem, 1fr)',
        cell: (row) => row.name,
      },
      {
        key: 'what',
        header: t('consent.column.message'),
        width: 'minmax(10rem, 1fr)',
        cell: (row) =>
          row.textKind === null || row.textVersion === null
            ? t(`consent.messageKind.${row.kind}`)
            : `${t(`consent.textKind.${row.textKind}`)} · ${t('consent.texts.version', { version: row.textVersion })}`,
      },
      {
        key: 'state',
        header: t('consent.column.state'),
        width: '14rem',
        cell: (row) => <MessageBadge state={row.state} />,
      },
      {
        key: 'why',
        header: t('consent.column.why'),
        width: 'minmax(8rem, 1fr)',
        cell: (row) => (row.errorCode === null ? '' : errorTitle(row.errorCode)),
      },
      {
        key: 'when',
        header: t('consent.column.when'),
        width: '13rem',
        align: 'end',
        cell: (row) => format.dateTime(row.sentAt ?? row.createdAt),
      },
    ],
    [t, format],
  )
}
