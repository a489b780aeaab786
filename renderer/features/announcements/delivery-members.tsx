import { Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Delivery } from './delivery-badges.tsx'

type MemberDelivery = CallOutput<'announcements.members'>['items'][number]

/** Member by member: whether the message arrived and was read. */
export function DeliveryMembers({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const pages = useInfinitePages('announcements.members', { deliveryId: delivery.id })
  const columns = useMemberColumns()
  return (
    <>
      <Title order={2} pr={32} mb="xs">
        {t('announcements.member.title', { group: delivery.groupSubject })}
      </Title>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : (
        <DataTable
          label={t('announcements.member.list')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(member) => member.contactId}
          onEndReached={pages.fetchNextPage}
          maxHeight="24rem"
          empty={
            <Text c="dimmed" p="sm">
              {pages.isLoading ? t('common.loading') : t('announcements.member.none')}
            </Text>
          }
        />
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {t('announcements.member.noReceipt')}
      </Text>
    </>
  )
}

function useMemberColumns(): DataColumn<MemberDelivery>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('announcements.column.recipients'),
        width: 'minmax(5rem, 1fr)',
        cell: (member) => member.name,
      },
      {
        key: 'number',
        header: t('announcements.column.number'),
        width: '10.75rem',
        cell: (member) => (
          <MaskedNumber contactId={member.contactId} masked={member.maskedNumber} />
        ),
      },
      {
        key: 'state',
        header: t('announcements.column.state'),
        width: '7.5rem',
        cell: (member) => (
          <span title={member.at === null ? undefined : format.dateTime(member.at)}>
            <StatusBadge tone={member.state === 'waiting' ? 'neutral' : 'good'}>
              {t(`announcements.member.${member.state}`)}
            </StatusBadge>
          </span>
        ),
      },
    ],
    [t, format],
  )
}
