// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { PeopleScreen } from '../../../renderer/features/people/people-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { contactShopOf } from '../helpers/fake-handlers-contacts.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

/** A shop of a dozen people: enough for most, and quick to draw. */
function smallShop() {
  const bridge = createFakeBridge()
  const shop = contactShopOf(bridge.state)
  shop.contacts = shop.contacts.slice(0, 12)
  return bridge
}

function openPeople(options: RenderOptions = {}) {
  return renderScreen(<PeopleScreen />, { bridge: smallShop(), path: '/people', ...options })
}

async function table(name = 'People'): Promise<HTMLElement> {
  return screen.findByLabelText(name, { selector: '[role=grid]' })
}

/** What is searched for outlives a screen; each test starts from an empty box. */
beforeEach(async () => {
  const { user, unmount } = await renderScreen(<PeopleScreen />, {
    bridge: smallShop(),
    path: '/people',
  })
  await user.clear(screen.getByLabelText('Search people'))
  unmount()
})

describe('the list of people', () => {
  it('draws a screenful of many, and the count is asked beside it', async () => {
    const { bridge } = await openPeople({ bridge: createFakeBridge() })
    const grid = await table()
    expect(await screen.findByText('300 people')).toBeTruthy()
    expect(grid.querySelectorAll('[role=row]').length).toBeLessThan(80)
    const names = bridge.calls.map((call) => call.name)
    expect(names.indexOf('contacts.list')).toBeLessThan(names.indexOf('contacts.count'))
  })

  it('shows rows while nobody has counted them yet', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('contacts.count', { code: 'internal' })
    await openPeople({ bridge })
    expect((await table()).getAttribute('aria-rowcount')).toBe('-1')
    expect(screen.getByText('Counting…')).toBeTruthy()
  })

  it('searches as one types, and keeps what is searched for out of the address', async () => {
    const { user, bridge } = await openPeople()
    await table()
    await user.type(screen.getByLabelText('Search people'), '婚礼')
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.list').at(-1)).toMatchObject({ search: '婚礼' }),
    )
    expect(await screen.findByText('2 people')).toBeTruthy()
    expect(window.location.hash).toBe('#/people')
  })

  it('takes its filters from the address and gives each as a chip', async () => {
    const tag = fakeId('tag', 1)
    const { user, bridge } = await openPeople({
      path: `/people?tagId=${tag}&screening=not_screened&importId=nonsense`,
    })
    expect(bridge.inputsOf('contacts.list')[0]).toMatchObject({
      tagIds: [tag],
      screening: 'not_screened',
    })
    await user.click(await screen.findByRole('button', { name: 'Remove filter “Tag: VIP”' }))
    await waitFor(() => expect(window.location.hash).toBe('#/people?screening=not_screened'))
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(await screen.findByText('12 people')).toBeTruthy()
  })

  it('narrows by what is chosen in the filter box', async () => {
    const { user, bridge } = await openPeople()
    await user.click(await screen.findByRole('button', { name: 'Filter' }))
    await user.click(await screen.findByRole('combobox', { name: 'Number' }))
    await user.click(await screen.findByRole('option', { name: 'Has no number' }))
    expect(await screen.findByText('1 person')).toBeTruthy()
    expect(window.location.hash).toBe('#/people?hasNumber=false')
    await user.click(screen.getByRole('combobox', { name: 'Last seen' }))
    await user.click(await screen.findByRole('option', { name: 'Not seen for 30 days' }))
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.list').at(-1)).toHaveProperty('notSeenSince'),
    )
    expect(await axeFaults()).toEqual([])
  })

  it('sorts by a click on a heading', async () => {
    const { user, bridge } = await openPeople()
    await user.click(await screen.findByRole('button', { name: 'Last seen' }))
    await user.click(await screen.findByRole('button', { name: 'Last seen' }))
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.list').at(-1)).toMatchObject({
        sort: 'lastSeen',
        descending: true,
      }),
    )
    expect(window.location.hash).toBe('#/people?sort=lastSeen&descending=true')
  })

  it('opens a person by a click or by Enter', async () => {
    const { user } = await openPeople()
    await user.click(within(await table()).getByText('Maya Lindqvist'))
    expect(window.location.hash).toBe(`#/people/${fakeId('contact', 5001)}`)
  })

  it('shows somebody without number and name well', async () => {
    const bridge = smallShop()
    const [somebody] = contactShopOf(bridge.state).contacts
    Object.assign(somebody ?? {}, { name: '', maskedNumber: null, username: null, country: null })
    await openPeople({ bridge })
    const row = (await screen.findByText('No name known')).closest('[role=row]')
    expect(row?.textContent).toContain('No number')
  })

  it('teaches when nobody is here, and finds back when nobody matches', async () => {
    const bridge = createFakeBridge()
    contactShopOf(bridge.state).contacts = []
    const { user } = await openPeople({ bridge, language: 'zh-CN' })
    expect(await screen.findByText('还没有客户')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('搜索客户'), { target: { value: '没有这个人' } })
    await user.click(await screen.findByRole('button', { name: '清除搜索和条件' }))
    expect(await screen.findByText('还没有客户')).toBeTruthy()
  })

  it('speaks Chinese and has no accessibility fault', async () => {
    await openPeople({ language: 'zh-CN' })
    await table('客户')
    expect(await screen.findByText('12 位客户')).toBeTruthy()
    expect(screen.getByRole('columnheader', { name: '接收意愿' })).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('says what failed and asks again', async () => {
    const bridge = smallShop()
    bridge.refuse('contacts.list', { code: 'internal', retryable: true })
    await openPeople({ bridge })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
  })
})

