import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconReceipt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { receiptFormat } from '../../../../shared/domain/consent.ts'
import { currentLanguage } from '../../../lib/i18n.ts'
import { useSavedFile } from '../../../lib/use-saved-file.ts'
import { useCommand } from '../../../lib/use-call.ts'

interface ReceiptMenuProps {
  readonly contactId: string
  readonly entryId: string
  /** What the line is about, for those who hear the button. */
  readonly label: string
}

/** Hands over the receipt of one line: to be read, to be printed, or for another program. */
export function ReceiptMenu({ contactId, entryId, label }: ReceiptMenuProps) {
  const { t } = useTranslation()
  const save = useSavedFile()
  const receipt = useCommand('consent.receipt', {
    onSuccess: (file, input) => void save(file, input.format ?? 'html'),
  })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={receipt.isPending}
          leftSection={<IconReceipt size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('consent.receipt.label', { entry: label })}
          style={{ flex: 'none' }}
        >
          {t('consent.receipt.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('consent.receipt.button')}>
        {receiptFormat.options.map((format) => (
          <Menu.Item
            key={format}
            onClick={() =>
              receipt.mutate({ contactId, entryId, format, language: currentLanguage() })
            }
          >
            {t(`consent.receipt.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
