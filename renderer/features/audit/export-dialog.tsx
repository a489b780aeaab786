import { Alert, Button, Checkbox, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { SegmentedControl, InputWrapper } from '@mantine/core'
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../shared/domain/common.ts'
import { reportFormat, type ReportFormat } from '../../../shared/domain/audit.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { downloadFile } from '../../lib/files.ts'
import { useFormat } from '../../lib/format.ts'
import { currentLanguage, languages } from '../../lib/i18n.ts'
import { showError } from '../../lib/notify.tsx'
import { toErrorReply, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { GroupSelect, PeriodInput, toPeriod, type AuditFilter } from './audit-filters.tsx'
import type { GroupChoice } from './audit-filters.tsx'

const mimes: Record<ReportFormat, string> = {
  html: 'text/html',
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
}

export interface ExportDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly groups: readonly GroupChoice[]
  /** What the list shows now; the report starts from it. */
  readonly filter: AuditFilter
}

/** Makes a signed report of a group or of everything, and hands its files over. */
export function ExportDialog(props: ExportDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('audit.export.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="lg"
      centered
    >
      {props.opened ? <ExportForm {...props} /> : null}
    </Modal>
  )
}

function ExportForm({ groups, filter, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const [groupId, setGroupId] = useState(filter.groupId)
  const [period, setPeriod] = useState({ from: filter.from, to: filter.to })
  const [formats, setFormats] = useState<string[]>(['html', 'pdf'])
  const [language, setLanguage] = useState<Locale>(currentLanguage())
  const [revealNumbers, setRevealNumbers] = useState(false)
  const exporting = useCommand('reports.export', { handlesError: () => true })
  const submit = () =>
    exporting.mutate({
      ...(groupId === null ? {} : { groupId }),
      ...toPeriod(period),
      formats: reportFormat.options.filter((format) => formats.includes(format)),
      language,
      revealNumbers,
    })
  if (exporting.data !== undefined) return <Done result={exporting.data} onClose={onClose} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (formats.length > 0) submit()
      }}
    >
      <Stack gap="md">
        <GroupSelect value={groupId} groups={groups} onChange={setGroupId} />
        <Group gap="sm">
          <PeriodInput filter={period} onChange={setPeriod} />
        </Group>
        <Checkbox.Group
          label={t('audit.export.formats')}
          value={formats}
          onChange={setFormats}
          error={formats.length === 0 ? t('audit.export.noFormat') : null}
        >
          <Group gap="md" mt={4}>
            {reportFormat.options.map((format) => (
              <Checkbox key={format} value={format} label={t(`audit.export.format.${format}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <InputWrapper label={t('audit.export.language')} labelElement="div">
          <div>
            <SegmentedControl
              mt={4}
              aria-label={t('audit.export.language')}
              value={language}
              onChange={(value) => setLanguage(value)}
              data={languages.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </div>
        </InputWrapper>
        <Switch
          label={t('audit.export.reveal')}
          checked={revealNumbers}
          onChange={(event) => setRevealNumbers(event.currentTarget.checked)}
        />
        {revealNumbers ? (
          <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
            {t('audit.export.revealWarning')}
          </Alert>
        ) : null}
        {exporting.error === null ? null : <ErrorState error={exporting.error} retry={submit} />}
        <ProgressBar kind="report" />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={exporting.isPending} disabled={formats.length === 0}>
            {t('audit.export.submit', { count: formats.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Exported = CallOutput<'reports.export'>

function Done({ result, onClose }: { readonly result: Exported; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const save = async (file: Exported['files'][number]) => {
    try {
      await downloadFile(file.fileId, file.fileName, mimes[file.format])
      setSaved((before) => new Set([...before, file.fileId]))
    } catch (error) {
      showError(toErrorReply(error))
    }
  }
  return (
    <Stack gap="md">
      <Text>{t('audit.export.done', { count: result.entries })}</Text>
      <Stack gap="xs">
        {result.files.map((file) => (
          <Group key={file.fileId} justify="space-between" wrap="nowrap">
            <Text truncate>
              {file.fileName}{' '}
              <Text span c="dimmed" size="sm">
                {format.bytes(file.bytes)}
              </Text>
            </Text>
            <Button
              variant="default"
              disabled={saved.has(file.fileId)}
              leftSection={<IconDownload size={16} aria-hidden />}
              aria-label={`${t('audit.export.save')} ${file.fileName}`}
              onClick={() => void save(file)}
            >
              {saved.has(file.fileId) ? t('common.saved') : t('audit.export.save')}
            </Button>
          </Group>
        ))}
      </Stack>
      <Text size="sm" c="dimmed">
        {t('audit.export.signed', { signedBy: result.signedBy })}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('common.close')}</Button>
      </Group>
    </Stack>
  )
}