describe('views', () => {
  it('keeps what one sees under a name and opens it again', async () => {
    const { user, bridge } = await openPeople({ path: '/people?optIn=opted_out&sort=created' })
    await user.click(await screen.findByRole('button', { name: 'Views' }))
    await user.click(await screen.findByRole('button', { name: 'Save view' }))
    expect(screen.getByText('Give the view a name.')).toBeTruthy()
    await user.type(screen.getByLabelText('Save what you see as'), 'Gone')
    await user.click(screen.getByRole('button', { name: 'Save view' }))
    expect(await screen.findByText('View “Gone” saved')).toBeTruthy()
    expect(bridge.inputsOf('savedViews.save')[0]).toEqual({
      name: 'Gone',
      filter: { optIn: 'opted_out' },
      sort: 'created',
      descending: false,
    })
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await user.click(screen.getByRole('button', { name: 'Views' }))
    await user.click(await screen.findByRole('button', { name: 'Gone' }))
    expect(window.location.hash).toBe('#/people?optIn=opted_out&sort=created')
  })
})

describe('many at once', () => {
  async function choose(names: string[], options: RenderOptions = {}) {
    const view = await openPeople(options)
    const grid = await table()
    for (const name of names) {
      const row = (await within(grid).findByText(name)).closest<HTMLElement>('[role=row]')
      await view.user.click(within(row ?? grid).getByRole('checkbox'))
    }
    return view
  }

  it('tags those chosen, by a tag made on the spot', async () => {
    const { user, bridge } = await choose(['Maya Lindqvist'])
    await user.click(screen.getByRole('button', { name: 'Tag 1 person' }))
    const box = await screen.findByLabelText('Add tag')
    await user.click(within(box).getByRole('combobox', { name: 'Tag' }))
    await user.click(await screen.findByRole('option', { name: 'New tag' }))
    await user.click(within(box).getByRole('button', { name: 'Tag 1 person' }))
    expect(within(box).getByText('Give the tag a name.')).toBeTruthy()
    await user.type(within(box).getByLabelText('Name of the new tag'), 'Peonies')
    await user.click(within(box).getByRole('button', { name: 'Tag 1 person' }))
    expect(await screen.findByText('1 person tagged')).toBeTruthy()
    expect(bridge.inputsOf('tags.assign')[0]).toMatchObject({
      target: { contactIds: [fakeId('contact', 5001)] },
      isOn: true,
    })
  })

  it('goes from those loaded to all that match', async () => {
    const { user, bridge } = await openPeople({
      bridge: createFakeBridge(),
      path: '/people?hasNumber=true',
    })
    await screen.findByText('284 people')
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }))
    await user.click(await screen.findByRole('button', { name: 'Select all 284 that match' }))
    await user.click(screen.getByRole('button', { name: 'Take a tag from 284 people' }))
    const box = await screen.findByLabelText('Take a tag away')
    await user.click(within(box).getByRole('combobox', { name: 'Tag' }))
    await user.click(await screen.findByRole('option', { name: 'VIP' }))
    await user.click(within(box).getByRole('button', { name: 'Take it from 284 people' }))
    expect(await screen.findByText('Tag taken from 284 people')).toBeTruthy()
    expect(bridge.inputsOf('tags.assign')[0]).toEqual({
      tagId: fakeId('tag', 1),
      target: { filter: { hasNumber: true } },
      isOn: false,
    })
  })

  it('puts all that match on a list, page by page', async () => {
    const { user, bridge } = await openPeople({ path: '/people?hasNumber=true' })
    await screen.findByText('11 people')
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }))
    await user.click(screen.getByRole('button', { name: 'Add 11 people to a list' }))
    const box = await screen.findByLabelText('Add to list')
    await user.click(within(box).getByRole('combobox', { name: 'List' }))
    await user.click(await screen.findByRole('option', { name: 'VIP' }))
    await user.click(within(box).getByRole('button', { name: 'Add 11 people' }))
    expect(await screen.findByText('11 people added to “VIP”')).toBeTruthy()
    expect(bridge.inputsOf('contactLists.setMembers')[0]?.contactIds).toHaveLength(11)
  })

  it('exports with numbers masked, and says that showing them is logged', async () => {
    const { user, bridge } = await choose(['Maya Lindqvist'])
    await user.click(screen.getByRole('button', { name: 'Export 1 person' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/Numbers are masked/)).toBeTruthy()
    await user.click(within(dialog).getByLabelText('CSV, for other programs'))
    await user.click(within(dialog).getByLabelText('Phone numbers in full'))
    expect(within(dialog).getByText(/written to the audit log/)).toBeTruthy()
    expect(await axeFaults(dialog)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Export 1 person' }))
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.export')[0]).toEqual({
        target: { contactIds: [fakeId('contact', 5001)] },
        format: 'csv',
        withNumbers: true,
      }),
    )
  })

  it('forgets the choice of all when the filter is another', async () => {
    const { user } = await openPeople({ bridge: createFakeBridge() })
    await screen.findByText('300 people')
    await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }))
    await user.click(await screen.findByRole('button', { name: 'Select all 300 that match' }))
    expect(screen.getByText('300 selected')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Search people'), { target: { value: 'Maya' } })
    await waitFor(() => expect(screen.queryByText(/selected/)).toBeNull())
  })
})

