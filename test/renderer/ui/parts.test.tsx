// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { BulkBar } from '../../../renderer/ui/bulk-bar.tsx'
import { ConfirmDialog } from '../../../renderer/ui/confirm-dialog.tsx'
import { ErrorState } from '../../../renderer/ui/error-state.tsx'
import { MaskedNumber } from '../../../renderer/ui/masked-number.tsx'
import { ProgressBar } from '../../../renderer/ui/progress-bar.tsx'
import { RuleStateBadge } from '../../../renderer/lib/rule-state-badge.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('ErrorState', () => {
  it('says what happened, what it means and what to do; the code only on demand', async () => {
    const retry = vi.fn()
    const error = { code: 'disk_full', message: 'No space left.', retryable: true }
    const { user } = await renderScreen(<ErrorState error={error} retry={retry} />)
    expect(screen.getByText('The disk is full')).toBeTruthy()
    expect(screen.getByText(/The last change was not saved/)).toBeTruthy()
    expect(screen.getByText('Free some space and try again.')).toBeTruthy()
    expect(screen.queryByText(/code: disk_full/)?.checkVisibility?.() ?? false).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Technical details' }))
    expect(screen.getByText(/code: disk_full/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledOnce()
    expect(await axeFaults()).toEqual([])
  })
})

describe('ConfirmDialog', () => {
  it('waits for the right number', async () => {
    const confirm = vi.fn()
    const { user } = await renderScreen(
      <ConfirmDialog
        opened
        onClose={() => undefined}
        onConfirm={confirm}
        title="Remove 12 members?"
        confirmLabel="Remove 12 members"
        confirmCount={12}
      >
        They cannot rejoin by link.
      </ConfirmDialog>,
    )
    const button = screen.getByRole('button', { name: 'Remove 12 members' })
    expect(button.hasAttribute('disabled')).toBe(true)
    await user.type(screen.getByLabelText('Type 12 to confirm'), '11{Enter}')
    expect(confirm).not.toHaveBeenCalled()
    await user.clear(screen.getByLabelText('Type 12 to confirm'))
    await user.type(screen.getByLabelText('Type 12 to confirm'), '12{Enter}')
    expect(confirm).toHaveBeenCalledOnce()
    expect(await axeFaults()).toEqual([])
  })
})

describe('MaskedNumber', () => {
  it('shows the number only when asked', async () => {
    const contactId = fakeId('contact', 3001)
    const masked = '+86 138 ···· 8000'
    const { user, bridge } = await renderScreen(
      <MaskedNumber contactId={contactId} masked={masked} />,
    )
    bridge.answer('members.reveal', () => ({ number: '+86 138 1234 8000' }))
    expect(bridge.inputsOf('members.reveal')).toEqual([])
    await user.click(screen.getByText(masked))
    expect(await screen.findByText('+86 138 1234 8000')).toBeTruthy()
    expect(bridge.inputsOf('members.reveal')).toEqual([{ contactId }])
  })

  it('says when there is none', async () => {
    await renderScreen(<MaskedNumber contactId={fakeId('contact', 1)} masked={null} />)
    expect(screen.getByText('No number')).toBeTruthy()
  })
})

describe('RuleStateBadge', () => {
  it('has a word for state and condition in both languages', async () => {
    await renderScreen(<RuleStateBadge state="by_hand" condition="stale" />)
    expect(screen.getByText('By hand · confirmation too old')).toBeTruthy()
    await renderScreen(<RuleStateBadge state="enforced" />, { language: 'zh-CN' })
    expect(screen.getByText('自动执行')).toBeTruthy()
  })
})

describe('BulkBar', () => {
  it('is there only while something is chosen', async () => {
    const { rerender } = await renderScreen(
      <BulkBar count={3} onClear={() => undefined}>
        <button>Do</button>
      </BulkBar>,
    )
    expect(screen.getByText('3 selected')).toBeTruthy()
    rerender(<></>)
    expect(screen.queryByText('3 selected')).toBeNull()
  })
})

describe('ProgressBar', () => {
  it('follows the events of its kind and can stop the work', async () => {
    const bridge = createFakeBridge()
    const { user } = await renderScreen(<ProgressBar kind="import" />, { bridge })
    const progress = { taskId: 't1', kind: 'import', doneCount: 40, total: 100 } as const
    act(() => bridge.emit({ topic: 'progress', payload: { ...progress, state: 'running' } }))
    expect(screen.getByText('Importing 40 of 100')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(bridge.inputsOf('tasks.cancel')).toEqual([{ taskId: 't1' }])
    act(() => bridge.emit({ topic: 'progress', payload: { ...progress, state: 'cancelled' } }))
    expect(screen.queryByText(/Importing/)).toBeNull()
  })
})
