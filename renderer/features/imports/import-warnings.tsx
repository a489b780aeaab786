import { Alert, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Explanation } from '../../../shared/domain/common.ts'
import { Explain } from '../../ui/explain.tsx'

/** Signs that a list was bought; together they are one matter. */
const boughtSigns = new Set([
  'bought_list',
  'no_names',
  'sequential_numbers',
  'no_consent_source',
  'one_number_range',
])

/** What the owner should know before starting; a list that looks bought is told with what follows from it. */
export function ImportWarnings({ warnings }: { readonly warnings: readonly Explanation[] }) {
  const bought = warnings.filter((warning) => boughtSigns.has(warning.code))
  const others = warnings.filter((warning) => !boughtSigns.has(warning.code))
  return (
    <>
      {bought.length === 0 ? null : <BoughtList signs={bought} />}
      {others.length === 0 ? null : (
        <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
          <Signs signs={others} />
        </Alert>
      )}
    </>
  )
}

function Signs({ signs }: { readonly signs: readonly Explanation[] }) {
  return (
    <List spacing={4}>
      {signs.map((sign) => (
        <List.Item key={sign.code}>
          <Explain explanation={sign} namespace="imports.warning" />
        </List.Item>
      ))}
    </List>
  )
}

function BoughtList({ signs }: { readonly signs: readonly Explanation[] }) {
  const { t } = useTranslation()
  const named = signs.filter((sign) => sign.code !== 'bought_list')
  return (
    <Alert color="amber" icon={<IconAlertTriangle aria-hidden />} title={t('imports.bought.title')}>
      <Stack gap="xs">
        {named.length === 0 ? null : <Signs signs={named} />}
        <Text>{t('imports.never.whatsapp')}</Text>
        <Text>{t('imports.bought.advice')}</Text>
      </Stack>
    </Alert>
  )
}
