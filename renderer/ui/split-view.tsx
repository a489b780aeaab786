import { ActionIcon, Box } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ui.module.css'

export interface SplitViewProps {
  readonly children: ReactNode
  /** Shown beside the list; null when nothing is chosen. */
  readonly detail: ReactNode | null
  /** Accessible name of the detail part. */
  readonly detailLabel: string
  readonly onClose: () => void
}

/** A list with the details of what is chosen beside it. Esc closes the details. */
export function SplitView({ children, detail, detailLabel, onClose }: SplitViewProps) {
  const { t } = useTranslation()
  const isOpen = detail !== null
  useEffect(() => {
    if (!isOpen) return
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [isOpen, onClose])
  return (
    <div className={classes['split']} data-open={isOpen || undefined}>
      <Box className={classes['splitMain']}>{children}</Box>
      {isOpen ? (
        <aside className={classes['splitDetail']} aria-label={detailLabel}>
          <ActionIcon
            className={classes['splitClose']}
            variant="subtle"
            color="gray"
            aria-label={t('common.close')}
            onClick={onClose}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
          {detail}
        </aside>
      ) : null}
    </div>
  )
}
