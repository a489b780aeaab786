import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { contactSource } from '../../../shared/domain/contacts.ts'
import { optInState, screeningState } from '../../../shared/domain/members.ts'
import { useCountryChoices } from '../../lib/countries.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { daysAgo, type PeopleQuery } from './people-query.ts'
import classes from './people.module.css'

type Filter = PeopleQuery['filter']

export interface FilterFieldsProps {
  readonly filter: Filter
  readonly onChange: (change: Partial<Filter>) => void
}

// Inside the popover, so that choosing does not count as a click outside of it.
const inside = { withinPortal: false } as const

/** Every way to narrow the list. What is chosen counts at once. */
export function FilterFields(props: FilterFieldsProps) {
  return (
    <div className={classes['filters']}>
      <TagField {...props} />
      <CountryField {...props} />
      <StandingFields {...props} />
      <GroupField {...props} />
      <SegmentField {...props} />
      <SeenField {...props} />
      <HasField {...props} name="hasNumber" />
      <HasField {...props} name="hasOrders" />
    </div>
  )
}

function TagField({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const { data } = useCall('tags.list', {})
  return (
    <MultiSelect
      label={t('people.filter.tags')}
      comboboxProps={inside}
      openOnFocus={false}
      searchable
      maxValues={20}
      limit={100}
      value={filter.tagIds ?? []}
      onChange={(tagIds) => onChange({ tagIds })}
      data={(data?.tags ?? []).map((tag) => ({ value: tag.id, label: tag.name }))}
    />
  )
}

function CountryField({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const choices = useCountryChoices()
  return (
    <MultiSelect
      label={t('people.filter.countries')}
      comboboxProps={inside}
      searchable
      maxValues={50}
      limit={60}
      value={filter.countries ?? []}
      onChange={(countries) => onChange({ countries })}
      data={choices}
    />
  )
}

function StandingFields({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('people.filter.optIn')}
        placeholder={t('common.all')}
        comboboxProps={inside}
        clearable
        value={filter.optIn ?? null}
        onChange={(value) => onChange({ optIn: value ?? undefined })}
        data={optInState.options.map((value) => ({ value, label: t(`members.optIn.${value}`) }))}
      />
      <Select
        label={t('people.filter.screening')}
        placeholder={t('common.all')}
        comboboxProps={inside}
        clearable
        value={filter.screening ?? null}
        onChange={(value) => onChange({ screening: value ?? undefined })}
        data={screeningState.options.map((value) => ({
          value,
          label: t(`members.screening.${value}`),
        }))}
      />
      <Select
        label={t('people.filter.source')}
        placeholder={t('common.all')}
        comboboxProps={inside}
        clearable
        value={filter.source ?? null}
        onChange={(value) => onChange({ source: value ?? undefined })}
        data={contactSource.options.map((value) => ({ value, label: t(`people.source.${value}`) }))}
      />
    </>
  )
}

function GroupField({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const groups = useInfinitePages('groups.list', { limit: 500 })
  return (
    <Select
      label={t('people.filter.group')}
      placeholder={t('common.all')}
      comboboxProps={inside}
      clearable
      searchable
      limit={100}
      value={filter.groupId ?? null}
      onChange={(value) => onChange({ groupId: value ?? undefined })}
      data={groups.items.map((group) => ({ value: group.id, label: group.subject }))}
    />
  )
}

function SegmentField({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const segments = useCall('segments.list', {}).data?.segments ?? []
  return (
    <Select
      label={t('people.filter.segment')}
      placeholder={t('common.all')}
      comboboxProps={inside}
      clearable
      searchable
      limit={100}
      value={filter.segmentId ?? null}
      onChange={(value) => onChange({ segmentId: value ?? undefined })}
      data={segments.map((segment) => ({ value: segment.id, label: segment.name }))}
    />
  )
}

const seenChoices = [
  ['seenAfter', 7],
  ['seenAfter', 30],
  ['seenAfter', 90],
  ['notSeenSince', 30],
  ['notSeenSince', 90],
  ['notSeenSince', 180],
  ['notSeenSince', 365],
] as const

function SeenField({ filter, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const chosen = seenChoices.find(([key, days]) => filter[key] === daysAgo(days))
  return (
    <Select
      label={t('people.filter.seen')}
      placeholder={t('common.all')}
      comboboxProps={inside}
      clearable
      value={chosen?.join(' ') ?? null}
      onChange={(value) => {
        const choice = seenChoices.find((one) => one.join(' ') === value)
        onChange({
          seenAfter: undefined,
          notSeenSince: undefined,
          ...(choice === undefined ? {} : { [choice[0]]: daysAgo(choice[1]) }),
        })
      }}
      data={seenChoices.map(([key, days]) => ({
        value: `${key} ${days}`,
        label: t(`people.seen.${key}`, { count: days }),
      }))}
    />
  )
}

function HasField(props: FilterFieldsProps & { readonly name: 'hasNumber' | 'hasOrders' }) {
  const { t } = useTranslation()
  const { name, filter, onChange } = props
  const value = filter[name]
  return (
    <Select
      label={t(`people.filter.${name}`)}
      placeholder={t('common.all')}
      comboboxProps={inside}
      clearable
      value={value === undefined ? null : String(value)}
      onChange={(next) => onChange({ [name]: next === null ? undefined : next === 'true' })}
      data={(['true', 'false'] as const).map((one) => ({
        value: one,
        label: t(`people.${name}.${one}`),
      }))}
    />
  )
}
