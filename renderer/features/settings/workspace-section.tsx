import { Button, Divider, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCountryChoices } from '../../lib/countries.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Facts } from './facts.tsx'
import { Form } from './form.tsx'
import { PassphraseSection } from './passphrase-section.tsx'
import type { SectionProps } from './section.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** The shop's name and country, its key and its backups. */
export function WorkspaceSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const countries = useCountryChoices()
  const form = useSettingsForm(settings, ['workspaceName', 'defaultCountry'])
  return (
    <Stack gap="lg">
      <Form {...form} onSubmit={form.submit}>
        <TextInput
          label={t('settings.workspace.name')}
          value={form.values.workspaceName}
          maxLength={80}
          onChange={(event) => form.set('workspaceName', event.currentTarget.value)}
          error={form.isWrong('workspaceName') ? t('settings.workspace.nameWrong') : null}
        />
        <Select
          label={t('settings.workspace.country')}
          description={t('settings.workspace.countryHelp')}
          data={countries}
          value={form.values.defaultCountry}
          onChange={(value) => form.set('defaultCountry', value ?? form.values.defaultCountry)}
          searchable
          allowDeselect={false}
        />
      </Form>
      <Divider />
      <KeyFacts />
      <Divider />
      <Backup />
    </Stack>
  )
}

function KeyFacts() {
  const { t } = useTranslation()
  const status = useCall('workspace.status', {})
  if (status.data === undefined) return null
  const { vault, recoveryConfirmed, version, isDemo } = status.data
  return (
    <Stack gap="sm">
      <Title order={3}>{t('settings.workspace.key')}</Title>
      <Facts
        facts={[
          [
            t('settings.workspace.keyPlace'),
            vault === null ? null : t(`settings.workspace.vault.${vault}`),
          ],
          [
            t('settings.workspace.recovery'),
            isDemo ? null : (
              <Group gap="xs">
                <StatusBadge tone={recoveryConfirmed ? 'good' : 'attention'}>
                  {t(
                    recoveryConfirmed
                      ? 'settings.workspace.recoveryConfirmed'
                      : 'settings.workspace.recoveryOpen',
                  )}
                </StatusBadge>
                <Button component={Link} to="/recovery" size="compact-sm" variant="default">
                  {t('settings.workspace.recoveryRenew')}
                </Button>
              </Group>
            ),
          ],
          [t('settings.workspace.version'), version],
        ]}
      />
      {isDemo || vault === 'memory' ? null : (
        <PassphraseSection hasPassphrase={vault === 'passphrase'} />
      )}
    </Stack>
  )
}

function Backup() {
  const { t } = useTranslation()
  const format = useFormat()
  const backup = useCommand('workspace.backup', { handlesError: () => true })
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={3}>{t('settings.workspace.backup')}</Title>
      <Text c="dimmed">{t('settings.workspace.backupHelp')}</Text>
      <Button variant="default" loading={backup.isPending} onClick={() => backup.mutate({})}>
        {t('settings.workspace.backupNow')}
      </Button>
      {backup.data === undefined ? null : (
        <Text role="status">
          {t('settings.workspace.backupDone', {
            fileName: backup.data.fileName,
            size: format.bytes(backup.data.bytes),
          })}
        </Text>
      )}
      {backup.error === null ? null : <ErrorState error={backup.error} />}
    </Stack>
  )
}
