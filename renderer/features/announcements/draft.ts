import { create } from 'zustand'
import type { AnnouncementContent, Template } from '../../../shared/domain/announcements.ts'
import type { CallInput } from '../../../shared/ipc/contract.ts'

/** What the owner has written so far. */
export interface Draft {
  readonly groupIds: readonly string[]
  readonly type: AnnouncementContent['type']
  readonly body: string
  readonly templateId: string | null
  readonly variables: Readonly<Record<string, string>>
  readonly isPinned: boolean
  readonly pinDays: number | ''
  readonly isLater: boolean
  /** Local time as `YYYY-MM-DD HH:mm:ss`, the way the date field gives it. */
  readonly sendAt: string | null
}

export const emptyDraft: Draft = {
  groupIds: [],
  type: 'text',
  body: '',
  templateId: null,
  variables: {},
  isPinned: false,
  pinDays: 7,
  isLater: false,
  sendAt: null,
}

/** Longest text that WhatsApp takes (Meta: Text messages). */
export const longestBody = 4096

interface DraftStore {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly clear: () => void
}

/** The draft outlives the screen, so that a look elsewhere costs nothing. It is kept in memory only. */
export const useDraft = create<DraftStore>((set) => ({
  draft: emptyDraft,
  change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
  clear: () => set({ draft: emptyDraft }),
}))

/** Name of a field and the text key of what is wrong with it. */
export type DraftProblems = Readonly<Record<string, string>>

/** Unix ms of the date field's value. */
export function toTimestamp(localTime: string): number {
  return new Date(localTime.replace(' ', 'T')).getTime()
}

function contentProblems(draft: Draft, template: Template | undefined): Record<string, string> {
  if (draft.type === 'text') {
    if (draft.body.trim() === '') return { body: 'bodyRequired' }
    return draft.body.length > longestBody ? { body: 'bodyTooLong' } : {}
  }
  if (template === undefined) return { templateId: 'templateRequired' }
  const empty = template.variables.filter((name) => (draft.variables[name] ?? '').trim() === '')
  return Object.fromEntries(empty.map((name) => [`variable ${name}`, 'variableRequired']))
}

/** What keeps a draft from being sent, by field. Empty: nothing. */
export function problemsOf(
  draft: Draft,
  template: Template | undefined,
  now: number,
): DraftProblems {
  const problems = contentProblems(draft, template)
  if (draft.groupIds.length === 0) problems['groupIds'] = 'groupsRequired'
  const { pinDays } = draft
  if (draft.isPinned && (pinDays === '' || pinDays < 1 || pinDays > 30)) {
    problems['pinDays'] = 'pinDaysWrong'
  }
  if (draft.isLater) {
    if (draft.sendAt === null) problems['sendAt'] = 'sendAtRequired'
    else if (toTimestamp(draft.sendAt) <= now) problems['sendAt'] = 'sendAtPast'
  }
  return problems
}

/** The draft as the app takes it; null while the groups or the content are not complete. */
export function toPreviewInput(
  draft: Draft,
  template: Template | undefined,
): CallInput<'announcements.preview'> | null {
  const { groupIds, body, templateId, variables, isPinned, pinDays, isLater, sendAt } = draft
  if (groupIds.length === 0 || Object.keys(contentProblems(draft, template)).length > 0) return null
  const content =
    draft.type === 'text'
      ? { type: 'text' as const, body: body.trim() }
      : { type: 'template' as const, templateId: templateId ?? '', variables: { ...variables } }
  const hasPin = isPinned && pinDays !== '' && pinDays >= 1 && pinDays <= 30
  return {
    groupIds: [...groupIds],
    content,
    pinDays: hasPin ? pinDays : null,
    ...(isLater && sendAt !== null ? { sendAt: toTimestamp(sendAt) } : {}),
  }
}

/** A template's text with the values filled in so far. */
export function fillTemplate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = variables[name]?.trim()
    return value === undefined || value === '' ? whole : value
  })
}
