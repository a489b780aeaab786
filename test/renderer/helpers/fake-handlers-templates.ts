import { AppError } from '../../../shared/errors.ts'
import type { SavedTemplateDraft } from '../../../shared/domain/template-records.ts'
import type { TemplateDraft, TemplateFinding } from '../../../shared/domain/templates.ts'
import type { HandlersOf } from './fake-handlers-office.ts'
import { shopNow } from './fake-shop/basics.ts'
import type { FakeState } from './fake-state.ts'

const drafts = new WeakMap<FakeState, SavedTemplateDraft[]>()

/** Drafts of a fake shop that are not handed in. */
export function templateDraftsOf(state: FakeState): SavedTemplateDraft[] {
  const known = drafts.get(state) ?? []
  drafts.set(state, known)
  return known
}

function templateOf(state: FakeState, templateId: string) {
  const found = state.templates.find(({ id }) => id === templateId)
  if (found === undefined) throw new AppError('not_found')
  return found
}

function draftOf(state: FakeState, draftId: string): SavedTemplateDraft {
  const found = templateDraftsOf(state).find(({ id }) => id === draftId)
  if (found === undefined) throw new AppError('not_found')
  return found
}

/** A few of the real rules: enough for a screen to show findings of each severity. */
function lint(draft: TemplateDraft): TemplateFinding[] {
  const found: TemplateFinding[] = []
  if (draft.name === '')
    found.push({ severity: 'error', field: 'name', code: 'name_missing', params: {} })
  if (draft.body === '')
    found.push({ severity: 'error', field: 'body', code: 'body_empty', params: {} })
  if (!/stop/i.test(draft.body + draft.footer))
    found.push({ severity: 'hint', field: 'footer', code: 'way_out_missing', params: {} })
  return found
}

const errorsOf = (draft: TemplateDraft) =>
  lint(draft).filter(({ severity }) => severity === 'error').length

function forget(state: FakeState, draftId: string): void {
  drafts.set(
    state,
    templateDraftsOf(state).filter(({ id }) => id !== draftId),
  )
}

/** Answers of the calls about templates. */
export const fakeTemplateHandlers: HandlersOf<'templates'> = {
  'templates.list': (_input, state) => ({ templates: state.templates }),
  'templates.get': ({ templateId }, state) => {
    const template = templateOf(state, templateId)
    const { name, language, body, footer, status } = template
    return {
      ...template,
      draft: {
        name,
        language,
        category: 'MARKETING',
        isNamed: false,
        header: { type: 'none' },
        body,
        footer: footer ?? '',
        buttons: [],
        examples: {},
      },
      pause: null,
      draftId: null,
      headerMedia: null,
      isEditable: status !== 'PENDING',
      isDeletable: true,
      events: [{ kind: 'status', value: status, reason: null, at: shopNow }],
    }
  },
  'templates.drafts': (_input, state) => ({ drafts: templateDraftsOf(state) }),
  'templates.getDraft': ({ draftId }, state) => draftOf(state, draftId),
  'templates.lint': ({ draft }) => ({ findings: lint(draft) }),
  'templates.preview': ({ templateId, contactId, bindings }, state) => {
    const { language, header, footer, buttons, body, variables } = templateOf(state, templateId)
    const missing = variables.find((name) => !(name in bindings)) ?? null
    return {
      language,
      media: null,
      header,
      body: contactId === null ? body : body.replaceAll(/\{\{\w+\}\}/g, 'Mia'),
      footer,
      buttons,
      missing,
    }
  },
  'templates.saveDraft': ({ draftId, templateId, draft }, state) => {
    const saved = {
      id: draftId ?? state.newId(),
      templateId: templateId ?? null,
      draft,
      errors: errorsOf(draft),
      updatedAt: shopNow,
    }
    forget(state, saved.id)
    templateDraftsOf(state).unshift(saved)
    return saved
  },
  'templates.discardDraft': ({ draftId }, state) => {
    forget(state, draftId)
    return { done: true }
  },
  'templates.submit': ({ draftId }, state) => {
    const { draft } = draftOf(state, draftId)
    const [like] = state.templates
    if (like === undefined || errorsOf(draft) > 0) throw new AppError('invalid_input')
    const made = {
      ...like,
      id: state.newId(),
      name: draft.name,
      body: draft.body,
      language: draft.language,
      status: 'PENDING' as const,
    }
    state.templates.push(made)
    forget(state, draftId)
    return made
  },
  'templates.delete': ({ templateId, confirmName }, state) => {
    if (templateOf(state, templateId).name !== confirmName)
      throw new AppError('confirmation_required')
    state.templates = state.templates.filter(({ id }) => id !== templateId)
    return { done: true }
  },
  'templates.uploadHeader': () => ({ type: 'image', handle: '4::fake', fileName: 'a.jpg' }),
  'templates.unpause': ({ templateId }, state) => templateOf(state, templateId),
  'templates.refresh': (_input, state) => ({ templates: state.templates.length }),
  'templates.addGroupInvite': (_input, state) => {
    const [like] = state.templates
    if (like === undefined) throw new AppError('not_found')
    return like
  },
}
