import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import type { PeopleQuery } from './people-query.ts'

type Filter = PeopleQuery['filter']

export interface FilterChip {
  readonly key: string
  readonly label: string
  /** What changes in the filter when the chip is taken away. */
  readonly without: Partial<Filter>
}

/** The parts of a filter in words. Names of tags and groups are asked for only where they are needed. */
export function useFilterChips(filter: Filter): FilterChip[] {
  const { t } = useTranslation()
  const format = useFormat()
  const { tagIds = [], countries = [], groupId } = filter
  const tags = useCall('tags.list', {}, { enabled: tagIds.length > 0 })
  const group = useCall(
    'groups.get',
    { groupId: groupId ?? '' },
    { enabled: groupId !== undefined },
  )
  const segment = useCall(
    'segments.get',
    { segmentId: filter.segmentId ?? '' },
    { enabled: filter.segmentId !== undefined },
  )
  const chips: FilterChip[] = []
  const add = (key: keyof Filter, label: string) =>
    chips.push({ key, label, without: { [key]: undefined } })

  for (const tagId of tagIds) {
    const name = tags.data?.tags.find((tag) => tag.id === tagId)?.name ?? '…'
    const others = tagIds.filter((other) => other !== tagId)
    chips.push({ key: tagId, label: t('people.chip.tag', { name }), without: { tagIds: others } })
  }
  for (const code of countries) {
    const others = countries.filter((other) => other !== code)
    chips.push({ key: code, label: format.countryName(code), without: { countries: others } })
  }
  if (filter.optIn !== undefined) add('optIn', t(`members.optIn.${filter.optIn}`))
  if (filter.screening !== undefined) add('screening', t(`members.screening.${filter.screening}`))
  if (filter.source !== undefined)
    add('source', t('people.chip.source', { source: t(`people.source.${filter.source}`) }))
  if (groupId !== undefined)
    add('groupId', t('people.chip.group', { name: group.data?.subject ?? '…' }))
  if (filter.importId !== undefined) add('importId', t('people.chip.import'))
  if (filter.segmentId !== undefined)
    add('segmentId', t('people.chip.segment', { name: segment.data?.name ?? '…' }))
  if (filter.hasNumber !== undefined) add('hasNumber', t(`people.hasNumber.${filter.hasNumber}`))
  if (filter.hasOrders !== undefined) add('hasOrders', t(`people.hasOrders.${filter.hasOrders}`))
  if (filter.seenAfter !== undefined)
    add('seenAfter', t('people.chip.seenAfter', { day: format.date(filter.seenAfter) }))
  if (filter.notSeenSince !== undefined)
    add('notSeenSince', t('people.chip.notSeenSince', { day: format.date(filter.notSeenSince) }))
  return chips
}
