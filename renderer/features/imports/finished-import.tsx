import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import type { ImportRecord } from './column-fields.ts'
import { ImportCounts } from './import-counts.tsx'
import { Rejections } from './rejections.tsx'

/** What came of an import: counts, and the rows that were left out. */
export function FinishedImport({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const format = useFormat()
  const count = one.rows ?? one.position
  return (
    <Stack gap="md">
      <Text role="status">
        {one.finishedAt === null
          ? t('imports.finished.done', { count })
          : t('imports.finished.doneAt', { count, time: format.dateTime(one.finishedAt) })}
      </Text>
      <ImportCounts one={one} />
      {(one.landlines ?? 0) > 0 ? (
        <Text size="sm" c="dimmed">
          {t('imports.finished.landlines', { count: one.landlines })}
        </Text>
      ) : null}
      {one.rejected > 0 ? (
        <Rejections one={one} />
      ) : (
        <Text c="dimmed">{t('imports.rejections.none')}</Text>
      )}
    </Stack>
  )
}
