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

type ExportCall = 'broadcasts.exportRecipients' | 'broadcasts.exportResults'

const words = {
  'broadcasts.exportRecipients': {
    button: 'broadcasts.export.button',
    done: 'broadcasts.export.done',
  },
  'broadcasts.exportResults': {
    button: 'broadcasts.export.figures',
    done: 'broadcasts.export.figuresDone',
  },
} as const satisfies Record<ExportCall, object>

export interface ExportButtonProps {
  readonly broadcastId: string
  /** Everybody with what became of their message, numbers masked; or the figures, which name nobody. */
  readonly call: ExportCall
}

/** Something of a broadcast as a file. */
export function ExportButton({ broadcastId, call }: ExportButtonProps) {
  const { t } = useTranslation()
  const make = useCommand(call)
  const save = async (format: Format) => {
    try {
      const file = await make.mutateAsync({ broadcastId, format })
      await downloadFile(file.fileId, file.fileName, mimes[format])
      showDone(t(words[call].done, { count: file.rows, file: file.fileName }))
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
          {t(words[call].button)}
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
