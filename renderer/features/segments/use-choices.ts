import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountryChoices } from '../../lib/countries.ts'
import { useCall } from '../../lib/use-call.ts'
import type { ChoiceSource } from './condition-kinds.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}
export type Choices = Readonly<Record<ChoiceSource, readonly Choice[]>>

/** What there is to choose from in this shop. */
export function useChoices(): Choices {
  const { t } = useTranslation()
  const tags = useCall('tags.list', {}).data
  const lists = useCall('contactLists.list', {}).data
  const groups = useCall('groups.list', { limit: 500 }).data
  const broadcasts = useCall('broadcasts.list', { limit: 100 }).data
  const segments = useCall('segments.list', {}).data
  const fields = useCall('customFields.list', {}).data
  const purposes = useCall('consentPurposes.list', {}).data
  const countries = useCountryChoices()
  return useMemo(
    () => ({
      tags: (tags?.tags ?? []).map((tag) => ({ value: tag.id, label: tag.name })),
      lists: (lists?.lists ?? []).map((list) => ({ value: list.id, label: list.name })),
      groups: (groups?.items ?? []).map((group) => ({ value: group.id, label: group.subject })),
      broadcasts: (broadcasts?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      segments: (segments?.segments ?? []).map(({ id, name }) => ({ value: id, label: name })),
      customFields: (fields?.fields ?? []).map(({ key, label }) => ({ value: key, label })),
      purposes: (purposes?.purposes ?? []).map((purpose) => ({
        value: purpose.key,
        label: purpose.isBuiltin ? t(`segments.purpose.${purpose.key}`) : purpose.name,
      })),
      countries,
    }),
    [tags, lists, groups, broadcasts, segments, fields, purposes, countries, t],
  )
}
