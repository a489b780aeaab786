import { Button, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { AddToList } from './add-to-list.tsx'
import { namedLimit, type ChosenPeople } from './chosen-people.ts'
import { ExportDialog } from './export-dialog.tsx'
import { TagAction } from './tag-action.tsx'

export interface BulkActionsProps {
  readonly chosen: ChosenPeople
  /** People loaded so far. */
  readonly loaded: number
  /** Null while they are being counted. */
  readonly total: number | null
}

/** What can be done with those chosen; every button says for how many. */
export function BulkActions({ chosen, loaded, total }: BulkActionsProps) {
  const { t } = useTranslation()
  const [isExporting, setExporting] = useState(false)
  const { count, target, clear } = chosen
  const isTooMany = !chosen.isAll && count > namedLimit
  const canChooseAll =
    !chosen.isAll && total !== null && total > count && (count >= loaded || isTooMany)
  return (
    <>
      <BulkBar count={count} onClear={clear}>
        {chosen.isAll ? <Text c="dimmed">{t('people.bulk.isAll')}</Text> : null}
        {canChooseAll ? (
          <Button variant="subtle" onClick={chosen.chooseAll}>
            {t('people.bulk.chooseAll', { count: total })}
          </Button>
        ) : null}
        {isTooMany ? (
          <Text c="dimmed">{t('people.bulk.tooMany', { count: namedLimit })}</Text>
        ) : (
          <>
            <TagAction isOn count={count} target={target} onDone={clear} />
            <TagAction isOn={false} count={count} target={target} onDone={clear} />
            <AddToList count={count} target={target} onDone={clear} />
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => setExporting(true)}
            >
              {t('people.bulk.export', { count })}
            </Button>
          </>
        )}
      </BulkBar>
      <ExportDialog
        opened={isExporting}
        onClose={() => setExporting(false)}
        count={count}
        target={target}
      />
    </>
  )
}
