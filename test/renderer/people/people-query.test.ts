import { describe, expect, it } from 'vitest'
import {
  changeFilter,
  daysAgo,
  isUnfiltered,
  readAddress,
  toAddress,
  type PeopleQuery,
} from '../../../renderer/features/people/people-query.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'

const full: PeopleQuery = {
  filter: {
    tagIds: [fakeId('tag', 1), fakeId('tag', 2)],
    countries: ['CN', 'MY'],
    optIn: 'opted_in',
    screening: 'to_check',
    source: 'import',
    groupId: fakeId('group', 1),
    importId: fakeId('import', 1),
    hasNumber: false,
    hasOrders: true,
    seenAfter: 1_700_000_000_000,
    notSeenSince: 1_600_000_000_000,
  },
  sort: 'lastOrder',
  descending: true,
}

function roundTrip(query: PeopleQuery): PeopleQuery {
  return readAddress(new URLSearchParams(toAddress(query).split('?')[1] ?? ''))
}

describe('the address of a list of people', () => {
  it('holds every filter and the order', () => {
    expect(roundTrip(full)).toEqual(full)
  })

  it('is the bare page when nothing is narrowed', () => {
    expect(toAddress({ filter: {}, sort: 'name', descending: false })).toBe('/people')
  })

  it.each([
    ['tagId=nonsense', {}],
    ['country=China', {}],
    ['optIn=perhaps&screening=to_check', { screening: 'to_check' }],
    ['hasNumber=maybe', {}],
    ['seenAfter=yesterday', {}],
    ['importId=', {}],
    ['sort=shoe_size&search=%2B86138', {}],
  ])('leaves out what makes no sense: %s', (search, filter) => {
    expect(readAddress(new URLSearchParams(search))).toEqual({
      filter,
      sort: 'name',
      descending: false,
    })
  })
})

describe('changing a filter', () => {
  it('takes away what is undefined or empty', () => {
    const changed = changeFilter(full.filter, { tagIds: [], optIn: undefined, countries: ['SG'] })
    expect(changed).not.toHaveProperty('tagIds')
    expect(changed).not.toHaveProperty('optIn')
    expect(changed.countries).toEqual(['SG'])
    expect(isUnfiltered(changed)).toBe(false)
    expect(isUnfiltered({})).toBe(true)
  })

  it('counts whole days, so that a list stays the same all day', () => {
    const morning = new Date(2026, 4, 20, 8, 1).getTime()
    const evening = new Date(2026, 4, 20, 22, 59).getTime()
    expect(daysAgo(30, morning)).toBe(daysAgo(30, evening))
    expect(daysAgo(30, morning)).toBe(new Date(2026, 3, 20).getTime())
  })
})