describe('beside the list', () => {
  it('adds a person and shows where a number is none', async () => {
    const { user, bridge } = await openPeople()
    await user.click(await screen.findByRole('button', { name: 'Add person' }))
    const panel = await screen.findByRole('complementary', { name: 'Add a person' })
    const save = within(panel).getByRole('button', { name: 'Add person' })
    await user.click(save)
    expect(within(panel).getByText('Give the person a name.')).toBeTruthy()
    await user.type(within(panel).getByLabelText('Name'), 'Nils Aurén')
    await user.type(within(panel).getByLabelText('Phone number'), '12')
    await user.click(save)
    expect(await within(panel).findByText(/This is no phone number/)).toBeTruthy()
    await user.type(within(panel).getByLabelText('Phone number'), '02 555 0143')
    expect(await axeFaults(panel)).toEqual([])
    await user.click(save)
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/people\/0190a000/))
    expect(bridge.inputsOf('contacts.create').at(-1)).toEqual({
      name: 'Nils Aurén',
      number: '1202 555 0143',
    })
  })

  it('says that a number is somebody else’s', async () => {
    const bridge = smallShop()
    bridge.refuse('contacts.create', { code: 'conflict', field: 'number' })
    const { user } = await openPeople({ bridge, language: 'zh-CN' })
    await user.click(await screen.findByRole('button', { name: '添加客户' }))
    const panel = await screen.findByRole('complementary', { name: '添加客户' })
    await user.type(within(panel).getByLabelText('名字'), '王小花')
    await user.type(within(panel).getByLabelText('电话号码'), '13800138000')
    await user.click(within(panel).getByRole('button', { name: '添加客户' }))
    expect(await within(panel).findByText(/这个号码属于另一位客户/)).toBeTruthy()
  })

  async function openPanel(name: string) {
    const view = await openPeople()
    await view.user.click(await screen.findByRole('button', { name: 'More' }))
    await view.user.click(await screen.findByRole('menuitem', { name }))
    return { ...view, panel: await screen.findByRole('complementary', { name }) }
  }

  it('makes, renames and deletes tags', async () => {
    const { user, bridge, panel } = await openPanel('Tags')
    await user.type(await within(panel).findByLabelText('Name of the new tag'), 'Peonies')
    await user.click(within(panel).getByRole('button', { name: 'Make tag' }))
    await user.click(await within(panel).findByRole('button', { name: 'Rename tag “Peonies”' }))
    const field = within(panel).getByLabelText('Rename tag “Peonies”')
    await user.clear(field)
    await user.type(field, '牡丹{Enter}')
    expect(await within(panel).findByText('牡丹')).toBeTruthy()
    await user.click(within(panel).getByRole('button', { name: 'Delete tag “VIP”' }))
    await user.click(await screen.findByRole('button', { name: 'Delete and take from 3 people' }))
    await waitFor(() => expect(within(panel).queryByText('VIP')).toBeNull())
    expect(bridge.inputsOf('tags.delete')).toEqual([{ tagId: fakeId('tag', 1) }])
    expect(await axeFaults(panel)).toEqual([])
  })

  it('makes and deletes fields of the shop’s own', async () => {
    const { user, bridge, panel } = await openPanel('Own fields')
    await user.type(await within(panel).findByLabelText('New field'), '喜欢的颜色')
    await user.click(within(panel).getByRole('button', { name: 'Make field' }))
    expect(await within(panel).findByDisplayValue('喜欢的颜色')).toBeTruthy()
    expect(bridge.inputsOf('customFields.save')[0]).toEqual({
      key: 'field_1',
      label: '喜欢的颜色',
      type: 'text',
    })
    await user.click(within(panel).getByRole('button', { name: 'Delete field “Anniversary”' }))
    await user.click(await screen.findByRole('button', { name: 'Delete field' }))
    await waitFor(() => expect(within(panel).queryByDisplayValue('Anniversary')).toBeNull())
    expect(await axeFaults(panel)).toEqual([])
  })
})
