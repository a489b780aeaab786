import { Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageItem } from '../../../lib/use-call.ts'
import { navigate } from '../../../lib/router.ts'
import { useInfinitePages } from '../../../lib/use-call.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table-types.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { LegalText } from '../texts/text-slots.ts'

type Outdated = PageItem<'notices.outdated'>

/** Who has an older version of a notice, or none. */
export function OutdatedPeople({ text }: { readonly text: LegalText }) {
  const { t } = useTranslation()
  const pages = useInfinitePages('notices.outdated', { legalTextId: text.id })
  const columns = useMemo(
    (): DataColumn<Outdated>[] => [
      {
        key: 'name',
        header: t('consent.column.person'),
        width: 'minmax(8rem, 1fr)',
        cell: (row) => row.name,
      },
      {
        key: 'has',
        header: t('consent.column.has'),
        width: '8rem',
        cell: (row) =>
          row.hasVersion === null
            ? t('consent.outdated.none')
            : t('consent.texts.version', { version: row.hasVersion }),
      },
    ],
    [t],
  )
  return (
    <>
      <Title order={2} pr={32} mb={4}>
        {t('consent.outdated.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('consent.outdated.help', { count: pages.total, version: text.version })}
      </Text>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : (
        <DataTable
          label={t('consent.outdated.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(row) => row.id}
          onEndReached={pages.fetchNextPage}
          onRowClick={(row) => navigate(`/consent?contactId=${row.id}`)}
          maxHeight="24rem"
          empty={
            <Text c="dimmed" p="sm">
              {pages.isLoading ? t('common.loading') : t('consent.outdated.nobody')}
            </Text>
          }
        />
      )}
    </>
  )
}
