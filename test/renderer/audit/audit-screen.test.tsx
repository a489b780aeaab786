// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { AuditScreen } from '../../../renderer/features/audit/audit-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('Audit', () => {
  it('lists the entries in words, with their true number', async () => {
    await renderScreen(<AuditScreen />)
    expect(await screen.findByText('640 entries')).toBeTruthy()
    expect(screen.getAllByText('Plan approved').length).toBeGreaterThan(0)
    expect(await axeFaults()).toEqual([])
  })

  it('shows an entry beside the list, with before and after', async () => {
    const { user } = await renderScreen(<AuditScreen />, { language: 'zh-CN' })
    const [line] = await screen.findAllByText('修改设置')
    await user.click(line as HTMLElement)
    expect(screen.getByRole('complementary', { name: '记录详情' })).toBeTruthy()
    expect(screen.getByText('之前')).toBeTruthy()
    expect(screen.getByRole('cell', { name: '简体中文' })).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).toBeNull()
  })

  it('filters by kind of action', async () => {
    const { user, bridge } = await renderScreen(<AuditScreen />)
    await screen.findByText('640 entries')
    await user.click(screen.getByRole('combobox', { name: 'Kind' }))
    await user.click(await screen.findByRole('option', { name: 'Plans' }))
    expect(await screen.findByText('64 entries')).toBeTruthy()
    expect(bridge.inputsOf('audit.list').at(-1)).toEqual({ action: 'plans.' })
  })

  it('says that the chain is whole, or names the first altered entry', async () => {
    const bridge = createFakeBridge()
    const { user } = await renderScreen(<AuditScreen />, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Check the chain' }))
    expect(await screen.findByText('All 640 entries are as they were written')).toBeTruthy()
    await user.keyboard('{Escape}')
    bridge.answer('audit.verify', () => ({
      valid: false,
      entries: 640,
      headHash: null,
      firstBadSeq: 211,
      checkpoints: 4,
    }))
    await user.click(screen.getByRole('button', { name: 'Check the chain' }))
    expect(await screen.findByText('Entry 211 was altered')).toBeTruthy()
  })

  it('exports a report, warns before it shows numbers, and hands the files over', async () => {
    URL.createObjectURL = vi.fn(() => 'blob:fake')
    URL.revokeObjectURL = vi.fn()
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const { user, bridge } = await renderScreen(<AuditScreen />)
    await user.click(await screen.findByRole('button', { name: 'Export report' }))
    await user.click(await screen.findByRole('checkbox', { name: /JSON/ }))
    await user.click(screen.getByRole('switch', { name: 'Show phone numbers in full' }))
    expect(screen.getByText(/personal data of your members/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Export 3 files' }))
    await user.click(await screen.findByRole('button', { name: 'Save report.json' }))
    await waitFor(() => expect(click).toHaveBeenCalledOnce())
    expect(bridge.inputsOf('reports.export')).toEqual([
      { formats: ['html', 'pdf', 'json'], language: 'en', revealNumbers: true },
    ])
  })

  it('shows a refused export in words', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('reports.export', { code: 'pdf_printer_unavailable' })
    const { user } = await renderScreen(<AuditScreen />, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Export report' }))
    await user.click(await screen.findByRole('button', { name: 'Export 2 files' }))
    expect(await screen.findByText('A PDF cannot be made here')).toBeTruthy()
  })
})
