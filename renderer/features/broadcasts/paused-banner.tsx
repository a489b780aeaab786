import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { Link } from '../../lib/router.ts'
import { pauseWords } from './reason-words.ts'

/** Where what made the app pause is put right, if that is in the app. */
const places: Readonly<Record<string, string>> = {
  token_invalid: '/settings?section=account',
  permission_missing: '/settings?section=account',
  secret_missing: '/settings?section=account',
  account_missing: '/settings?section=account',
  account_restricted: '/settings?section=account',
  payment_missing: '/settings?section=account',
}

/** Why nothing is sent at present, and the next step. */
export function PausedBanner({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  if (broadcast.state !== 'paused') return null
  const { pauseCode, counts } = broadcast
  if (pauseCode === null)
    return (
      <Alert
        color="amber"
        icon={<IconPlayerPause aria-hidden />}
        title={t('broadcasts.paused.title')}
      >
        {t('broadcasts.paused.text', { count: counts.queued })}
      </Alert>
    )
  const words = pauseWords(pauseCode)
  const place = places[pauseCode]
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('broadcasts.paused.byApp', { why: words.title })}
    >
      <Stack gap="xs" align="flex-start">
        <Text>{words.meaning}</Text>
        <Text fw={500}>{words.action}</Text>
        <Text>{t('broadcasts.paused.text', { count: counts.queued })}</Text>
        {place === undefined ? null : (
          <Button component={Link} to={place} variant="default" size="xs">
            {t('broadcasts.paused.toAccount')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
