import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'

/** Finds one person by name or number and opens what they agreed to. */
export function FindPerson() {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 200)
  const found = useCall(
    'contacts.list',
    { search: asked, limit: 12 },
    { enabled: asked !== '', keepPrevious: true },
  )
  const items = asked === '' ? [] : (found.data?.items ?? [])
  return (
    <Select
      w={320}
      label={t('consent.find.label')}
      placeholder={t('consent.find.placeholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The app searches; what it found is shown as it is.
      filter={({ options }) => options}
      nothingFoundMessage={asked === '' ? t('consent.find.type') : t('consent.find.none')}
      value={null}
      onChange={(contactId) => {
        if (contactId !== null) navigate(`/consent?contactId=${contactId}`)
      }}
      data={items.map((contact) => ({
        value: contact.id,
        label:
          contact.maskedNumber === null || contact.maskedNumber === contact.name
            ? contact.name
            : `${contact.name} · ${contact.maskedNumber}`,
      }))}
    />
  )
}
