import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { FailureLine } from '../../ui/failure-line.tsx'
import type { ImportRecord } from './column-fields.ts'
import { ImportCounts } from './import-counts.tsx'
import { Rejections } from './rejections.tsx'

interface StoppedImportProps {
  readonly one: ImportRecord
  readonly isBusy: boolean
  readonly onResume: () => void
}

/** An import that was stopped or could not go on: how far it is, and the way on. */
export function StoppedImport({ one, isBusy, onResume }: StoppedImportProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const position = format.number(one.position)
  return (
    <Stack gap="md">
      <Alert
        color="amber"
        icon={<IconPlayerPause aria-hidden />}
        title={
          one.rows === null
            ? t('imports.stopped.at', { position })
            : t('imports.stopped.atOf', { position, rows: format.number(one.rows) })
        }
      >
        <Stack gap="xs" align="flex-start">
          {one.errorCode === null ? null : <FailureLine code={one.errorCode} />}
          <Text>{t('imports.stopped.text')}</Text>
          <Button loading={isBusy} onClick={onResume}>
            {t('imports.stopped.resume')}
          </Button>
        </Stack>
      </Alert>
      <ImportCounts one={one} />
      {one.rejected > 0 ? <Rejections one={one} /> : null}
    </Stack>
  )
}
