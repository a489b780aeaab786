import { Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { AddPurpose } from './add-purpose.tsx'
import { FindPerson } from './find-person.tsx'
import { PurposeTable } from './purpose-table.tsx'

const facts = ['neverChanged', 'latestCounts', 'ownNo', 'everywhere'] as const

/** How many agreed to what, the purposes themselves, and how consent is kept. */
export function OverviewTab() {
  const { t } = useTranslation()
  const list = useCall('consentPurposes.list', {})
  const people = useCall('contacts.count', {})
  if (list.error !== null) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  }
  if (list.data === undefined) return <LoadingState />
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end">
        <FindPerson />
        <AddPurpose purposes={list.data.purposes} />
      </Group>
      <PurposeTable purposes={list.data.purposes} people={people.data?.total ?? null} />
      <Paper withBorder p="md" component="section" aria-labelledby="consent-how">
        <Title order={2} id="consent-how" mb="xs">
          {t('consent.how.title')}
        </Title>
        <List spacing={6}>
          {facts.map((fact) => (
            <List.Item key={fact}>
              <Text>{t(`consent.how.${fact}`)}</Text>
            </List.Item>
          ))}
        </List>
      </Paper>
    </Stack>
  )
}
