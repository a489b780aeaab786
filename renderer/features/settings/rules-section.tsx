import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Form } from './form.tsx'
import type { SectionProps } from './section.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** How long a confirmation by hand counts. */
export function RulesSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const form = useSettingsForm(settings, ['confirmationStaleDays'])
  return (
    <Form {...form} onSubmit={form.submit}>
      <NumberInput
        label={t('settings.rules.staleDays')}
        description={t('settings.rules.staleDaysHelp')}
        value={form.values.confirmationStaleDays}
        min={1}
        max={365}
        allowDecimal={false}
        onChange={(value) => form.set('confirmationStaleDays', Number(value))}
        error={form.isWrong('confirmationStaleDays') ? t('settings.rules.staleDaysWrong') : null}
      />
    </Form>
  )
}
