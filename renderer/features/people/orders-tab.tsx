import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

type Order = CallOutput<'contacts.orders'>['items'][number]

const keyOf = (order: Order) => `${order.at} ${order.orderNo ?? ''} ${order.amount.amount}`

/** What a person bought, newest first. */
export function OrdersTab({ contactId }: { readonly contactId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const pages = useInfinitePages('contacts.orders', { contactId })
  const columns = useMemo(() => orderColumns(t, format), [t, format])
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  return (
    <DataTable
      label={t('people.tabs.orders')}
      columns={columns}
      rows={pages.items}
      total={pages.total}
      rowKey={keyOf}
      onEndReached={pages.fetchNextPage}
      maxHeight="calc(100dvh - 22rem)"
      empty={<EmptyState title={t('people.orders.none')} text={t('people.orders.noneText')} />}
    />
  )
}

function orderColumns(t: TFunction, format: ReturnType<typeof useFormat>): DataColumn<Order>[] {
  return [
    {
      key: 'at',
      header: t('people.orders.at'),
      width: '12rem',
      cell: (order) => format.dateTime(order.at),
    },
    {
      key: 'orderNo',
      header: t('people.orders.orderNo'),
      width: '10rem',
      cell: (order) => order.orderNo,
    },
    {
      key: 'items',
      header: t('people.orders.items'),
      width: 'minmax(12rem, 1fr)',
      cell: (order) =>
        format.list(
          order.items.map(({ name, quantity }) =>
            quantity === null ? name : t('people.orders.item', { name, count: quantity }),
          ),
        ),
    },
    {
      key: 'amount',
      header: t('people.orders.amount'),
      width: '9rem',
      align: 'end',
      cell: (order) => format.money(order.amount),
    },
  ]
}
