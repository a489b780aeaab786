import { Slider, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { screeningCheck, type ScreeningSettings } from '../../../shared/domain/screening.ts'
import { signed } from './reasons.tsx'
import classes from './screening.module.css'

interface FieldsProps {
  readonly settings: ScreeningSettings
  readonly onChange: (settings: ScreeningSettings) => void
}

/** How much a weight is, in a word. */
export function weightWord(weight: number): 'none' | 'little' | 'some' | 'much' | 'decisive' {
  if (weight === 0) return 'none'
  if (weight <= 20) return 'little'
  if (weight <= 45) return 'some'
  return weight <= 75 ? 'much' : 'decisive'
}

/** From which score on somebody is trusted, and from which down rejected. */
export function ThresholdFields({ settings, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const fields = [
    { name: 'trustAt', min: 1, max: 100 },
    { name: 'rejectAt', min: -100, max: -1 },
  ] as const
  return (
    <section aria-labelledby="screening-thresholds">
      <Title order={2} size="h4" mb={4} id="screening-thresholds">
        {t('screening.settings.thresholds')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('screening.settings.thresholdsHelp')}
      </Text>
      {fields.map(({ name, min, max }) => {
        const label = t(`screening.settings.${name}`)
        return (
          <div key={name} className={classes['weight']}>
            <Text size="sm">{label}</Text>
            <Slider
              thumbLabel={label}
              min={min}
              max={max}
              label={signed}
              value={settings[name]}
              onChange={(value) => onChange({ ...settings, [name]: value })}
            />
            <Text size="sm" c="dimmed">
              {t('screening.settings.points', { points: signed(settings[name]) })}
            </Text>
          </div>
        )
      })}
    </section>
  )
}

/** What each check counts at most, as a slider with its word. */
export function WeightFields({ settings, onChange }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="screening-weights">
      <Title order={2} size="h4" mb={4} id="screening-weights">
        {t('screening.settings.weights')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('screening.settings.weightsHelp')}
      </Text>
      {screeningCheck.options.map((check) => {
        const label = t(`screening.check.${check}`)
        const weight = settings.weights[check]
        return (
          <div key={check} className={classes['weight']}>
            <Text size="sm">{label}</Text>
            <Slider
              thumbLabel={label}
              min={0}
              max={100}
              step={5}
              value={weight}
              onChange={(value) =>
                onChange({ ...settings, weights: { ...settings.weights, [check]: value } })
              }
            />
            <Text size="sm" c="dimmed">
              {t(`screening.settings.weight.${weightWord(weight)}`, { weight })}
            </Text>
          </div>
        )
      })}
    </section>
  )
}
