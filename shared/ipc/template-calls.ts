import { z } from 'zod'
import { template } from '../domain/announcements.ts'
import { done, id, nothing } from '../domain/common.ts'
import * as records from '../domain/template-records.ts'
import { templateDraft } from '../domain/templates.ts'
import { command, query } from './call.ts'

const templateId = z.object({ templateId: id })
const draftId = z.object({ draftId: id })

/** Message templates: read, written, handed in to WhatsApp, shown as the phone shows them. */
export const templateCalls = {
  'templates.list': query(nothing, z.object({ templates: z.array(template) })),
  'templates.get': query(templateId, records.templateDetail),
  'templates.drafts': query(nothing, z.object({ drafts: z.array(records.savedTemplateDraft) })),
  'templates.getDraft': query(draftId, records.savedTemplateDraft),
  'templates.lint': query(z.object({ draft: templateDraft }), records.templateFindings),
  'templates.preview': query(records.previewTemplateInput, records.templatePreview),
  'templates.saveDraft': command(records.saveTemplateDraftInput, records.savedTemplateDraft),
  'templates.discardDraft': command(draftId, done),
  /** Hands a draft in: a new template, or a change of the one it belongs to. */
  'templates.submit': command(draftId, template),
  'templates.delete': command(records.deleteTemplateInput, done),
  /** Brings a file to WhatsApp, to stand in a header as the example. */
  'templates.uploadHeader': command(
    z.object({ fileId: id }),
    z.object({
      type: z.enum(['image', 'video', 'document']),
      handle: z.string(),
      fileName: z.string(),
    }),
  ),
  /** Lifts a pause that came of sending too fast; a pause for quality ends by itself. */
  'templates.unpause': command(templateId, template),
  'templates.refresh': command(nothing, z.object({ templates: z.number().int() })),
  /** WhatsApp's ready-made invitation to a group, approved at once as long as nothing in it is changed. */
  'templates.addGroupInvite': command(z.object({ language: z.enum(['en', 'zh_CN']) }), template),
} as const
