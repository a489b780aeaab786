import { Stack, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../lib/use-call.ts'
import { Form } from './form.tsx'
import type { SectionProps } from './section.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** What is seldom changed: the API's version and the app's own updates. */
export function AdvancedSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const form = useSettingsForm(settings, ['graphVersion'])
  const update = useCommand('settings.update')
  return (
    <Stack gap="lg">
      <Switch
        label={t('settings.advanced.automaticUpdates')}
        description={t('settings.advanced.automaticUpdatesHelp')}
        checked={settings.automaticUpdates}
        onChange={(event) => update.mutate({ automaticUpdates: event.currentTarget.checked })}
      />
      <Form {...form} onSubmit={form.submit}>
        <TextInput
          label={t('settings.advanced.graphVersion')}
          description={t('settings.advanced.graphVersionHelp')}
          value={form.values.graphVersion}
          maxLength={6}
          onChange={(event) => form.set('graphVersion', event.currentTarget.value.trim())}
          error={form.isWrong('graphVersion') ? t('settings.advanced.graphVersionWrong') : null}
        />
      </Form>
    </Stack>
  )
}
