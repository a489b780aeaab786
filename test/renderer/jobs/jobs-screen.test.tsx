// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { JobsScreen } from '../../../renderer/features/jobs/jobs-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('actions at WhatsApp', () => {
  it('asks the owner what became of an action whose outcome is unknown', async () => {
    const { user, bridge } = await renderScreen(<JobsScreen />, { path: '/jobs?state=unknown' })
    expect(await screen.findByText('Send a message')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'It happened' }))
    expect(await screen.findByText('Nothing here')).toBeTruthy()
    expect(bridge.inputsOf('jobs.resolve')).toEqual([
      { jobId: fakeId('job', 1), outcome: 'happened' },
    ])
  })

  it('says why an action failed and tries it again', async () => {
    const { user, bridge } = await renderScreen(<JobsScreen />, {
      path: '/jobs?state=failed',
      language: 'zh-CN',
    })
    expect(await screen.findByText('对方已不在群里')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '重试' }))
    expect(await screen.findByText('没有内容')).toBeTruthy()
    expect(bridge.inputsOf('jobs.retry')).toHaveLength(1)
  })

  it('shows a refusal in words', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('jobs.list', { code: 'store_damaged' })
    await renderScreen(<JobsScreen />, { bridge, path: '/jobs' })
    expect(await screen.findByText('The data file is damaged')).toBeTruthy()
  })
})
