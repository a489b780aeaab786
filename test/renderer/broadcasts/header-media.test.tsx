// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { BindingDraft } from '../../../renderer/features/broadcasts/draft.ts'
import { HeaderMediaField } from '../../../renderer/features/broadcasts/header-media-field.tsx'
import { AppError } from '../../../shared/errors.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeTemplateHandlers } from '../helpers/fake-handlers-templates.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

let chosen: BindingDraft = { source: null, text: '' }

function Field() {
  const [binding, setBinding] = useState(chosen)
  return (
    <HeaderMediaField
      templateId="019b0000-0000-7000-8000-000000000002"
      binding={binding}
      error={null}
      onChange={(next) => setBinding((chosen = next))}
    />
  )
}

async function open(language: 'en' | 'zh-CN' = 'en', refusal: AppError | null = null) {
  chosen = { source: null, text: '' }
  const bridge = createFakeBridge()
  const [template] = bridge.state.templates
  const shown = fakeTemplateHandlers['templates.get']
  bridge.answer('templates.get', (input, state) => ({
    ...shown({ ...input, templateId: template!.id }, state),
    headerMedia: 'image',
  }))
  bridge.answer('files.stage', () => ({ fileId: '019b0000-0000-7000-8000-000000000001' }))
  bridge.answer('files.append', () => ({ bytes: 4 }))
  bridge.answer('broadcasts.uploadMedia', () => {
    if (refusal) throw refusal
    return { mediaId: '4490709327384033', fileName: 'peony.jpg' }
  })
  const { user } = await renderScreen(<Field />, { bridge, language })
  await screen.findByText(language === 'en' ? /JPEG or PNG up to 5 MB/ : /不超过 5 MB/)
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!
  const choose = () => user.upload(input, new File(['four'], 'peony.jpg', { type: 'image/jpeg' }))
  return { user, choose }
}

it.each(['en', 'zh-CN'] as const)('takes a file or an address, in %s', async (language) => {
  const { user, choose } = await open(language)
  expect(await axeFaults()).toEqual([])
  await user.type(screen.getByRole('textbox'), 'https://shop.example/a.jpg')
  expect(chosen).toEqual({ source: 'text', text: 'https://shop.example/a.jpg' })
  await choose()
  await screen.findByText('peony.jpg')
  expect(chosen).toEqual({ source: 'text', text: '4490709327384033' })
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('')
  await user.click(screen.getByRole('button', { name: language === 'en' ? 'Take it out' : '移除' }))
  expect(chosen).toEqual({ source: 'text', text: '' })
})

it('says why a file is not taken, and keeps what stood there', async () => {
  const { user, choose } = await open(
    'en',
    new AppError('file_too_large', { message: 'Choose a smaller file.', params: { megabytes: 5 } }),
  )
  await user.type(screen.getByRole('textbox'), 'https://shop.example/a.jpg')
  await choose()
  await waitFor(() => expect(document.body.textContent).toMatch(/too large|smaller/i))
  expect(chosen.text).toBe('https://shop.example/a.jpg')
})
