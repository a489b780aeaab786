import { AppError } from '../../../shared/errors.ts'
import { groupInvitationName } from '../../../shared/domain/templates.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { pauseOf } from '../../core/templates/pause.ts'
import { isSubmittable, lintTemplate } from '../../core/templates/lint-template.ts'
import {
  deleteTemplateDraft,
  getTemplateDraft,
  insertTemplateEvent,
  templateEvents,
} from '../../store/template-draft-store.ts'
import {
  findTemplateByRemoteId,
  getTemplate,
  type StoredTemplate,
} from '../../store/template-store.ts'
import { process, type CommandContext, type Handlers, type ProcessContext } from '../context.ts'
import { askWhatsApp } from '../templates/ask-whatsapp.ts'
import { fileKindOf } from '../templates/file-kinds.ts'
import { changeTemplates } from '../templates/refresh-templates.ts'

type Names =
  | 'templates.submit'
  | 'templates.delete'
  | 'templates.unpause'
  | 'templates.uploadHeader'
  | 'templates.refresh'
  | 'templates.addGroupInvite'

export const templateChangeHandlers: Handlers<Names> = {
  'templates.submit': process(submit),
  'templates.delete': process(remove),
  'templates.unpause': process(unpause),
  'templates.uploadHeader': process(uploadHeader),
  'templates.refresh': process((context) =>
    changeTemplates(
      context,
      async () => undefined,
      (command, _answer, templates) => {
        command.audit({
          action: 'templates.refreshed',
          subjectKind: 'template',
          data: { templates },
        })
        return { templates }
      },
    ),
  ),
  'templates.addGroupInvite': process(addGroupInvite),
}

function requireRemote(context: CommandContext, remoteId: string): StoredTemplate {
  const found = findTemplateByRemoteId(context.db, remoteId)
  if (found) return found
  throw new AppError('outcome_unknown', {
    message: 'WhatsApp took the template and does not list it yet. Refresh in a moment.',
  })
}

/** An update about a template that the store does not have yet is lost: what it told is written down here. */
function noteStatus(context: CommandContext, { id, status, rejectedReason }: StoredTemplate): void {
  if (status === 'PENDING') return
  const [last] = templateEvents(context.db, id)
  if (last?.kind === 'status' && last.value === status) return
  insertTemplateEvent(context.db, context, id, {
    kind: 'status',
    value: status,
    reason: rejectedReason,
    at: context.now,
  })
}

/**
 * Creates or changes the template at WhatsApp. That it is tried is on record before; a time-out leaves the
 * draft where it is, and a second try is refused by WhatsApp if the first has come through.
 */
async function submit(
  context: ProcessContext,
  { draftId }: ParsedInput<'templates.submit'>,
): Promise<CallOutput<'templates.submit'>> {
  const { draft, template } = context.read(({ db }) => {
    const saved = getTemplateDraft(db, draftId)
    return {
      draft: saved.draft,
      template: saved.templateId === null ? null : getTemplate(db, saved.templateId),
    }
  })
  const findings = lintTemplate(draft)
  if (!isSubmittable(findings))
    throw new AppError('invalid_input', {
      field: 'draft',
      message: 'WhatsApp would refuse this draft. Mend what the lint marks as an error.',
      params: { errors: findings.filter(({ severity }) => severity === 'error').length },
    })
  return changeTemplates(
    context,
    async (graph) => {
      if (!template) return (await graph.createTemplate(draft)).templateId
      await graph.editTemplate(template.remoteId, draft, template.status !== 'APPROVED')
      return template.remoteId
    },
    (command, remoteId) => {
      deleteTemplateDraft(command.db, draftId)
      const stored = requireRemote(command, remoteId)
      noteStatus(command, stored)
      command.audit({
        action: 'templates.submitted',
        subjectKind: 'template',
        subjectId: stored.id,
        data: {
          name: draft.name,
          language: draft.language,
          category: stored.category,
          isNew: template === null,
        },
      })
      return stored
    },
  )
}

