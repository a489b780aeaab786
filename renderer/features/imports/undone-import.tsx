import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import type { ImportRecord } from './column-fields.ts'

type Result = NonNullable<CallOutput<'imports.undone'>['result']>
type Kept = Result['kept'][number]

interface UndoneImportProps {
  readonly one: ImportRecord
}

/** An import that was taken back: what went, and who stayed and why. */
export function UndoneImport({ one }: UndoneImportProps) {
  const query = useCall('imports.undone', { importId: one.id })
  const { t } = useTranslation()
  const format = useFormat()
  const result = query.data?.result ?? null
  const text =
    one.undoneAt === null
      ? t('imports.undone.text')
      : t('imports.undone.textAt', { time: format.dateTime(one.undoneAt) })
  return (
    <Stack gap="md">
      <Alert color="gray" icon={<IconInfoCircle aria-hidden />} role="status">
        {text}
      </Alert>
      {query.isPending ? <LoadingState rows={4} /> : null}
      {query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : null}
      {result === null ? null : (
        <>
          <Group gap="sm" align="stretch">
            <StatTile label={t('imports.undone.removed')} value={format.number(result.removed)} />
            <StatTile label={t('imports.undone.restored')} value={format.number(result.restored)} />
            <StatTile label={t('imports.undone.kept')} value={format.number(result.keptTotal)} />
          </Group>
          {result.keptTotal === 0 ? null : <KeptPeople result={result} />}
        </>
      )}
    </Stack>
  )
}

function KeptPeople({ result }: { readonly result: Result }) {
  const { t } = useTranslation()
  const columns = useMemo<DataColumn<Kept>[]>(
    () => [
      {
        key: 'name',
        header: t('imports.undone.name'),
        cell: (kept) => (
          <Anchor component={Link} to={`/people/${kept.contactId}`}>
            {kept.name}
          </Anchor>
        ),
      },
      {
        key: 'because',
        header: t('imports.undone.why'),
        cell: (kept) => t(`imports.keptBecause.${kept.because}`),
      },
    ],
    [t],
  )
  const { kept, keptTotal } = result
  return (
    <Stack gap="xs" component="section">
      <Title order={2}>{t('imports.undone.keptTitle', { count: keptTotal })}</Title>
      <Text size="sm" c="dimmed">
        {t('imports.undone.keptHelp')}
      </Text>
      <DataTable
        label={t('imports.undone.keptTitle', { count: keptTotal })}
        columns={columns}
        rows={kept}
        total={kept.length}
        rowKey={(one) => one.contactId}
        maxHeight="24rem"
      />
      {kept.length < keptTotal ? (
        <Text size="sm">
          {t('imports.undone.keptShown', { shown: kept.length, total: keptTotal })}
        </Text>
      ) : null}
    </Stack>
  )
}
