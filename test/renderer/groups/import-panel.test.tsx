// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { GroupsScreen } from '../../../renderer/features/groups/groups-screen.tsx'
import { importKindOf, subjectFromFileName } from '../../../renderer/features/groups/import-file.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const path = '/groups?add=phone'

function fileOf(name: string, text = 'some lines'): File {
  return new File([text], name)
}

function drop(...files: File[]) {
  const zone = screen.getByText('Drop a chat export or a member list here').parentElement
  if (zone === null) throw new Error('There is no place to drop a file.')
  fireEvent.drop(zone, { dataTransfer: { files } })
}

describe('the name of a file', () => {
  it.each([
    ['_chat.txt', 'chat', ''],
    ['WhatsApp Chat - Rose club.zip', 'chat', 'Rose club'],
    ['WhatsApp Chat with Rose club.txt', 'chat', 'Rose club'],
    ['与花间集老顾客群的WhatsApp聊天.zip', 'chat', '花间集老顾客群'],
    ['members.CSV', 'list', 'members'],
    ['photo.jpg', null, 'photo.jpg'],
    ['', null, ''],
  ])('%s', (name, kind, subject) => {
    expect(importKindOf(name)).toBe(kind)
    expect(subjectFromFileName(name)).toBe(subject)
  })

  it('never gives a subject longer than WhatsApp takes', () => {
    expect(subjectFromFileName(`${'x'.repeat(300)}.txt`)).toHaveLength(128)
  })
})

describe('importing a phone group', () => {
  it('takes a dropped chat export and says what it brought', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />, { path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('WhatsApp Chat - Rose club.zip'))
    expect(screen.getByLabelText(/^Name of the group/)).toHaveProperty('value', 'Rose club')
    await user.click(screen.getByRole('button', { name: 'Import' }))
    expect(await screen.findByText('Chat export imported')).toBeTruthy()
    expect(screen.getByText('1,204')).toBeTruthy()
    expect(screen.getByText('iPhone')).toBeTruthy()
    expect(bridge.inputsOf('chatExports.import')).toEqual([
      { file: { stagedFileId: expect.any(String) as string }, subject: 'Rose club' },
    ])
    expect(screen.getByRole('button', { name: 'Open the group' })).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('passes on the order of dates that was chosen', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />, { path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('WhatsApp Chat - Rose club.txt'))
    await user.click(screen.getByRole('combobox', { name: 'Dates in the file' }))
    await user.click(await screen.findByRole('option', { name: 'Month first (12/31)' }))
    await user.click(screen.getByRole('button', { name: 'Import' }))
    await screen.findByText('Chat export imported')
    expect(bridge.inputsOf('chatExports.import')[0]?.dayFirst).toBe(false)
  })

  it('shows each row of a list that was left out, with line, column and reason', async () => {
    const { user } = await renderScreen(<GroupsScreen />, { path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('Rose club.csv', 'name,number\n'))
    await user.click(screen.getByRole('button', { name: 'Import' }))
    expect(await screen.findByText('3 rows were not imported')).toBeTruthy()
    const row = screen.getByRole('row', { name: /^19/ })
    expect(within(row).getByText('Not a valid phone number')).toBeTruthy()
    expect(within(row).getByText('number')).toBeTruthy()
  })

  it('refuses a file of another kind, an empty one, and several at once', async () => {
    const { bridge } = await renderScreen(<GroupsScreen />, { path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('photo.jpg'))
    expect(screen.getByText(/neither a chat export nor a list/)).toBeTruthy()
    drop(fileOf('_chat.txt', ''))
    expect(screen.getByText('This file is empty.')).toBeTruthy()
    drop(fileOf('_chat.txt'), fileOf('other.txt'))
    expect(screen.getByText('One file at a time, please.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import' })).toHaveProperty('disabled', true)
    expect(bridge.inputsOf('files.stage')).toHaveLength(0)
  })

  it('asks for a name when the file has none', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />, { path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('_chat.txt'))
    await user.click(screen.getByRole('button', { name: 'Import' }))
    expect(screen.getByText('Give the group a name.')).toBeTruthy()
    expect(bridge.inputsOf('files.stage')).toHaveLength(0)
  })

  it('says what to do when the file cannot be read', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('chatExports.import', { code: 'file_format_unknown' })
    const { user } = await renderScreen(<GroupsScreen />, { bridge, path })
    await screen.findByText('Drop a chat export or a member list here')
    drop(fileOf('WhatsApp Chat - Rose club.txt'))
    await user.click(screen.getByRole('button', { name: 'Import' }))
    await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy())
    expect(screen.getByRole('button', { name: 'Import' })).toHaveProperty('disabled', false)
  })
})
