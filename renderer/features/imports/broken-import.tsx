import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../lib/router.ts'

/** A file that did not arrive whole: what that means and what to do. */
export function BrokenImport() {
  const { t } = useTranslation()
  return (
    <Alert
      role="alert"
      color="amber"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('imports.broken.partTitle')}
    >
      <Stack gap="xs" align="flex-start">
        <Text>{t('imports.broken.partText')}</Text>
        <Button component={Link} to="/imports?add=1" variant="default">
          {t('imports.broken.again')}
        </Button>
      </Stack>
    </Alert>
  )
}
