import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from '../../lib/router.ts'
import { FailureLine } from '../../ui/failure-line.tsx'
import type { ImportRecord } from './column-fields.ts'
import { ImportCounts } from './import-counts.tsx'

/** A file that did not arrive whole, or that could not be taken in: what that means and what to do. */
export function BrokenImport({ one }: { readonly one: ImportRecord }) {
  const { t } = useTranslation()
  const isPart = one.state === 'receiving'
  return (
    <Stack gap="md">
      <Alert
        color={isPart ? 'amber' : 'red'}
        icon={<IconAlertTriangle aria-hidden />}
        title={t(isPart ? 'imports.broken.partTitle' : 'imports.broken.failedTitle')}
      >
        <Stack gap="xs" align="flex-start">
          <Text>{t(isPart ? 'imports.broken.partText' : 'imports.broken.failedText')}</Text>
          {one.errorCode === null ? null : <FailureLine code={one.errorCode} />}
          <Group gap="xs">
            <Button component={Link} to="/imports?add=1" variant="default">
              {t('imports.broken.again')}
            </Button>
          </Group>
        </Stack>
      </Alert>
      {isPart ? null : <ImportCounts one={one} />}
    </Stack>
  )
}