async function remove(
  context: ProcessContext,
  { templateId, allLanguages, confirmName }: ParsedInput<'templates.delete'>,
): Promise<CallOutput<'templates.delete'>> {
  const template = context.read(({ db }) => getTemplate(db, templateId))
  if (confirmName !== template.name)
    throw new AppError('confirmation_required', {
      field: 'confirmName',
      message: 'Type the name of the template to delete it.',
    })
  if (template.status === 'DISABLED')
    throw new AppError('conflict', {
      field: 'templateId',
      message: 'WhatsApp does not let a disabled template be deleted.',
    })
  return changeTemplates(
    context,
    (graph) => graph.deleteTemplate(template.name, allLanguages ? null : template.remoteId),
    (command) => {
      command.audit({
        action: 'templates.deleted',
        subjectKind: 'template',
        subjectId: templateId,
        data: { name: template.name, language: template.language, allLanguages },
      })
      return { done: true } as const
    },
  )
}

/** Examples are looked at by people; larger ones are not taken here. */
const largestExampleMb = 16

async function uploadHeader(
  context: ProcessContext,
  { fileId }: ParsedInput<'templates.uploadHeader'>,
): Promise<CallOutput<'templates.uploadHeader'>> {
  const { fileName, content } = context.files.read(fileId)
  const { mimeType, type } = fileKindOf(content, largestExampleMb)
  const handle = await askWhatsApp(context, async (graph) => {
    const [app] = await graph.getSubscribedApps()
    if (!app)
      throw new AppError('permission_missing', {
        message: 'No app is subscribed to the account, so that it takes no files.',
      })
    return graph.uploadTemplateFile(app.appId, { fileName, mimeType, content })
  })
  context.files.discard(fileId)
  context.transact((command) =>
    command.audit({
      action: 'templates.fileUploaded',
      subjectKind: 'template',
      data: { type, bytes: content.byteLength },
    }),
  )
  return { type, handle, fileName: fileName.slice(0, 255) }
}

/** @throws AppError `conflict` for a template that is not paused, or that WhatsApp lets go on by itself. */
async function unpause(
  context: ProcessContext,
  { templateId }: ParsedInput<'templates.unpause'>,
): Promise<CallOutput<'templates.unpause'>> {
  const { remoteId } = context.read(({ db }) => {
    const found = getTemplate(db, templateId)
    if (pauseOf(found.status, templateEvents(db, templateId))?.isLiftable !== true)
      throw new AppError('conflict', {
        field: 'templateId',
        message: 'Only a pause for sending too fast can be lifted. Others end by themselves.',
      })
    return found
  })
  return changeTemplates(
    context,
    (graph) => graph.unpauseTemplate(remoteId),
    (command) => {
      const stored = requireRemote(command, remoteId)
      noteStatus(command, stored)
      command.audit({
        action: 'templates.unpaused',
        subjectKind: 'template',
        subjectId: stored.id,
        data: { name: stored.name, language: stored.language, status: stored.status },
      })
      return stored
    },
  )
}

/** Topic of the library under which the invitations are (Meta: Groups API, Group management). */
const inviteTopic = 'GROUP_INVITE_LINK'

async function addGroupInvite(
  context: ProcessContext,
  { language }: ParsedInput<'templates.addGroupInvite'>,
): Promise<CallOutput<'templates.addGroupInvite'>> {
  return changeTemplates(
    context,
    async (graph) => {
      const [from] = await graph.listLibraryTemplates(inviteTopic, language)
      if (!from)
        throw new AppError('not_found', {
          field: 'language',
          message: 'The library has no invitation in this language.',
        })
      return (await graph.createFromLibrary(groupInvitationName, from)).templateId
    },
    (command, remoteId) => {
      const stored = requireRemote(command, remoteId)
      command.audit({
        action: 'templates.submitted',
        subjectKind: 'template',
        subjectId: stored.id,
        data: { name: stored.name, language, category: stored.category, isNew: true },
      })
      return stored
    },
  )
}
