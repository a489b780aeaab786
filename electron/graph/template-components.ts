import type { TemplateButton, TemplateDraft } from '../../shared/domain/templates.ts'
import type { WireTemplate, WireTemplateComponent } from './wire/templates.ts'

type Json = Readonly<Record<string, unknown>>

/** The parts of a draft as WhatsApp takes them (Meta: Template components). */
export function toComponents(draft: TemplateDraft): Json[] {
  const buttons = draft.buttons.map(toWireButton)
  return [
    ...headerComponent(draft),
    { type: 'BODY', text: draft.body.trim(), ...bodyExample(draft) },
    ...(draft.footer.trim() === '' ? [] : [{ type: 'FOOTER', text: draft.footer.trim() }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ]
}

function headerComponent(draft: TemplateDraft): Json[] {
  const { header } = draft
  if (header.type === 'none') return []
  if (header.type !== 'text')
    return [
      {
        type: 'HEADER',
        format: header.type.toUpperCase(),
        example: { header_handle: [header.handle] },
      },
    ]
  const examples = examplesIn(header.text, draft, 'header:')
  if (examples.length === 0) return [{ type: 'HEADER', format: 'TEXT', text: header.text.trim() }]
  const example = draft.isNamed
    ? { header_text_named_params: examples }
    : { header_text: examples.map((each) => each.example) }
  return [{ type: 'HEADER', format: 'TEXT', text: header.text.trim(), example }]
}

function bodyExample(draft: TemplateDraft): Json {
  const examples = examplesIn(draft.body, draft, '')
  if (examples.length === 0) return {}
  return {
    example: draft.isNamed
      ? { body_text_named_params: examples }
      : { body_text: [examples.map((each) => each.example)] },
  }
}

function examplesIn(text: string, draft: TemplateDraft, prefix: string) {
  const names = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')
  return [...new Set(names)].map((name) => ({
    param_name: name,
    example: draft.examples[`${prefix}${name}`] ?? '',
  }))
}

function toWireButton(button: TemplateButton): Json {
  const { type } = button
  if (type === 'QUICK_REPLY') return { type, text: button.text.trim() }
  if (type === 'PHONE_NUMBER')
    return { type, text: button.text.trim(), phone_number: button.phoneNumber.trim() }
  if (type === 'COPY_CODE') return { type, example: button.example }
  const example = button.example.trim() === '' ? {} : { example: [button.example.trim()] }
  return { type, text: button.text.trim(), url: button.url.trim(), ...example }
}

/** A template of WhatsApp's as a draft to go on from; null for one that holds what a draft cannot. */
export function toDraft(template: WireTemplate): TemplateDraft | null {
  const { category } = template
  if (category !== 'MARKETING' && category !== 'UTILITY') return null
  const isNamed = template.parameter_format?.toUpperCase() === 'NAMED'
  const parts = template.components ?? []
  const part = (type: string) => parts.find((each) => each.type.toUpperCase() === type)
  const known = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS']
  if (parts.some((each) => !known.includes(each.type.toUpperCase()))) return null
  const header = headerOf(part('HEADER'))
  const buttons = (part('BUTTONS')?.buttons ?? []).map(toButton)
  if (header === null || buttons.includes(null)) return null
  return {
    name: template.name,
    language: template.language,
    category,
    isNamed,
    header,
    body: part('BODY')?.text ?? '',
    footer: part('FOOTER')?.text ?? '',
    buttons: buttons.filter((button) => button !== null),
    examples: { ...examplesOf(part('HEADER'), 'header'), ...examplesOf(part('BODY'), 'body') },
  }
}

function headerOf(part: WireTemplateComponent | undefined): TemplateDraft['header'] | null {
  if (part === undefined) return { type: 'none' }
  const format = part.format?.toUpperCase() ?? 'TEXT'
  if (format === 'TEXT') return { type: 'text', text: part.text ?? '' }
  const type = (['image', 'video', 'document'] as const).find(
    (kind) => kind === format.toLowerCase(),
  )
  // the example's address runs out: another is uploaded before the template is handed in again
  return type === undefined ? null : { type, handle: '', fileName: '' }
}

type WireButton = NonNullable<WireTemplateComponent['buttons']>[number]

function toButton(button: WireButton): TemplateButton | null {
  const text = button.text ?? ''
  const example = firstText(button['example'])
  switch (button.type.toUpperCase()) {
    case 'QUICK_REPLY':
      return { type: 'QUICK_REPLY', text }
    case 'URL':
      return { type: 'URL', text, url: button.url ?? '', example }
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', text, phoneNumber: button.phone_number ?? '' }
    case 'COPY_CODE':
      return { type: 'COPY_CODE', example }
    default:
      return null
  }
}

function firstText(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function examplesOf(
  part: WireTemplateComponent | undefined,
  place: 'header' | 'body',
): Record<string, string> {
  const prefix = place === 'header' ? 'header:' : ''
  const named = part?.example?.[`${place}_text_named_params`]
  const listed = part?.example?.[`${place}_text`]
  const flat: unknown[] = Array.isArray(listed) ? listed.flat() : []
  const pairs = Array.isArray(named)
    ? named.flatMap((each: unknown) => {
        const { param_name: name, example } = (each ?? {}) as Record<string, unknown>
        return typeof name === 'string' && typeof example === 'string' ? [[name, example]] : []
      })
    : flat.flatMap((example, at) =>
        typeof example === 'string' ? [[String(at + 1), example]] : [],
      )
  return Object.fromEntries(pairs.map(([name = '', example = '']) => [`${prefix}${name}`, example]))
}
