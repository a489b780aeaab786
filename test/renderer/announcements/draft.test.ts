import { describe, expect, it } from 'vitest'
import {
  emptyDraft,
  fillTemplate,
  longestBody,
  problemsOf,
  toPreviewInput,
  toTimestamp,
  type Draft,
} from '../../../renderer/features/announcements/draft.ts'
import { templates } from '../helpers/fake-shop/announcements.ts'

const now = toTimestamp('2026-03-01 09:00:00')
const template = templates[0]
const good: Draft = { ...emptyDraft, groupIds: ['g'], body: 'Hello' }

function problems(rest: Partial<Draft>) {
  return problemsOf({ ...good, ...rest }, template, now)
}

describe('what keeps a draft from being sent', () => {
  it('is nothing when it is complete', () => {
    expect(problems({})).toEqual({})
  })

  it.each<[string, Partial<Draft>, object]>([
    ['no group', { groupIds: [] }, { groupIds: 'groupsRequired' }],
    ['no text', { body: '  \n' }, { body: 'bodyRequired' }],
    ['too long a text', { body: 'x'.repeat(longestBody + 1) }, { body: 'bodyTooLong' }],
    ['no days for the pin', { isPinned: true, pinDays: '' }, { pinDays: 'pinDaysWrong' }],
    ['too many days', { isPinned: true, pinDays: 31 }, { pinDays: 'pinDaysWrong' }],
    ['no time', { isLater: true }, { sendAt: 'sendAtRequired' }],
    ['a time gone by', { isLater: true, sendAt: '2026-03-01 08:59:00' }, { sendAt: 'sendAtPast' }],
    [
      'values missing in a template',
      { type: 'template', templateId: template?.id ?? '', variables: { '1': 'Spring' } },
      { 'variable 2': 'variableRequired' },
    ],
  ])('is %s', (_name, rest, wanted) => {
    expect(problems(rest)).toEqual(wanted)
  })

  it('is a template not chosen', () => {
    expect(problemsOf({ ...good, type: 'template' }, undefined, now)).toEqual({
      templateId: 'templateRequired',
    })
  })
})

describe('what the app is asked', () => {
  it('is the draft, trimmed, with a pin only where it is wanted', () => {
    expect(
      toPreviewInput({ ...good, body: ' Hi ', isPinned: true, pinDays: 3 }, undefined),
    ).toEqual({ groupIds: ['g'], content: { type: 'text', body: 'Hi' }, pinDays: 3 })
    expect(toPreviewInput(good, undefined)?.pinDays).toBeNull()
  })

  it('is nothing while groups or content are missing', () => {
    expect(toPreviewInput(emptyDraft, undefined)).toBeNull()
    expect(toPreviewInput({ ...good, type: 'template' }, undefined)).toBeNull()
  })
})

describe('a template', () => {
  it('shows the values given so far and the marks of the rest', () => {
    expect(fillTemplate('{{1}}: {{ 2 }} {{name}}', { '1': 'Spring', name: ' ' })).toBe(
      'Spring: {{ 2 }} {{name}}',
    )
  })
})
