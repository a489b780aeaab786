import { Group, Select, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  recipientState,
  type Broadcast,
  type BroadcastRecipient,
} from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { RecipientBadge } from './broadcast-badge.tsx'
import { reasonWords } from './reason-words.ts'
import { RecipientDetail } from './recipient-detail.tsx'
import { variantName } from './variant-name.ts'

interface RecipientsTabProps {
  readonly broadcast: Broadcast
}

/** Everybody of the broadcast, row by row, by state and by reason; one of them open beside the list. */
export function RecipientsTab({ broadcast }: RecipientsTabProps) {
  const { t } = useTranslation()
  const { search } = useRoute()
  const [openId, setOpenId] = useState<number | null>(null)
  const state = recipientState.safeParse(search.get('state')).data
  const reason = search.get('reason') ?? undefined
  const pages = useInfinitePages('broadcasts.recipients', {
    broadcastId: broadcast.id,
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
  })
  const columns = useColumns(broadcast.variants.length > 1)
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  return (
    <>
      <Filters broadcast={broadcast} state={state ?? null} reason={reason ?? null} />
      <Text size="sm" c="dimmed" mb="xs" aria-live="polite">
        {t('broadcasts.recipients.count', { count: pages.total })}
      </Text>
      <SplitView
        detail={openId === null ? null : <RecipientDetail recipientId={openId} />}
        detailLabel={t('broadcasts.recipients.detail')}
        onClose={() => setOpenId(null)}
      >
        <DataTable
          label={t('broadcasts.recipients.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(row) => String(row.recipientId)}
          activeKey={openId === null ? null : String(openId)}
          onRowClick={(row) => setOpenId(row.recipientId)}
          onEndReached={pages.fetchNextPage}
          columnsKey="broadcast-recipients"
          empty={
            <Text c="dimmed" p="sm">
              {t(pages.isLoading ? 'common.loading' : 'broadcasts.recipients.none')}
            </Text>
          }
        />
      </SplitView>
    </>
  )
}

interface FiltersProps extends RecipientsTabProps {
  readonly state: string | null
  readonly reason: string | null
}

function Filters({ broadcast, state, reason }: FiltersProps) {
  const { t } = useTranslation()
  const reasons = useCall('broadcasts.reasons', { broadcastId: broadcast.id }).data?.reasons ?? []
  const go = (next: { state: string | null; reason: string | null }) => {
    const query = new URLSearchParams()
    if (next.state !== null) query.set('state', next.state)
    if (next.reason !== null) query.set('reason', next.reason)
    const text = query.toString()
    navigate(`/broadcasts/${broadcast.id}/recipients${text === '' ? '' : `?${text}`}`, {
      replace: true,
    })
  }
  const fitting = reasons.filter((one) => state === null || one.state === state)
  const choices = new Map(
    fitting.flatMap((one) =>
      one.reason === null ? [] : [[one.reason, reasonWords(one.state, one.reason).title] as const],
    ),
  )
  return (
    <Group gap="sm" mb="sm">
      <Select
        clearable
        w={220}
        aria-label={t('broadcasts.recipients.state')}
        placeholder={t('broadcasts.recipients.anyState')}
        clearButtonProps={{ 'aria-label': t('broadcasts.recipients.anyState') }}
        value={state}
        onChange={(next) => go({ state: next, reason: null })}
        data={recipientState.options
          .filter((one) => broadcast.counts[one] > 0 || one === state)
          .map((one) => ({ value: one, label: t(`broadcasts.recipient.${one}`) }))}
      />
      <Select
        clearable
        w={360}
        aria-label={t('broadcasts.recipients.reason')}
        placeholder={t('broadcasts.recipients.anyReason')}
        clearButtonProps={{ 'aria-label': t('broadcasts.recipients.anyReason') }}
        nothingFoundMessage={t('broadcasts.nothingFound')}
        value={reason}
        onChange={(next) => go({ state, reason: next })}
        data={[...choices].map(([value, label]) => ({ value, label }))}
      />
    </Group>
  )
}

function useColumns(hasVariants: boolean): DataColumn<BroadcastRecipient>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const moment = (name: 'sentAt' | 'readAt' | 'answeredAt'): DataColumn<BroadcastRecipient> => ({
      key: name,
      header: t(`broadcasts.recipients.${name}`),
      width: '10.5rem',
      align: 'end',
      isHiddenAtFirst: name === 'answeredAt',
      cell: (row) => (row[name] === null ? '–' : format.dateTime(row[name])),
    })
    const variant: DataColumn<BroadcastRecipient> = {
      key: 'variant',
      header: t('broadcasts.recipients.variant'),
      width: '5rem',
      cell: (row) => (row.variant === null ? '–' : variantName(row.variant)),
    }
    return [
      {
        key: 'name',
        header: t('broadcasts.recipients.name'),
        width: 'minmax(8rem, 1fr)',
        canHide: false,
        cell: (row) => row.name,
      },
      {
        key: 'number',
        header: t('broadcasts.recipients.number'),
        width: '11rem',
        cell: (row) => <MaskedNumber contactId={row.contactId} masked={row.maskedNumber} />,
      },
      {
        key: 'state',
        header: t('broadcasts.recipients.state'),
        width: '10rem',
        cell: (row) => <RecipientBadge state={row.state} />,
      },
      {
        key: 'reason',
        header: t('broadcasts.recipients.reason'),
        width: 'minmax(11rem, 2fr)',
        cell: (row) => (row.reason === null ? '–' : reasonWords(row.state, row.reason).title),
      },
      ...(hasVariants ? [variant] : []),
      moment('sentAt'),
      moment('readAt'),
      moment('answeredAt'),
    ]
  }, [t, format, hasVariants])
}
