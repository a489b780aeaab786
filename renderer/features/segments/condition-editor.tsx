import { Group, MultiSelect, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SegmentCondition } from '../../../shared/domain/segments.ts'
import { partsOf, type Part } from './condition-kinds.ts'
import { MomentField, WithinField } from './time-fields.tsx'
import type { Choice, Choices } from './use-choices.ts'

export interface ConditionEditorProps {
  readonly condition: SegmentCondition
  readonly choices: Choices
  readonly onChange: (condition: SegmentCondition) => void
}

/** The parts of one condition, side by side. */
export function ConditionEditor({ condition, choices, onChange }: ConditionEditorProps) {
  const values = condition as unknown as Readonly<Record<string, unknown>>
  return (
    <Group gap="xs" wrap="wrap" flex="1 1 20rem">
      {partsOf(condition).map((part) => (
        <PartField
          key={part.name}
          type={condition.type}
          part={part}
          value={values[part.name]}
          choices={choices}
          onChange={(value) => onChange({ ...condition, [part.name]: value })}
        />
      ))}
    </Group>
  )
}

interface PartFieldProps {
  readonly type: SegmentCondition['type']
  readonly part: Part
  readonly value: unknown
  readonly choices: Choices
  readonly onChange: (value: unknown) => void
}

/** Hundredths of the currency's unit; what is typed is units. */
const minorUnits = 100

function PartField(props: PartFieldProps) {
  const { t } = useTranslation()
  const { type, part, value, onChange } = props
  const label = t(`segments.part.${part.name}`)
  switch (part.as) {
    case 'choice':
      return (
        <Select
          aria-label={label}
          w="11rem"
          allowDeselect={false}
          value={String(value)}
          onChange={(chosen) => onChange(chosen)}
          data={part.options.map((option) => ({
            value: option,
            label: t(`segments.choice.${type}.${part.name}.${option}`),
          }))}
        />
      )
    case 'flag':
      return (
        <Select
          aria-label={label}
          w="11rem"
          allowDeselect={false}
          value={value === true ? 'yes' : 'no'}
          onChange={(chosen) => onChange(chosen === 'yes')}
          data={['yes', 'no'].map((option) => ({
            value: option,
            label: t(`segments.choice.${type}.${part.name}.${option}`),
          }))}
        />
      )
    case 'one':
      return <OneField {...props} label={label} options={optionsOf(props, t)} />
    case 'many':
      return (
        <MultiSelect
          aria-label={label}
          miw="16rem"
          searchable
          placeholder={(value as string[]).length === 0 ? t('segments.choose') : ''}
          value={[...(value as string[])]}
          onChange={onChange}
          data={[...optionsOf(props, t)]}
        />
      )
    case 'text':
      return (
        <TextInput
          aria-label={label}
          w="14rem"
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
    case 'money': {
      const unit = part.as === 'money' ? minorUnits : 1
      return (
        <NumberInput
          aria-label={label}
          w="7.5rem"
          min={0}
          decimalScale={part.as === 'money' ? 2 : 0}
          value={Number(value) / unit}
          onChange={(typed) => onChange(Math.round((Number(typed) || 0) * unit))}
        />
      )
    }
    case 'days':
      return (
        <Group gap="xs" wrap="nowrap">
          <NumberInput
            aria-label={label}
            w="6rem"
            min={0}
            max={366}
            value={Number(value)}
            onChange={(typed) => onChange(Number(typed) || 0)}
          />
          <Text size="sm">{t('segments.days')}</Text>
        </Group>
      )
    case 'months':
      return (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm">{t('segments.last')}</Text>
          <NumberInput
            aria-label={label}
            w="5.5rem"
            min={1}
            max={24}
            value={Number(value)}
            onChange={(typed) =>
              onChange(Math.min(24, Math.max(1, Math.round(Number(typed) || 1))))
            }
          />
          <Text size="sm">{t('segments.months')}</Text>
        </Group>
      )
    case 'within':
      return <WithinField label={label} value={value as number | null} onChange={onChange} />
    case 'moment':
      return <MomentField label={label} value={value as never} onChange={onChange} />
  }
}

function optionsOf(
  { type, part, choices }: PartFieldProps,
  t: (key: string) => string,
): readonly Choice[] {
  if (part.as !== 'one' && part.as !== 'many') return []
  if (typeof part.from === 'string') return choices[part.from]
  return part.from.map((value) => ({
    value,
    label: t(`segments.choice.${type}.${part.name}.${value}`),
  }))
}

/** A group or a broadcast may be left open: any of them. */
const anyValue = 'any'

function OneField({
  type,
  value,
  onChange,
  label,
  options,
}: PartFieldProps & { readonly label: string; readonly options: readonly Choice[] }) {
  const { t } = useTranslation()
  const isOpen = type === 'group' || type === 'broadcast'
  return (
    <Select
      aria-label={label}
      w="14rem"
      searchable
      allowDeselect={false}
      placeholder={t('segments.choose')}
      nothingFoundMessage={t('segments.nothingToChoose')}
      value={isOpen && value === null ? anyValue : String(value) === '' ? null : String(value)}
      onChange={(chosen) => onChange(chosen === anyValue ? null : chosen)}
      data={[
        ...(isOpen ? [{ value: anyValue, label: t(`segments.any.${type}`) }] : []),
        ...options,
      ]}
    />
  )
}
