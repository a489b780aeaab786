import { Button, Group, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/ipc/contract.ts'

/** Days as `YYYY-MM-DD`, local time. */
export interface AuditFilter {
  readonly groupId: string | null
  readonly domain: string | null
  readonly from: string | null
  readonly to: string | null
}

export const emptyFilter: AuditFilter = { groupId: null, domain: null, from: null, to: null }

/** Start of a local day as Unix ms; `days` later if asked. */
function dayStart(day: string, days = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + days).getTime()
}

/** A period of whole days as Unix ms, its last day included. */
export function toPeriod({ from, to }: Pick<AuditFilter, 'from' | 'to'>) {
  return {
    ...(from === null ? {} : { from: dayStart(from) }),
    ...(to === null ? {} : { to: dayStart(to, 1) - 1 }),
  }
}

/** The filter as the call takes it; a domain ends in a dot to stand for all its actions. */
export function toAuditInput(filter: AuditFilter): Omit<CallInput<'audit.list'>, 'cursor'> {
  return {
    ...(filter.groupId === null ? {} : { groupId: filter.groupId }),
    ...(filter.domain === null ? {} : { action: `${filter.domain}.` }),
    ...toPeriod(filter),
  }
}

const domains = [
  'groups',
  'participants',
  'joinRequests',
  'members',
  'contacts',
  'tags',
  'customFields',
  'savedViews',
  'chatExports',
  'consent',
  'cleanUp',
  'consentPurposes',
  'legalTexts',
  'optOutWords',
  'signupCampaigns',
  'notices',
  'templates',
  'directMessages',
  'contactLists',
  'segments',
  'rfm',
  'broadcasts',
  'sendingLimits',
  'rateCard',
  'ruleSets',
  'rules',
  'findings',
  'plans',
  'jobs',
  'reviews',
  'announcements',
  'account',
  'sync',
  'reports',
  'settings',
  'workspace',
]

export interface GroupChoice {
  readonly id: string
  readonly subject: string
}

export interface AuditFiltersProps {
  readonly filter: AuditFilter
  readonly onChange: (filter: AuditFilter) => void
  readonly groups: readonly GroupChoice[]
}

/** Which entries to show: of a group, of a kind, of a period. */
export function AuditFilters({ filter, onChange, groups }: AuditFiltersProps) {
  const { t } = useTranslation()
  const isFiltered = Object.values(filter).some((value) => value !== null)
  return (
    <Group gap="sm" align="flex-end">
      <GroupSelect
        value={filter.groupId}
        groups={groups}
        onChange={(groupId) => onChange({ ...filter, groupId })}
      />
      <Select
        label={t('audit.filter.kind')}
        placeholder={t('common.all')}
        data={domains.map((value) => ({ value, label: t(`audit.domain.${value}`) }))}
        value={filter.domain}
        onChange={(domain) => onChange({ ...filter, domain })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('audit.filter.clear') }}
      />
      <PeriodInput filter={filter} onChange={(period) => onChange({ ...filter, ...period })} />
      {isFiltered ? (
        <Button variant="subtle" onClick={() => onChange(emptyFilter)}>
          {t('audit.filter.clear')}
        </Button>
      ) : null}
    </Group>
  )
}

interface GroupSelectProps {
  readonly value: string | null
  readonly groups: readonly GroupChoice[]
  readonly onChange: (groupId: string | null) => void
}

/** One group, or all. */
export function GroupSelect({ value, groups, onChange }: GroupSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('audit.filter.group')}
      placeholder={t('audit.filter.allGroups')}
      data={groups.map((group) => ({ value: group.id, label: group.subject }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('audit.filter.clear') }}
      limit={200}
    />
  )
}

interface PeriodInputProps {
  readonly filter: Pick<AuditFilter, 'from' | 'to'>
  readonly onChange: (period: Pick<AuditFilter, 'from' | 'to'>) => void
}

/** A first and a last day; either may be left out. */
export function PeriodInput({ filter, onChange }: PeriodInputProps) {
  const { t, i18n } = useTranslation()
  const valueFormat = i18n.language === 'zh-CN' ? 'YYYY年M月D日' : 'D MMM YYYY'
  return (
    <>
      {(['from', 'to'] as const).map((edge) => (
        <DatePickerInput
          key={edge}
          w={150}
          label={t(`audit.filter.${edge}`)}
          placeholder={t('audit.filter.any')}
          valueFormat={valueFormat}
          value={filter[edge]}
          onChange={(value) => onChange({ ...filter, [edge]: value })}
          clearable
          clearButtonProps={{ 'aria-label': t('audit.filter.clear') }}
          {...(edge === 'to' && filter.from !== null ? { minDate: filter.from } : {})}
        />
      ))}
    </>
  )
}
