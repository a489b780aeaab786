import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ErrorReply } from '../../shared/errors.ts'
import { errorWords } from './error-words.ts'
import { i18n } from './i18n.ts'

/** Shows a refusal as a notification: what happened first, then what to do. */
export function showError(error: ErrorReply): void {
  if (error.code === 'cancelled') return
  const words = errorWords(error)
  notifications.show({
    title: words.title,
    message: words.action,
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  })
}

/** Says that something worked, for what has no other visible result. Takes words, not a key. */
export function showDone(message: string): void {
  notifications.show({
    message,
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 4000,
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  })
}
