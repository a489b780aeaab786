import { useDebouncedValue } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import type { ContactFilter } from '../../../shared/domain/contacts.ts'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { readAddress, toAddress, type PeopleQuery } from './people-query.ts'

/** Rows asked for at a time. */
const pageRows = 200
const searchLimit = 200

/** What was searched for last and where, so that coming back from a person finds it again. */
let lastSearch = { address: '', text: '' }

/** The query in the address, and the search that stays out of it. */
export function usePeopleQuery() {
  const { search: address } = useRoute()
  const query = readAddress(address)
  const here = toAddress(query)
  const [text, setText] = useState(() => (lastSearch.address === here ? lastSearch.text : ''))
  const [needle] = useDebouncedValue(text.trim().slice(0, searchLimit), 150)
  lastSearch = { address: here, text }
  const setQuery = useCallback(
    (next: PeopleQuery) => navigate(toAddress(next), { replace: true }),
    [],
  )
  const filter: ContactFilter = needle === '' ? query.filter : { ...query.filter, search: needle }
  return { query, setQuery, text, setText, filter, here }
}

/** People page by page; they are counted once the rows are there, which wait for nothing. */
export function usePeople(filter: ContactFilter, query: PeopleQuery) {
  const pages = useInfinitePages('contacts.list', {
    ...filter,
    sort: query.sort,
    descending: query.descending,
    limit: pageRows,
  })
  const count = useCall('contacts.count', filter, {
    enabled: !pages.isLoading && !pages.isPrevious && pages.error === null,
  })
  // A list that has come to its end needs no counting.
  const isWhole = !pages.isLoading && !pages.isPrevious && !pages.hasNextPage
  const total = isWhole ? pages.items.length : (count.data?.total ?? null)
  return { pages, total }
}
