import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { createFiller, unboundVariables } from '../../core/templates/bindings.ts'
import { pauseOf } from '../../core/templates/pause.ts'
import { lintTemplate } from '../../core/templates/lint-template.ts'
import { renderTemplate } from '../../core/templates/render-template.ts'
import { listCustomFields } from '../../store/custom-field-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readSettings } from '../../store/settings-store.ts'
import {
  contactFields,
  deleteTemplateDraft,
  draftIdOf,
  getTemplateDraft,
  insertTemplateDraft,
  listTemplateDrafts,
  templateEvents,
  updateTemplateDraft,
  type StoredTemplateDraft,
} from '../../store/template-draft-store.ts'
import { getTemplate, listTemplates, type StoredTemplate } from '../../store/template-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { localTimeZone } from '../format-moment.ts'

type Names =
  | 'templates.list'
  | 'templates.get'
  | 'templates.drafts'
  | 'templates.getDraft'
  | 'templates.lint'
  | 'templates.preview'
  | 'templates.saveDraft'
  | 'templates.discardDraft'

export const templateHandlers: Handlers<Names> = {
  'templates.list': query(({ db }) => ({ templates: listTemplates(db) })),
  'templates.get': query(({ db }, { templateId }) => detail(db, getTemplate(db, templateId))),
  'templates.drafts': query(({ db }) => ({ drafts: listTemplateDrafts(db).map(withErrors) })),
  'templates.getDraft': query(({ db }, { draftId }) => withErrors(getTemplateDraft(db, draftId))),
  'templates.lint': query((_context, { draft }) => ({ findings: lintTemplate(draft) })),
  'templates.preview': query(({ db }, input) => preview(db, input)),
  'templates.saveDraft': command(saveDraft),
  'templates.discardDraft': command((context, { draftId }) => {
    const { draft, templateId } = getTemplateDraft(context.db, draftId)
    deleteTemplateDraft(context.db, draftId)
    context.audit({
      action: 'templates.draftDiscarded',
      subjectKind: 'template',
      subjectId: templateId ?? draftId,
      data: { name: draft.name, language: draft.language },
    })
    context.changed(['templates'])
    return { done: true }
  }),
}

/** States in which WhatsApp lets a template be changed (Meta: Message templates, Editing). */
const editable: readonly string[] = ['APPROVED', 'REJECTED', 'PAUSED']

function detail(db: ReadableDatabase, template: StoredTemplate): CallOutput<'templates.get'> {
  const events = templateEvents(db, template.id)
  return {
    ...template,
    pause: pauseOf(template.status, events),
    draftId: draftIdOf(db, template.id),
    headerMedia: template.places.headerMedia,
    isEditable: template.draft !== null && editable.includes(template.status),
    isDeletable: !['DISABLED', 'PENDING_DELETION', 'DELETED'].includes(template.status),
    events,
  }
}

function withErrors(saved: StoredTemplateDraft): CallOutput<'templates.getDraft'> {
  const errors = lintTemplate(saved.draft).filter(({ severity }) => severity === 'error')
  return { ...saved, errors: errors.length }
}

/** What stands in the preview for a person of whom nothing is known. */
function preview(
  db: ReadableDatabase,
  { templateId, contactId, bindings }: ParsedInput<'templates.preview'>,
): CallOutput<'templates.preview'> {
  const template = getTemplate(db, templateId)
  const show = (values: readonly string[], missing: string | null) => {
    const rendered = renderTemplate(template, template.places, values)
    return { ...rendered, buttons: [...rendered.buttons], language: template.language, missing }
  }
  const [unbound = null] = unboundVariables(template.variables, bindings)
  const contact = contactId === null ? null : contactFields(db, contactId)
  if (!contact)
    return show(
      template.variables.map((name) => template.draft?.examples[name] ?? ''),
      unbound,
    )
  const fillOne = (variables: readonly string[]) =>
    createFiller({
      variables,
      bindings,
      language: template.language,
      timeZone: localTimeZone(),
      currency: contact.currency ?? readSettings(db).rateCard.currency,
      customTypes: new Map(listCustomFields(db).map(({ key, type }) => [key, type])),
    })(contact.fields)
  const all = fillOne(template.variables)
  if (all.isFilled) return show(all.values, null)
  const values = template.variables.map((name) => {
    const filled = fillOne([name])
    return filled.isFilled ? (filled.values[0] ?? '') : ''
  })
  return show(values, all.missing)
}

function saveDraft(
  context: CommandContext,
  input: ParsedInput<'templates.saveDraft'>,
): CallOutput<'templates.saveDraft'> {
  const { db } = context
  const known = input.draftId === undefined ? null : getTemplateDraft(db, input.draftId)
  const templateId = known ? known.templateId : (input.templateId ?? null)
  if (templateId !== null) refuseOtherName(getTemplate(db, templateId), input.draft)
  if (!known && templateId !== null && draftIdOf(db, templateId) !== null)
    throw new AppError('conflict', {
      field: 'templateId',
      message: 'There is a change of this template already. Go on with that one.',
    })
  const draftId =
    known?.id ??
    insertTemplateDraft(db, context, input.draft, {
      templateId,
      createdBy: context.caller.actor,
    })
  if (known) updateTemplateDraft(db, context.now, draftId, input.draft)
  context.audit({
    action: 'templates.draftSaved',
    subjectKind: 'template',
    subjectId: templateId ?? draftId,
    data: { name: input.draft.name, language: input.draft.language },
  })
  context.changed(['templates'])
  return withErrors(getTemplateDraft(db, draftId))
}

/** WhatsApp keeps name, language and the kind of variables for good, and the category once it is approved. */
function refuseOtherName(
  template: StoredTemplate,
  draft: ParsedInput<'templates.saveDraft'>['draft'],
): void {
  const wrong =
    draft.name !== template.name
      ? 'name'
      : draft.language !== template.language
        ? 'language'
        : draft.isNamed !== template.isNamed
          ? 'isNamed'
          : template.status === 'APPROVED' && draft.category !== template.category
            ? 'category'
            : null
  if (wrong !== null)
    throw new AppError('invalid_input', {
      field: `draft.${wrong}`,
      message: 'WhatsApp does not let this be changed. Make a new template instead.',
    })
}
