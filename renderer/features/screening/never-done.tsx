import { List, Paper, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const promises = ['probing', 'scraping', 'bought'] as const

/** What screening never does, said where it is used. */
export function NeverDone() {
  const { t } = useTranslation()
  return (
    <Paper component="section" withBorder p="md" mt="xl" aria-labelledby="screening-never">
      <Title order={2} size="h4" id="screening-never">
        {t('screening.never.title')}
      </Title>
      <List size="sm" mt="xs">
        {promises.map((promise) => (
          <List.Item key={promise}>{t(`screening.never.${promise}`)}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="xs">
        {t('screening.never.why')}
      </Text>
    </Paper>
  )
}
