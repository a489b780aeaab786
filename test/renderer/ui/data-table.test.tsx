// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { DataTable } from '../../../renderer/ui/data-table.tsx'
import type { DataColumn } from '../../../renderer/ui/data-table-types.ts'
import { axeFaults } from '../helpers/axe.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

interface Person {
  readonly id: string
  readonly name: string
}
const people: readonly Person[] = Array.from({ length: 400 }, (_, index) => ({
  id: `p${index}`,
  name: `Person ${index}`,
}))
const columns: DataColumn<Person>[] = [
  { key: 'name', header: 'Name', cell: (person) => person.name, sortKey: 'name', canHide: false },
  { key: 'id', header: 'Code', cell: (person) => person.id },
  { key: 'born', header: 'Born', cell: () => '1990', isHiddenAtFirst: true },
]

interface PeopleProps {
  readonly onEnd?: () => void
  readonly onOpen?: (person: Person) => void
  readonly total?: number | null
}

function People({ onEnd, onOpen, total = 1000 }: PeopleProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [sort, setSort] = useState({ key: 'name', descending: false })
  return (
    <>
      <p>chosen: {[...selected].join(' ')}</p>
      <p>
        sort: {sort.key} {String(sort.descending)}
      </p>
      <DataTable
        label="People"
        columns={columns}
        columnsKey="people"
        rows={people}
        total={total}
        rowKey={(person) => person.id}
        selection={{ selected, onChange: setSelected }}
        sort={{ ...sort, onChange: (key, descending) => setSort({ key, descending }) }}
        {...(onEnd === undefined ? {} : { onEndReached: onEnd })}
        {...(onOpen === undefined ? {} : { onRowClick: onOpen })}
      />
    </>
  )
}

describe('DataTable', () => {
  it('draws only what is in sight and tells the true number of rows', async () => {
    await renderScreen(<People />)
    const grid = screen.getByRole('grid', { name: 'People' })
    expect(grid.getAttribute('aria-rowcount')).toBe('1001')
    expect(screen.getByText('Person 0')).toBeTruthy()
    expect(screen.queryByText('Person 300')).toBeNull()
  })

  it('chooses a span with shift', async () => {
    const { user } = await renderScreen(<People />)
    await user.click(screen.getByText('Person 2'))
    fireEvent.click(screen.getByText('Person 5'), { shiftKey: true })
    expect(screen.getByText('chosen: p2 p3 p4 p5')).toBeTruthy()
  })

  it('is worked by keyboard: arrows move, space chooses, Enter opens', async () => {
    const opened: string[] = []
    const { user } = await renderScreen(<People onOpen={(person) => opened.push(person.id)} />)
    screen.getAllByRole('row')[1]?.focus()
    await user.keyboard('{ArrowDown}')
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await user.keyboard(' {Enter}')
    expect(screen.getByText('chosen: p1')).toBeTruthy()
    expect(opened).toEqual(['p1'])
  })

  it('turns the order round when a sorted column is clicked', async () => {
    const { user } = await renderScreen(<People />)
    await user.click(screen.getByRole('button', { name: 'Name' }))
    expect(screen.getByText('sort: name true')).toBeTruthy()
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
  })

  it('hides a column that is not wanted', async () => {
    const { user } = await renderScreen(<People />)
    await user.click(screen.getByRole('button', { name: 'Choose columns' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Code' }))
    expect(screen.queryByRole('columnheader', { name: 'Code' })).toBeNull()
  })

  it('shows a column that is hidden at first once it is chosen', async () => {
    const { user } = await renderScreen(<People />)
    expect(screen.queryByRole('columnheader', { name: 'Born' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Choose columns' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Born' }))
    expect(screen.getByRole('columnheader', { name: 'Born' })).toBeTruthy()
  })

  it('holds rows that nobody has counted', async () => {
    await renderScreen(<People total={null} />)
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('-1')
  })

  it('asks for more by what the list says, not by a count that may be old', async () => {
    const asked: string[] = []
    const few = people.slice(0, 30)
    const table = (hasMore: boolean) => (
      <DataTable
        label="People"
        columns={columns}
        rows={few}
        total={30}
        hasMore={hasMore}
        rowKey={(person) => person.id}
        onEndReached={() => asked.push(String(hasMore))}
      />
    )
    const { unmount } = await renderScreen(table(false))
    unmount()
    await renderScreen(table(true))
    expect(new Set(asked)).toEqual(new Set(['true']))
  })

  it('has no accessibility fault', async () => {
    await renderScreen(<People />)
    const row = screen.getAllByRole('row')[1]
    expect(row && within(row).getByRole('checkbox', { name: 'Select row 1' })).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })
})
