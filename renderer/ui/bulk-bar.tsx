import { Button, Group, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ui.module.css'

export interface BulkBarProps {
  /** Number of chosen rows; nothing is drawn at 0. */
  readonly count: number
  readonly onClear: () => void
  /** Buttons for what can be done with the chosen rows. */
  readonly children: ReactNode
}

/** What can be done with several chosen rows, at the bottom of a table. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <Paper
      className={classes['bulkBar']}
      withBorder
      shadow="md"
      p="xs"
      role="region"
      aria-label={t('common.bulkActions')}
    >
      <Group gap="sm" wrap="wrap">
        <Text fw={500} aria-live="polite" ml="xs">
          {t('common.selected', { count })}
        </Text>
        {children}
        <Button variant="subtle" color="gray" ml="auto" onClick={onClear}>
          {t('common.clearSelection')}
        </Button>
      </Group>
    </Paper>
  )
}
