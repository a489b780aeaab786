import { Alert, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Explanation } from '../../../shared/domain/common.ts'
import { Explain } from '../../ui/explain.tsx'
import { sentences } from './field-words.ts'

const boughtList = 'looks_like_bought_list'

/** What the owner should know before starting; a list that looks bought is told with what follows from it. */
export function ImportWarnings({ warnings }: { readonly warnings: readonly Explanation[] }) {
  const bought = warnings.find((warning) => warning.code === boughtList)
  const others = warnings.filter((warning) => warning.code !== boughtList)
  return (
    <>
      {bought === undefined ? null : <BoughtList sign={bought} />}
      {others.length === 0 ? null : (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          <List spacing={4} listStyleType={others.length === 1 ? 'none' : 'disc'}>
            {others.map((warning) => (
              <List.Item key={warning.code}>
                <Explain explanation={warning} namespace="imports.warning" />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
}

function BoughtList({ sign }: { readonly sign: Explanation }) {
  const { t } = useTranslation()
  const { rows, unnamed, sequential } = sign.params
  const signs = [
    ...(unnamed === 0 ? [] : [t('imports.bought.unnamed', { rows, unnamed })]),
    ...(sequential === 0 ? [] : [t('imports.bought.sequential', { rows, sequential })]),
  ]
  return (
    <Alert color="amber" icon={<IconAlertTriangle aria-hidden />} title={t('imports.bought.title')}>
      <Stack gap="xs">
        <Text>{sentences(signs)}</Text>
        <Text>{t('imports.never.whatsapp')}</Text>
        <Text>{t('imports.bought.advice')}</Text>
      </Stack>
    </Alert>
  )
}
