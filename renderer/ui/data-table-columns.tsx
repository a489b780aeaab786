import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataColumn } from './data-table-types.ts'
import classes from './data-table.module.css'

/** Column keys set to false are hidden; the choice is kept on this computer. */
export type ColumnVisibility = Record<string, boolean>

/** The remembered choice of columns; without a key nothing is remembered. */
export function useHiddenColumns<T>(
  columnsKey: string | undefined,
  columns: ReadonlyArray<DataColumn<T>>,
) {
  const [value, setValue] = useLocalStorage<ColumnVisibility>({
    key: `columns.${columnsKey ?? 'none'}`,
    defaultValue: {},
  })
  const visibility = useMemo<ColumnVisibility>(() => {
    const atFirst = columns.filter((column) => column.isHiddenAtFirst === true)
    const first = Object.fromEntries(atFirst.map(({ key }) => [key, false]))
    return columnsKey === undefined ? first : { ...first, ...value }
  }, [columns, columnsKey, value])
  return [visibility, setValue] as const
}

interface ColumnChooserProps<T> {
  readonly columns: ReadonlyArray<DataColumn<T>>
  readonly hidden: ColumnVisibility
  readonly onChange: (value: ColumnVisibility) => void
}

/** A button that opens the list of columns to show. */
export const ColumnChooser = memo(Chooser) as typeof Chooser

function Chooser<T>({ columns, hidden, onChange }: ColumnChooserProps<T>) {
  const { t } = useTranslation()
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <ActionIcon
          className={classes['chooser']}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('common.chooseColumns')}
          title={t('common.chooseColumns')}
        >
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns
            .filter((column) => column.canHide !== false)
            .map((column) => (
              <Checkbox
                key={column.key}
                label={column.header}
                checked={hidden[column.key] !== false}
                onChange={(event) =>
                  onChange({ ...hidden, [column.key]: event.currentTarget.checked })
                }
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
