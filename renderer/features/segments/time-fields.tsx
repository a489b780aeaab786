import { Group, NumberInput, Select, Text } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { SegmentMoment } from '../../../shared/domain/segments.ts'

const defaultDays = 90
const dayMs = 24 * 60 * 60 * 1000

export interface TimeFieldProps<T> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
}

/** Ever, or in the last so many days. */
export function WithinField({ label, value, onChange }: TimeFieldProps<number | null>) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={label}
        w="9.5rem"
        allowDeselect={false}
        value={value === null ? 'ever' : 'last'}
        onChange={(chosen) => onChange(chosen === 'ever' ? null : defaultDays)}
        data={['ever', 'last'].map((option) => ({ value: option, label: t(`segments.${option}`) }))}
      />
      {value === null ? null : <DaysInput value={value} min={1} onChange={onChange} />}
    </Group>
  )
}

/** So many days ago, which moves with today, or a day that stays. */
export function MomentField({ label, value, onChange }: TimeFieldProps<SegmentMoment>) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" wrap="nowrap">
      {value.kind === 'daysAgo' ? (
        <DaysInput
          value={value.days}
          min={0}
          onChange={(days) => onChange({ kind: 'daysAgo', days })}
        />
      ) : (
        <DateInput
          aria-label={label}
          w="9rem"
          value={new Date(value.at)}
          onChange={(day) => {
            if (day !== null) onChange({ kind: 'at', at: new Date(day).getTime() })
          }}
        />
      )}
      <Select
        aria-label={t('segments.part.momentKind')}
        w="9.5rem"
        allowDeselect={false}
        value={value.kind}
        onChange={(chosen) =>
          onChange(
            chosen === 'at'
              ? { kind: 'at', at: startOfDay(Date.now() - defaultDays * dayMs) }
              : { kind: 'daysAgo', days: defaultDays },
          )
        }
        data={['daysAgo', 'at'].map((option) => ({
          value: option,
          label: t(`segments.${option}`),
        }))}
      />
    </Group>
  )
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

interface DaysInputProps {
  readonly value: number
  readonly min: number
  readonly onChange: (days: number) => void
}

function DaysInput({ value, min, onChange }: DaysInputProps) {
  const { t } = useTranslation()
  return (
    <>
      <NumberInput
        aria-label={t('segments.part.days')}
        w="5.5rem"
        min={min}
        max={36_500}
        value={value}
        onChange={(typed) => onChange(Math.max(min, Math.round(Number(typed) || 0)))}
      />
      <Text size="sm">{t('segments.days')}</Text>
    </>
  )
}
