import { Code, Divider, NumberInput, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { Facts } from './facts.tsx'
import { Form } from './form.tsx'
import type { SectionProps } from './section.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** How updates from WhatsApp come in, and those that this version does not know. */
export function UpdatesSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const form = useSettingsForm(settings, ['updatesPort'])
  return (
    <Stack gap="lg">
      <Receiver />
      <Form {...form} onSubmit={form.submit}>
        <NumberInput
          label={t('settings.updates.port')}
          description={t('settings.updates.portHelp')}
          value={form.values.updatesPort}
          min={0}
          max={65535}
          allowDecimal={false}
          onChange={(value) => form.set('updatesPort', Number(value))}
          error={form.isWrong('updatesPort') ? t('settings.updates.portWrong') : null}
        />
      </Form>
      <Divider />
      <UnknownUpdates />
    </Stack>
  )
}

function Receiver() {
  const { t } = useTranslation()
  const format = useFormat()
  const status = useCall('sync.status', {})
  if (status.data === undefined) return null
  const { receiverUrl, lastUpdateAt, updatesReceived, updatesRefused, updatesUnknown } = status.data
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [
            t('settings.updates.address'),
            receiverUrl === null ? t('settings.updates.off') : <Code>{receiverUrl}</Code>,
          ],
          [
            t('settings.updates.last'),
            lastUpdateAt === null ? t('common.never') : format.relative(lastUpdateAt),
          ],
        ]}
      />
      <SimpleGrid cols={3}>
        <StatTile label={t('settings.updates.received')} value={format.number(updatesReceived)} />
        <StatTile
          label={t('settings.updates.refused')}
          value={format.number(updatesRefused)}
          hint={t('settings.updates.refusedHint')}
        />
        <StatTile label={t('settings.updates.unknown')} value={format.number(updatesUnknown)} />
      </SimpleGrid>
    </Stack>
  )
}

function UnknownUpdates() {
  const { t } = useTranslation()
  const format = useFormat()
  const unknown = useInfinitePages('updates.listUnknown', {})
  return (
    <Stack gap="sm">
      <Title order={3}>{t('settings.updates.unknownTitle')}</Title>
      <Text c="dimmed">{t('settings.updates.unknownHelp')}</Text>
      {unknown.error === null ? (
        <DataTable
          label={t('settings.updates.unknownTitle')}
          maxHeight="16rem"
          columns={[
            {
              key: 'field',
              header: t('settings.updates.field'),
              cell: (update) => update.field,
              width: 'minmax(10rem, 1fr)',
            },
            {
              key: 'at',
              header: t('settings.updates.at'),
              cell: (update) => format.dateTime(update.receivedAt),
              width: 'minmax(10rem, 1fr)',
            },
            {
              key: 'preview',
              header: t('settings.updates.preview'),
              cell: (update) => <span title={update.preview}>{update.preview}</span>,
              width: 'minmax(12rem, 2fr)',
            },
          ]}
          rows={unknown.items}
          total={unknown.total}
          rowKey={(update) => update.id}
          onEndReached={unknown.fetchNextPage}
          empty={
            <Text p="md" c="dimmed">
              {t('settings.updates.noneUnknown')}
            </Text>
          }
        />
      ) : (
        <ErrorState error={unknown.error} retry={unknown.refetch} />
      )}
    </Stack>
  )
}
