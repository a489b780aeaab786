import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadFile } from '../../lib/files.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone, showError } from '../../lib/notify.tsx'
import { callOrThrow, toErrorReply, useInfinitePages, type PageItem } from '../../lib/use-call.ts'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import type { ImportRecord } from './column-fields.ts'
import { problemWords } from './field-words.ts'

type Rejection = PageItem<'imports.rejections'>

/** The rows that were left out, each with its reason, and the file of them to be mended. */
export function Rejections({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const pages = useInfinitePages('imports.rejections', { importId: one.id })
  const columns = useRejectionColumns()
  const title = t('imports.rejections.title', { count: one.rejected })
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="sm" c="dimmed">
            {t('imports.rejections.help')}
          </Text>
        </div>
        <SaveErrorFile importId={one.id} />
      </Group>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : pages.isLoading ? (
        <LoadingState />
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(row) => `${row.line} ${row.column ?? ''} ${row.reason}`}
          onEndReached={pages.fetchNextPage}
          maxHeight="28rem"
        />
      )}
    </Stack>
  )
}

function useRejectionColumns(): DataColumn<Rejection>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'line',
        header: t('imports.rejections.line'),
        width: '6rem',
        align: 'end',
        cell: (row) => format.number(row.line),
      },
      {
        key: 'column',
        header: t('imports.rejections.column'),
        width: 'minmax(7rem, 1fr)',
        cell: (row) => row.column ?? t('imports.rejections.wholeRow'),
      },
      {
        key: 'reason',
        header: t('imports.rejections.reason'),
        width: 'minmax(14rem, 2fr)',
        cell: (row) => problemWords(row.reason),
      },
      {
        key: 'cell',
        header: t('imports.rejections.cell'),
        width: 'minmax(8rem, 1.5fr)',
        cell: (row) => <span title={row.cell}>{row.cell}</span>,
      },
    ],
    [t, format],
  )
}

function SaveErrorFile({ importId }: { readonly importId: string }) {
  const { t } = useTranslation()
  const save = useMutation({
    mutationFn: async () => {
      const file = await callOrThrow('imports.exportRejections', { importId })
      await downloadFile(file.fileId, file.fileName, 'text/csv')
      return file
    },
    onSuccess: (file) =>
      showDone(t('imports.rejections.saved', { name: file.fileName, count: file.rows })),
    onError: (error) => showError(toErrorReply(error)),
  })
  return (
    <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
      {t('imports.rejections.save')}
    </Button>
  )
}
