import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  screeningLimits,
  screeningPreset,
  screeningSettings,
  type ScreeningPreset,
  type ScreeningSettings,
} from '../../../shared/domain/screening.ts'
import { screeningPresets } from '../../../shared/domain/screening-presets.ts'
import { useCountryChoices } from '../../lib/countries.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { ThresholdFields, WeightFields } from './weight-fields.tsx'
import classes from './screening.module.css'

/** How the checks weigh, where the lines are drawn, and what a change would do before it is saved. */
export function SettingsView() {
  const query = useCall('screening.settings', {})
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return <SettingsForm key={JSON.stringify(query.data)} saved={query.data} />
}

/** The preset that these settings are, whatever the countries; null: the owner's own. */
function presetOf(settings: ScreeningSettings): ScreeningPreset | null {
  const plain = JSON.stringify(screeningSettings.parse({ ...settings, markets: [] }))
  return (
    screeningPreset.options.find(
      (name) => JSON.stringify(screeningSettings.parse(screeningPresets[name])) === plain,
    ) ?? null
  )
}

const previewAfterMs = 250

function SettingsForm({ saved }: { readonly saved: ScreeningSettings }) {
  const { t } = useTranslation()
  const [settings, setSettings] = useState(saved)
  const [asked] = useDebouncedValue(settings, previewAfterMs)
  const save = useCommand('screening.saveSettings', {
    onSuccess: () => showDone(t('screening.settings.saved')),
  })
  const preset = presetOf(settings)
  const isChanged = JSON.stringify(settings) !== JSON.stringify(saved)
  return (
    <form
      className={classes['settings']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) save.mutate(settings)
      }}
    >
      <Stack gap="lg">
        <PresetField
          preset={preset}
          onChange={(name) => setSettings({ ...screeningPresets[name], markets: settings.markets })}
        />
        <MarketField settings={settings} onChange={setSettings} />
        <ThresholdFields settings={settings} onChange={setSettings} />
        <WeightFields settings={settings} onChange={setSettings} />
        <LimitFields settings={settings} onChange={setSettings} />
      </Stack>
      <Paper withBorder p="md" className={classes['preview']}>
        <PreviewPanel settings={asked} isMoving={asked !== settings} />
        <Group mt="md" gap="xs">
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {t('common.save')}
          </Button>
          {isChanged ? (
            <Button variant="default" onClick={() => setSettings(saved)}>
              {t('screening.settings.discard')}
            </Button>
          ) : null}
        </Group>
      </Paper>
    </form>
  )
}

interface PresetFieldProps {
  readonly preset: ScreeningPreset | null
  readonly onChange: (preset: ScreeningPreset) => void
}

function PresetField({ preset, onChange }: PresetFieldProps) {
  const { t } = useTranslation()
  const own = preset === null ? [{ value: 'own', label: t('screening.settings.preset.own') }] : []
  return (
    <div>
      <Text size="sm" fw={600} mb={4} id="screening-preset">
        {t('screening.settings.presetLabel')}
      </Text>
      <SegmentedControl
        aria-labelledby="screening-preset"
        value={preset ?? 'own'}
        onChange={(value) => {
          const chosen = screeningPreset.options.find((name) => name === value)
          if (chosen !== undefined) onChange(chosen)
        }}
        data={[
          ...screeningPreset.options.map((value) => ({
            value,
            label: t(`screening.settings.preset.${value}`),
          })),
          ...own,
        ]}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {t(`screening.settings.presetHelp.${preset ?? 'own'}`)}
      </Text>
    </div>
  )
}

export interface SettingsFieldsProps {
  readonly settings: ScreeningSettings
  readonly onChange: (settings: ScreeningSettings) => void
}

function MarketField({ settings, onChange }: SettingsFieldsProps) {
  const { t } = useTranslation()
  const choices = useCountryChoices()
  return (
    <MultiSelect
      label={t('screening.settings.markets')}
      description={t('screening.settings.marketsHelp')}
      placeholder={settings.markets.length === 0 ? t('screening.settings.marketsNone') : ''}
      searchable
      clearable
      value={[...settings.markets]}
      onChange={(markets) => onChange({ ...settings, markets })}
      data={choices}
    />
  )
}

const limitNames = screeningLimits.keyof().options

function LimitFields({ settings, onChange }: SettingsFieldsProps) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="screening-limits">
      <Title order={2} size="h4" mb="xs" id="screening-limits">
        {t('screening.settings.limits')}
      </Title>
      <Group gap="md" align="flex-end">
        {limitNames.map((name) => (
          <NumberInput
            key={name}
            w="15rem"
            label={t(`screening.settings.limit.${name}`)}
            min={screeningLimits.shape[name].minValue ?? 1}
            max={screeningLimits.shape[name].maxValue ?? 1000}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            value={settings.limits[name]}
            onChange={(typed) => {
              const limits = { ...settings.limits, [name]: Number(typed) }
              if (screeningLimits.safeParse(limits).success) onChange({ ...settings, limits })
            }}
          />
        ))}
      </Group>
    </section>
  )
}
