import { z } from 'zod'
import { GraphFailure } from '../graph-failure.ts'
import type { Answer, Call } from '../http/call.ts'
import { parseBody } from '../http/call.ts'
import type { Handler, ObjectHandler, Routes } from '../http/routes.ts'
import type { Kernel } from '../kernel.ts'
import { dayMs, type Template } from '../model.ts'
import { reviewTemplate } from '../template-review.ts'
import { emitAccountField } from '../webhooks/updates.ts'
import { findLibraryTemplate } from './template-library.ts'
import { checkComponents, componentsShape } from './template-shape.ts'

const createShape = z.looseObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and _ only'),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'is not a language'),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameter_format: z
    .string()
    .transform((format) => format.toUpperCase())
    .pipe(z.enum(['POSITIONAL', 'NAMED']))
    .default('POSITIONAL'),
  components: componentsShape.optional(),
  library_template_name: z.string().optional(),
})

const editShape = z.looseObject({
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
  components: componentsShape.optional(),
})

/** A deleted name is free again after 30 days (Meta: Message templates, Deleting). */
const barredMs = 30 * dayMs
const maxTemplates = 6000

function create(kernel: Kernel, call: Call): Answer {
  const body = parseBody(call, createShape)
  const { templates, barredNames } = kernel.state
  if ((barredNames.get(body.name) ?? 0) > kernel.settings.now() - barredMs)
    throw new GraphFailure(100, 'This name was deleted less than 30 days ago.', {
      subcode: 2388023,
    })
  if ([...templates.values()].some((t) => t.name === body.name && t.language === body.language))
    throw new GraphFailure(100, 'There is content in this language already.', { subcode: 2388024 })
  if (templates.size >= maxTemplates)
    throw new GraphFailure(100, 'There are too many templates.', { subcode: 2388019 })
  const fromLibrary =
    body.library_template_name === undefined
      ? null
      : findLibraryTemplate(body.library_template_name, body.language)
  const components = fromLibrary?.components ?? body.components
  if (components === undefined) throw new GraphFailure(100, 'components are required.')
  const parameterFormat = fromLibrary ? 'POSITIONAL' : body.parameter_format
  if (!fromLibrary) checkComponents(kernel, body.components ?? [], parameterFormat === 'NAMED')
  const template: Template = {
    id: kernel.random.digits(15),
    name: body.name,
    language: body.language,
    category: body.category,
    status: 'PENDING',
    quality: 'UNKNOWN',
    parameterFormat,
    components,
    ...(fromLibrary ? { topic: fromLibrary.topic } : {}),
    rejectedReason: undefined,
    editedAt: [],
  }
  templates.set(template.id, template)
  // what the library offers is approved already, as long as nothing in it is changed
  if (fromLibrary) template.status = 'APPROVED'
  else reviewTemplate(kernel, template)
  return { body: { id: template.id, status: template.status, category: template.category } }
}

/** Edits of an approved template: one in 24 hours, ten in 30 days. */
function edit(kernel: Kernel, call: Call, template: Template): Answer {
  const body = parseBody(call, editShape)
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status))
    throw new GraphFailure(100, 'Only approved, rejected and paused templates can be edited.')
  const isApproved = template.status === 'APPROVED'
  if (isApproved && body.category !== undefined && body.category !== template.category)
    throw new GraphFailure(100, 'The category of an approved template cannot be changed.')
  const now = kernel.settings.now()
  const edits = (template.editedAt ?? []).filter((at) => at > now - 30 * dayMs)
  if (isApproved && (edits.length >= 10 || edits.some((at) => at > now - dayMs)))
    throw new GraphFailure(100, 'This template was edited too often.')
  if (body.components) {
    checkComponents(kernel, body.components, template.parameterFormat === 'NAMED')
    template.components = body.components
  }
  if (body.category) template.category = body.category
  template.editedAt = isApproved ? [...edits, now] : edits
  template.status = 'PENDING'
  template.rejectedReason = undefined
  reviewTemplate(kernel, template)
  return { body: { success: true } }
}

function remove(kernel: Kernel, call: Call): Answer {
  const name = call.query.get('name')
  const id = call.query.get('hsm_id')
  if (name === null) throw new GraphFailure(100, 'Parameter name is required.')
  const found = [...kernel.state.templates.values()].filter(
    (each) => each.name === name && (id === null || each.id === id),
  )
  if (found.length === 0)
    throw new GraphFailure(100, 'There is no template of this name.', { subcode: 2593002 })
  if (found.some(({ status }) => status === 'DISABLED'))
    throw new GraphFailure(100, 'Disabled templates cannot be deleted.')
  for (const template of found) {
    if (template.status === 'APPROVED' && id === null)
      kernel.state.barredNames.set(name, kernel.settings.now())
    kernel.state.templates.delete(template.id)
  }
  return { body: { success: true } }
}

/** A pause for sending too fast can be lifted after about five minutes (Meta: Template pausing). */
const shortestPauseMs = 5 * 60 * 1000

/** What Graph says to a pause that cannot be lifted is not documented: its code for a wrong request stands for it. */
function unpause(kernel: Kernel, _call: Call, template: Template): Answer {
  const { pause } = template
  if (template.status !== 'PAUSED' || pause?.title !== 'RATE_LIMITING_PAUSE')
    throw new GraphFailure(100, 'This template is not paused for its rate.')
  if (kernel.settings.now() < pause.at + shortestPauseMs)
    throw new GraphFailure(100, 'Wait five minutes before you lift the pause.')
  template.status = 'APPROVED'
  emitAccountField(kernel, 'message_template_status_update', {
    event: template.status,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: 'NONE',
    other_info: { title: 'UNPAUSE' },
  })
  return { body: { success: true } }
}

/** `/{waba}/message_templates` */
export const templateChangeRoutes: Routes<Handler> = {
  'POST /message_templates': create,
  'DELETE /message_templates': remove,
}

/** `/{template}` */
export const templateEditRoutes: Routes<ObjectHandler<Template>> = {
  'POST /': edit,
  'POST /unpause': unpause,
}
