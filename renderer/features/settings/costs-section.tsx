import { Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/domain/workspace.ts'
import { Form } from './form.tsx'
import type { SectionProps } from './section.ts'
import { useSettingsForm } from './use-settings-form.ts'

/** The prices that estimates are made of. */
export function CostsSection({ settings }: SectionProps) {
  const { t } = useTranslation()
  const form = useSettingsForm(settings, ['rateCard'])
  const card = form.values.rateCard
  const set = (change: Partial<Settings['rateCard']>) =>
    form.set('rateCard', { ...card, ...change })
  return (
    <Form {...form} onSubmit={form.submit}>
      <Text c="dimmed">{t('settings.costs.help')}</Text>
      <Group grow align="flex-start">
        <TextInput
          label={t('settings.costs.currency')}
          value={card.currency}
          maxLength={3}
          onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
          error={card.currency.length === 3 ? null : t('settings.costs.currencyWrong')}
        />
        <TextInput
          label={t('settings.costs.asOf')}
          value={card.asOf}
          maxLength={20}
          onChange={(event) => set({ asOf: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        {(['marketing', 'utility'] as const).map((category) => (
          <NumberInput
            key={category}
            label={t(`settings.costs.${category}`)}
            value={card[category]}
            min={0}
            step={0.001}
            decimalScale={6}
            onChange={(value) => set({ [category]: Number(value) })}
          />
        ))}
      </Group>
    </Form>
  )
}
