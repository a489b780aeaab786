// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useCall, useCommand, useInfinitePages } from '../../../renderer/lib/use-call.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

function Name() {
  const settings = useCall('settings.get', {})
  const update = useCommand('settings.update')
  return (
    <>
      <p>{settings.data?.workspaceName ?? settings.error?.reply.code}</p>
      <button onClick={() => update.mutate({ workspaceName: '' })}>break</button>
    </>
  )
}

function Entries() {
  const entries = useInfinitePages('audit.list', { limit: 100 })
  return (
    <button onClick={entries.fetchNextPage}>
      {entries.items.length} of {entries.total}
    </button>
  )
}

describe('useCall', () => {
  it('asks again when an event names its domain, and not otherwise', async () => {
    const { bridge } = await renderScreen(<Name />)
    expect(await screen.findByText('花间集')).toBeTruthy()
    bridge.state.settings.workspaceName = 'Tulip & Twine'
    act(() => bridge.emit({ topic: 'changed', payload: { domains: ['groups'], groupId: null } }))
    expect(screen.getByText('花间集')).toBeTruthy()
    act(() => bridge.emit({ topic: 'changed', payload: { domains: ['settings'], groupId: null } }))
    expect(await screen.findByText('Tulip & Twine')).toBeTruthy()
  })

  it('asks once more when a change comes while the first answer is on its way', async () => {
    const bridge = createFakeBridge()
    let first = true
    const slow: typeof bridge = {
      ...bridge,
      async call(name, input) {
        const reply = await bridge.call(name, input)
        if (name !== 'settings.get' || !first) return reply
        first = false
        const before = structuredClone(reply)
        bridge.state.settings.workspaceName = 'Tulip & Twine'
        bridge.emit({ topic: 'changed', payload: { domains: ['settings'], groupId: null } })
        return before
      },
    }
    await renderScreen(<Name />, { bridge: slow })
    expect(await screen.findByText('Tulip & Twine')).toBeTruthy()
  })

  it('carries the refusal', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('settings.get', { code: 'workspace_locked' })
    await renderScreen(<Name />, { bridge })
    expect(await screen.findByText('workspace_locked')).toBeTruthy()
  })
})

describe('useCommand', () => {
  it('shows a refusal in words', async () => {
    const { user } = await renderScreen(<Name />)
    await user.click(await screen.findByText('break'))
    expect(await screen.findByText('Something in the form is not right')).toBeTruthy()
  })
})

describe('useInfinitePages', () => {
  it('adds page after page until all are there', async () => {
    const { user } = await renderScreen(<Entries />)
    await user.click(await screen.findByText('100 of 640'))
    expect(await screen.findByText('200 of 640')).toBeTruthy()
  })
})
