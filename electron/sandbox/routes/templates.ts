import type { Answer, Call } from '../http/call.ts'
import { pickFields } from '../http/fields.ts'
import { paginate } from '../http/paging.ts'
import type { Handler, ObjectHandler, Routes } from '../http/routes.ts'
import { healthOf } from '../health.ts'
import type { Kernel } from '../kernel.ts'
import type { Template } from '../model.ts'

const unasked = ['name', 'parameter_format', 'components', 'language', 'status', 'category']

function fieldsOf(kernel: Kernel, template: Template): Record<string, () => unknown> {
  return {
    id: () => template.id,
    name: () => template.name,
    language: () => template.language,
    status: () => template.status,
    category: () => template.category,
    parameter_format: () => template.parameterFormat,
    components: () => template.components,
    quality_score: () => ({ score: template.quality }),
    rejected_reason: () => template.rejectedReason ?? 'NONE',
    health_status: () => healthOf(kernel, template),
  }
}

function matches(template: Template, query: URLSearchParams): boolean {
  const isEqual = (name: string, value: string): boolean =>
    query.get(name) === null || query.get(name)?.toLowerCase() === value.toLowerCase()
  const search = query.get('name_or_content')?.toLowerCase()
  const texts = [template.name, ...template.components.map(({ text }) => text ?? '')]
  return (
    isEqual('status', template.status) &&
    isEqual('category', template.category) &&
    isEqual('language', template.language) &&
    template.name.includes(query.get('name')?.toLowerCase() ?? '') &&
    (search === undefined || texts.some((text) => text.toLowerCase().includes(search)))
  )
}

function list(kernel: Kernel, call: Call): Answer {
  const wanted = [...kernel.state.templates.values()].filter((each) => matches(each, call.query))
  const { items, paging } = paginate(wanted, call, {
    keyOf: ({ id }) => id,
    defaultLimit: 25,
    maxLimit: 1000,
    cursorCode: 100,
  })
  const fields = call.query.get('fields')
  const data = items.map((each) => pickFields(fieldsOf(kernel, each), fields, ['id'], unasked))
  return { body: { data, paging } }
}

function get(kernel: Kernel, call: Call, template: Template): Answer {
  return {
    body: pickFields(fieldsOf(kernel, template), call.query.get('fields'), ['id'], unasked),
  }
}

/** `/{waba}/message_templates` */
export const templateListRoutes: Routes<Handler> = { 'GET /message_templates': list }

/** `/{template}` */
export const templateRoutes: Routes<ObjectHandler<Template>> = { 'GET /': get }
