import { z } from 'zod'
import { template } from './announcements.ts'
import { id, timestampMs } from './common.ts'
import { templateDraft, templateFinding, variableBindings } from './templates.ts'

/** A draft of the owner's, not handed in yet. */
export const savedTemplateDraft = z.object({
  id,
  /** The template that it changes; null: a new one. */
  templateId: id.nullable(),
  draft: templateDraft,
  errors: z.number().int(),
  updatedAt: timestampMs,
})
export type SavedTemplateDraft = z.infer<typeof savedTemplateDraft>

export const saveTemplateDraftInput = z.object({
  draftId: id.optional(),
  templateId: id.optional(),
  draft: templateDraft,
})

/** Something that WhatsApp told about a template. */
export const templateEvent = z.object({
  kind: z.enum(['status', 'quality', 'category', 'category_announced']),
  /** What it is now, or will be. */
  value: z.string(),
  reason: z.string().nullable(),
  at: timestampMs,
})

/**
 * Why a template is paused. Pauses for its quality are lifted by themselves, after 3 hours the first time and
 * 6 the second; one for sending too fast is lifted when it is asked for (Meta: Template pausing).
 */
export const templatePause = z.object({
  kind: z.enum(['first', 'second', 'rate', 'unknown']),
  since: timestampMs.nullable(),
  /** When it is lifted by itself; null where that is not known. */
  until: timestampMs.nullable(),
  isLiftable: z.boolean(),
})

export const templateDetail = template.extend({
  /** Null: not paused. */
  pause: templatePause.nullable(),
  /** The whole of it, to start a change from; null for what the app cannot make. */
  draft: templateDraft.nullable(),
  /** A change of it that is not handed in yet. */
  draftId: id.nullable(),
  headerMedia: z.enum(['image', 'video', 'document']).nullable(),
  isEditable: z.boolean(),
  isDeletable: z.boolean(),
  /** Newest first. */
  events: z.array(templateEvent),
})
export type TemplateDetail = z.infer<typeof templateDetail>

export const previewTemplateInput = z.object({
  templateId: id,
  /** Null: with the examples of who nothing is known of. */
  contactId: id.nullable(),
  bindings: variableBindings,
})

/** A message as the phone shows it, in the template's language. */
export const templatePreview = z.object({
  language: z.string(),
  media: z.object({ kind: z.enum(['image', 'video', 'document']), ref: z.string() }).nullable(),
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.string()),
  /** The first variable that there is nothing for: the person would be left out. Null: none. */
  missing: z.string().nullable(),
})
export type TemplatePreview = z.infer<typeof templatePreview>

export const deleteTemplateInput = z.object({
  templateId: id,
  allLanguages: z.boolean().default(false),
  /** Typed by the owner. */
  confirmName: z.string().max(600),
})

export const templateFindings = z.object({ findings: z.array(templateFinding) })
