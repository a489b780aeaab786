// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TemplateEditorScreen } from '../../../renderer/features/templates/template-editor-screen.tsx'
import { TemplateScreen } from '../../../renderer/features/templates/template-screen.tsx'
import { TemplatesScreen } from '../../../renderer/features/templates/templates-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('the list of templates', () => {
  it('shows status and category of each', async () => {
    const { container } = await renderScreen(<TemplatesScreen />, { path: '/templates' })
    expect(await screen.findByText('spring_sale')).toBeTruthy()
    expect(screen.getByText('Turned down')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('speaks Chinese', async () => {
    await renderScreen(<TemplatesScreen />, { path: '/templates', language: 'zh-CN' })
    expect(await screen.findByText('未通过')).toBeTruthy()
    expect(screen.getByRole('heading', { name: '模板' })).toBeTruthy()
  })

  it('tells when it cannot be read', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('templates.list', { code: 'internal' })
    await renderScreen(<TemplatesScreen />, { bridge, path: '/templates' })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('a template', () => {
  async function open(index: number) {
    const bridge = createFakeBridge()
    const templateId = bridge.state.templates[index]?.id ?? ''
    const path = `/templates/${templateId}`
    const view = await renderScreen(<TemplateScreen />, { bridge, path, params: { templateId } })
    return { ...view, bridge, templateId }
  }

  it('says in words why it was turned down', async () => {
    const { container } = await open(2)
    expect(await screen.findByText(/It sells, and the category does not allow/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it.each([
    [
      'PAUSED',
      { kind: 'first', since: 0, until: 1, isLiftable: false },
      /lasts 3 hours .* It ends about/,
    ],
    [
      'PAUSED',
      { kind: 'second', since: 0, until: 1, isLiftable: false },
      /disables the template for good/,
    ],
    ['PAUSED', { kind: 'unknown', since: null, until: null, isLiftable: true }, /did not say why/],
    ['DISABLED', null, /write a new one/],
    ['IN_APPEAL', null, /until WhatsApp has decided/],
    ['REJECTED', null, /takes no appeals.*WhatsApp Manager/],
  ] as const)('that is %s says what the owner is to do', async (status, pause, words) => {
    const bridge = createFakeBridge()
    const [template] = bridge.state.templates
    const templateId = template!.id
    const detail = await bridge.call('templates.get', { templateId })
    if (!detail.ok) throw new Error('No template')
    bridge.answer('templates.get', () => ({ ...detail.value, status, pause }))
    const { container } = await renderScreen(<TemplateScreen />, { bridge, params: { templateId } })
    expect((await screen.findByText(words)).textContent).toMatch(words)
    expect(await axeFaults(container)).toEqual([])
  })

  it('is asked to be let go on where the pause can be lifted', async () => {
    const bridge = createFakeBridge()
    const [template] = bridge.state.templates
    const templateId = template!.id
    const detail = await bridge.call('templates.get', { templateId })
    if (!detail.ok) throw new Error('No template')
    const pause = { kind: 'rate', since: 0, until: null, isLiftable: true } as const
    bridge.answer('templates.get', () => ({ ...detail.value, status: 'PAUSED', pause }))
    const { user } = await renderScreen(<TemplateScreen />, { bridge, params: { templateId } })
    await user.click(await screen.findByRole('button', { name: 'Ask WhatsApp to lift the pause' }))
    expect(await screen.findByText('WhatsApp lifted the pause')).toBeTruthy()
    expect(bridge.inputsOf('templates.unpause')).toEqual([{ templateId }])
  })

  it('is deleted only when its name is typed', async () => {
    const { bridge, templateId } = await open(0)
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = await screen.findByRole('dialog')
    const confirm = within(dialog).getByRole('button', { name: 'Delete template' })
    expect(confirm).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'weekly_news' } })
    fireEvent.click(confirm)
    await waitFor(() =>
      expect(bridge.inputsOf('templates.delete')).toEqual([
        { templateId, confirmName: 'weekly_news' },
      ]),
    )
  })
})

describe('the editor', () => {
  it('shows the phone and the lint, and hands in what passes', async () => {
    const bridge = createFakeBridge()
    const { container } = await renderScreen(<TemplateEditorScreen />, {
      bridge,
      path: '/templates/new',
      params: {},
    })
    expect(await screen.findByText(/Give it a name/)).toBeTruthy()
    const submit = screen.getByRole('button', { name: 'Hand in to WhatsApp' })
    expect(submit).toHaveProperty('disabled', true)
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'spring' } })
    fireEvent.change(screen.getByLabelText('Text'), {
      target: { value: 'Hi {{name}}, reply STOP to leave.' },
    })
    fireEvent.change(await screen.findByLabelText('Example for name'), {
      target: { value: 'Mia' },
    })
    const phone = screen.getByRole('figure')
    expect(within(phone).getByText('Hi Mia, reply STOP to leave.')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    expect(await screen.findByText('Nothing stands in the way.')).toBeTruthy()
    fireEvent.click(submit)
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand in to WhatsApp' }))
    await waitFor(() => expect(bridge.inputsOf('templates.submit')).toHaveLength(1))
  })
})
