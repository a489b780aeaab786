import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const points = ['probing', 'scraping', 'bought'] as const

/** What this app does not do with numbers, and what WhatsApp does to those who do. */
export function NeverDone() {
  const { t } = useTranslation()
  return (
    <Stack gap={6} ta="start">
      <Text fw={600} component="h3" size="sm">
        {t('imports.never.title')}
      </Text>
      <List size="sm" spacing={4}>
        {points.map((point) => (
          <List.Item key={point}>{t(`imports.never.${point}`)}</List.Item>
        ))}
      </List>
      <Text size="sm">{t('imports.never.whatsapp')}</Text>
    </Stack>
  )
}
