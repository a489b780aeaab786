import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/format.ts'
import { Link } from '../../../lib/router.ts'

interface OwnNoProps {
  /** When the person said no, Unix ms. */
  readonly since: number | null
}

/** Why nobody can record a yes over a person's own no, and how the person takes it back. */
export function OwnNo({ since }: OwnNoProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Alert
      role="alert"
      color="amber"
      icon={<IconHandStop aria-hidden />}
      title={t('consent.ownNo.title')}
    >
      <Stack gap="xs">
        <Text>
          {since === null
            ? t('consent.ownNo.text')
            : t('consent.ownNo.textSince', { date: format.date(since) })}
        </Text>
        <Text fw={500}>{t('consent.ownNo.ways')}</Text>
        <List spacing={4}>
          <List.Item>{t('consent.ownNo.startWord')}</List.Item>
          <List.Item>{t('consent.ownNo.signUp')}</List.Item>
        </List>
        <Button
          component={Link}
          to="/sign-up"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
        >
          {t('consent.ownNo.toSignUp')}
        </Button>
      </Stack>
    </Alert>
  )
}
