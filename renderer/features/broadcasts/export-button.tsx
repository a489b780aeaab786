import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { downloadFile } from '../../lib/files.ts'
import { showDone, showError } from '../../lib/notify.tsx'
import { toErrorReply, useCommand } from '../../lib/use-call.ts'

const mimes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const
type Format = keyof typeof mimes
const formats: readonly Format[] = ['xlsx', 'csv']

/** Everybody of a broadcast with what became of their message, as a file. Numbers stay masked. */
export function ExportButton({ broadcastId }: { readonly broadcastId: string }) {
  const { t } = useTranslation()
  const make = useCommand('broadcasts.exportRecipients')
  const save = async (format: Format) => {
    try {
      const file = await make.mutateAsync({ broadcastId, format })
      await downloadFile(file.fileId, file.fileName, mimes[format])
      showDone(t('broadcasts.export.done', { count: file.rows, file: file.fileName }))
    } catch (failure) {
      // A refusal of the call itself is shown by the command.
      if (!make.isError) showError(toErrorReply(failure))
    }
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          loading={make.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('broadcasts.export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {t(`broadcasts.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
