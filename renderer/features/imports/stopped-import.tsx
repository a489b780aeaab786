import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react'
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

/** An import that was stopped or failed: how far it is, why, and the way on. */
export function StoppedImport({ one, isBusy, onResume }: StoppedImportProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const position = format.number(one.position)
  const hasFailed = one.state === 'failed'
  const stoppedAt =
    one.rows === null
      ? t('imports.stopped.at', { position })
      : t('imports.stopped.atOf', { position, rows: format.number(one.rows) })
  return (
    <Stack gap="md">
      <Alert
        color={hasFailed ? 'red' : 'amber'}
        icon={hasFailed ? <IconAlertTriangle aria-hidden /> : <IconPlayerPause aria-hidden />}
        title={hasFailed ? t('imports.stopped.failedAt', { position }) : stoppedAt}
      >
        <Stack gap="xs" align="flex-start">
          {one.errorCode === null ? null : <FailureLine code={one.errorCode} />}
          <Text>{t(hasFailed ? 'imports.stopped.failedText' : 'imports.stopped.text')}</Text>
          <Button loading={isBusy} onClick={onResume}>
            {t(hasFailed ? 'imports.stopped.retry' : 'imports.stopped.resume')}
          </Button>
        </Stack>
      </Alert>
      <ImportCounts one={one} />
      {one.rejected > 0 ? <Rejections one={one} /> : null}
    </Stack>
  )
}
