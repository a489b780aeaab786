import { Alert, Button, Group, Modal, Radio, Stack, Switch, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadFile } from '../../lib/files.ts'
import { showDone } from '../../lib/notify.tsx'
import { callOrThrow, toErrorReply } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { ContactTarget } from './chosen-people.ts'

const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  vcard: 'text/vcard',
} as const
type Format = keyof typeof mimes
const formats: readonly Format[] = ['xlsx', 'csv', 'vcard']

export interface ExportDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly count: number
  readonly target: ContactTarget
}

/** Writes people into a file. Numbers stay masked unless they are asked for. */
export function ExportDialog(props: ExportDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('people.export.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {props.opened ? <ExportForm {...props} /> : null}
    </Modal>
  )
}

function useExport({ target, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (format: Format, withNumbers: boolean) => {
    setBusy(true)
    setError(null)
    try {
      const file = await callOrThrow('contacts.export', { target, format, withNumbers })
      await downloadFile(file.fileId, file.fileName, mimes[format])
      showDone(t('people.export.done', { count: file.rows, file: file.fileName }))
      onClose()
    } catch (failure) {
      setError(toErrorReply(failure))
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, error }
}

function ExportForm(props: ExportDialogProps) {
  const { t } = useTranslation()
  const [format, setFormat] = useState<Format>('xlsx')
  const [withNumbers, setWithNumbers] = useState(false)
  const { run, isBusy, error } = useExport(props)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void run(format, withNumbers)
      }}
    >
      <Stack gap="md">
        <Radio.Group
          label={t('people.export.format')}
          value={format}
          onChange={(value) => setFormat(value)}
        >
          <Stack gap={6} mt={4}>
            {formats.map((value) => (
              <Radio key={value} value={value} label={t(`people.export.formats.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t('people.export.withNumbers')}
          checked={withNumbers}
          onChange={(event) => setWithNumbers(event.currentTarget.checked)}
        />
        {withNumbers ? (
          <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
            {t('people.export.numbersWarning')}
          </Alert>
        ) : (
          <Text size="sm" c="dimmed">
            {t('people.export.masked')}
          </Text>
        )}
        {error === null ? null : <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} data-autofocus>
            {t('people.export.submit', { count: props.count })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
