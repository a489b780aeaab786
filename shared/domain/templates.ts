import { z } from 'zod'
import { explanation } from './common.ts'
import { customFieldKey } from './contacts.ts'

/** Fields of a contact that a template's variable can be filled from. */
export const bindableField = z.enum([
  'name',
  'firstName',
  'city',
  'country',
  'email',
  'externalId',
  'lastOrderAmount',
  'lastOrderDate',
])

/**
 * What a variable of a template is filled from: a fixed text, or a field of the contact with what stands
 * in its place where the contact has none. An empty `fallback` leaves such contacts out.
 */
export const variableBinding = z.discriminatedUnion('from', [
  z.object({ from: z.literal('text'), text: z.string().trim().min(1).max(1024) }),
  z.object({
    from: z.literal('field'),
    field: bindableField,
    fallback: z.string().trim().max(200).default(''),
  }),
  z.object({
    from: z.literal('custom'),
    key: customFieldKey,
    fallback: z.string().trim().max(200).default(''),
  }),
])
export type VariableBinding = z.infer<typeof variableBinding>

/** By variable as a template names them: header variables are prefixed `header:`. */
export const variableBindings = z.record(z.string().max(100), variableBinding)
export type VariableBindings = z.infer<typeof variableBindings>

/** Buttons as they are drafted. Too long a text is kept, and told by the lint. */
export const templateButton = z.discriminatedUnion('type', [
  z.object({ type: z.literal('QUICK_REPLY'), text: z.string().max(200) }),
  z.object({
    type: z.literal('URL'),
    text: z.string().max(200),
    url: z.string().max(4000),
    /** What stands for the variable at the end of the address, for WhatsApp's review. */
    example: z.string().max(2000).default(''),
  }),
  z.object({
    type: z.literal('PHONE_NUMBER'),
    text: z.string().max(200),
    phoneNumber: z.string().max(60),
  }),
  z.object({ type: z.literal('COPY_CODE'), example: z.string().max(200) }),
])
export type TemplateButton = z.infer<typeof templateButton>

export const templateHeader = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('text'), text: z.string().max(1000) }),
  z.object({
    type: z.enum(['image', 'video', 'document']),
    /** Under which WhatsApp keeps the example; empty until a file is uploaded. */
    handle: z.string().max(4000).default(''),
    fileName: z.string().max(255).default(''),
  }),
])
export type TemplateHeader = z.infer<typeof templateHeader>

/** A template as it is written. What WhatsApp would refuse is kept, and told by the lint. */
export const templateDraft = z.object({
  name: z.string().trim().max(600),
  language: z.string().trim().max(20),
  category: z.enum(['MARKETING', 'UTILITY']),
  isNamed: z.boolean().default(true),
  header: templateHeader.default({ type: 'none' }),
  body: z.string().max(5000),
  footer: z.string().max(500).default(''),
  buttons: z.array(templateButton).max(20).default([]),
  /** By variable; what stands for it in WhatsApp's review. */
  examples: z.record(z.string().max(100), z.string().max(1024)).default({}),
})
export type TemplateDraft = z.infer<typeof templateDraft>

export const templateField = z.enum([
  'name',
  'language',
  'category',
  'header',
  'body',
  'footer',
  'buttons',
  'examples',
])

/** What the lint has to say. An `error` is refused by WhatsApp; a `warning` may be. */
export const templateFinding = explanation.extend({
  severity: z.enum(['error', 'warning', 'hint']),
  field: templateField,
})
export type TemplateFinding = z.infer<typeof templateFinding>

/** Name under which the invitation of WhatsApp's template library is taken over. */
export const groupInvitationName = 'group_invitation'

/**
 * True for WhatsApp's own invitation to a group, of which WhatsApp makes the link itself; it costs what a
 * utility template costs. In own words an invitation is a marketing template (Meta: Groups API, Group management).
 */
export function isGroupInvitation(template: {
  readonly name: string
  readonly category: string
  readonly variables: readonly string[]
}): boolean {
  return (
    template.name === groupInvitationName &&
    template.category === 'UTILITY' &&
    template.variables.length === 1
  )
}

/** True for a template that an invitation to a group can be written with: its one variable is the link. */
export function canInviteToGroup(template: {
  readonly name: string
  readonly category: string
  readonly status: string
  readonly variables: readonly string[]
}): boolean {
  return (
    template.status === 'APPROVED' &&
    (isGroupInvitation(template) ||
      (template.category === 'MARKETING' && template.variables.length === 1))
  )
}
