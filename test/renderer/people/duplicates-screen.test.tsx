// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DuplicatesScreen } from '../../../renderer/features/people/duplicates-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { contactShopOf } from '../helpers/fake-handlers-contacts.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const xiaowen = fakeId('contact', 5000)
const twin = fakeId('contact', 5002)

describe('duplicates', () => {
  it('puts two side by side with what speaks for one person', async () => {
    await renderScreen(<DuplicatesScreen />)
    expect(
      await screen.findByText('What speaks for one person: same name and same email address.'),
    ).toBeTruthy()
    expect(screen.getByText('Pair 1 of 3')).toBeTruthy()
    expect(screen.getAllByRole('radio')).toHaveLength(2)
    expect(await axeFaults()).toEqual([])
  })

  it('merges into the one that stays, and undoes it', async () => {
    const { user, bridge } = await renderScreen(<DuplicatesScreen />)
    await screen.findByText('Pair 1 of 3')
    await user.keyboard('{ArrowLeft}m')
    expect(await screen.findByText('Pair 1 of 2')).toBeTruthy()
    expect(bridge.inputsOf('contacts.merge')).toEqual([{ intoId: xiaowen, fromId: twin }])
    await user.keyboard('z')
    expect(await screen.findByText('Taken apart again')).toBeTruthy()
    expect(bridge.inputsOf('contacts.split')).toHaveLength(1)
  })

  it('lets the owner choose who stays', async () => {
    const { user, bridge } = await renderScreen(<DuplicatesScreen />)
    await screen.findByText('Pair 1 of 3')
    await user.keyboard('{ArrowLeft}s')
    await user.click(screen.getByRole('button', { name: /^Merge into 陈晓雯（花店）/ }))
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.merge')).toEqual([{ intoId: twin, fromId: xiaowen }]),
    )
  })

  it('goes by arrows, says that two are different, and ends', async () => {
    const { user, bridge } = await renderScreen(<DuplicatesScreen />, { language: 'zh-CN' })
    await screen.findByText('第 1 对，共 3 对')
    await user.keyboard('{ArrowDown}')
    expect(await screen.findByText('第 2 对，共 3 对')).toBeTruthy()
    for (const left of ['共 2 对', '共 1 对']) {
      await user.keyboard('d')
      await screen.findByText(new RegExp(left))
    }
    await user.keyboard('d')
    expect(await screen.findByText('没有重复客户')).toBeTruthy()
    expect(bridge.inputsOf('contacts.dismissDuplicate')).toHaveLength(3)
  })

  it('shows two of whom nothing is known', async () => {
    const bridge = createFakeBridge()
    for (const contact of contactShopOf(bridge.state).contacts)
      Object.assign(contact, { name: '', maskedNumber: null, username: null, country: null })
    await renderScreen(<DuplicatesScreen />, { bridge })
    expect(await screen.findAllByText('No number')).toHaveLength(2)
    expect(screen.getAllByText('No name known').length).toBeGreaterThanOrEqual(2)
    expect(await axeFaults()).toEqual([])
  })
})
