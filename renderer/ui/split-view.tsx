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

/** True inside what opens above the page, and on a field whose list is open: Esc closes that first. */
function isInOpenPart(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      '[role="dialog"], [role="menu"], [role="listbox"], [aria-haspopup][aria-expanded="true"]',
    ) !== null
  )
}

/** A list with the details of what is chosen beside it. Esc closes the details. */
export function SplitView({ children, detail, detailLabel, onClose }: SplitViewProps) {
  const { t } = useTranslation()
  const isOpen = detail !== null
  useEffect(() => {
    if (!isOpen) return
    let isForOther = false
    // Asked before the list or calendar that is open has taken the key and closed.
    const look = (event: KeyboardEvent) => {
      isForOther = event.key === 'Escape' && isInOpenPart(event.target)
    }
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isForOther) onClose()
    }
    window.addEventListener('keydown', look, true)
    window.addEventListener('keydown', close)
    return () => {
      window.removeEventListener('keydown', look, true)
      window.removeEventListener('keydown', close)
    }
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
