import { z } from 'zod'
import { GraphFailure } from '../graph-failure.ts'
import type { Kernel } from '../kernel.ts'
import { variablesOf } from './template-check.ts'

const button = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  example: z.unknown().optional(),
})

const component = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z.string().optional(),
  text: z.string().optional(),
  example: z.record(z.string(), z.unknown()).optional(),
  buttons: z.array(button).optional(),
})

export const componentsShape = z.array(component).min(1)
export type GivenComponent = z.infer<typeof component>

/** Meta's subcodes for a template that breaks a rule of form (Meta: Error codes, template creation). */
const subcodes = {
  tooLong: 2388040,
  header: 2388047,
  body: 2388072,
  footer: 2388073,
  ratio: 2388293,
  edges: 2388299,
} as const

function refuse(details: string, subcode?: number): never {
  throw new GraphFailure(100, details, subcode === undefined ? {} : { subcode })
}

/** Refuses what Meta refuses at once (Meta: Template components). */
export function checkComponents(
  kernel: Kernel,
  components: readonly GivenComponent[],
  isNamed: boolean,
): void {
  const part = (type: string) => components.find((each) => each.type === type)
  const body = part('BODY')
  if (body === undefined) refuse('Component BODY is required.')
  checkHeader(kernel, part('HEADER'), isNamed)
  checkBody(body, isNamed)
  const footer = part('FOOTER')?.text ?? ''
  if (footer.length > 60) refuse('The footer is longer than 60 characters.', subcodes.tooLong)
  if (footer.includes('{{') || footer.includes('\n'))
    refuse('The footer has variables or line breaks.', subcodes.footer)
  checkButtons(part('BUTTONS')?.buttons ?? [])
}

function checkHeader(kernel: Kernel, header: GivenComponent | undefined, isNamed: boolean): void {
  if (header === undefined) return
  const format = header.format?.toUpperCase()
  if (format !== 'TEXT') {
    if (!['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'].includes(format ?? ''))
      refuse('This format of a header is not known.', subcodes.header)
    const [handle] = (header.example?.['header_handle'] ?? []) as unknown[]
    if (format !== 'LOCATION' && !kernel.state.uploads.handles.has(String(handle)))
      refuse('example.header_handle does not name an uploaded file.')
    return
  }
  const text = header.text ?? ''
  if (text.length > 60) refuse('The header is longer than 60 characters.', subcodes.tooLong)
  if (text.trim() === '' || /[\n*_~]/.test(text.replace(/\{\{[^}]*\}\}/g, '')))
    refuse('The header is empty or has formatting.', subcodes.header)
  if (variablesOf(text).length > 1) refuse('The header has several variables.', subcodes.header)
  checkVariables(text, isNamed, header.example, 'header_text')
}

function checkBody(body: GivenComponent, isNamed: boolean): void {
  const text = body.text ?? ''
  if (text.trim() === '') refuse('The body is empty.', subcodes.body)
  if (text.length > 1024) refuse('The body is longer than 1024 characters.', subcodes.tooLong)
  if (/\t| {5,}|\}\}\s*\{\{/.test(text)) refuse('The body is formatted wrongly.', subcodes.body)
  if (/^\s*\{\{|\}\}\s*$/.test(text))
    refuse('Variables cannot stand at the start or the end.', subcodes.edges)
  const variables = checkVariables(text, isNamed, body.example, 'body_text')
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const isSpaced = !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(
    text,
  )
  if (isSpaced && words < variables)
    refuse('Too many variables for the length of the text.', subcodes.ratio)
}

function checkVariables(
  text: string,
  isNamed: boolean,
  example: Readonly<Record<string, unknown>> | undefined,
  key: 'header_text' | 'body_text',
): number {
  const names = variablesOf(text)
  const left = text.replace(/\{\{\s*[a-z0-9_]+\s*\}\}/g, '')
  if (left.includes('{{')) refuse('A variable is not written as it must be.', subcodes.body)
  if (!isNamed && names.some((name, at) => name !== String(at + 1)))
    refuse('Variables must be numbered in sequence.', subcodes.body)
  const given: unknown = example?.[isNamed ? `${key}_named_params` : key]
  const count = Array.isArray(given) ? given.flat().length : 0
  if (names.length > 0 && count < names.length) refuse('Variables need examples.', subcodes.body)
  return names.length
}

const most: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
}

function checkButtons(buttons: NonNullable<GivenComponent['buttons']>): void {
  if (buttons.length > 10) refuse('There are more than 10 buttons.')
  for (const each of buttons) {
    const limit = Object.hasOwn(most, each.type) ? (most[each.type] ?? 0) : 0
    if (buttons.filter(({ type }) => type === each.type).length > limit)
      refuse(`There are more than ${limit} buttons of this type.`)
    if (each.type !== 'COPY_CODE' && !each.text?.trim()) refuse('A button has no text.')
    if ((each.text?.length ?? 0) > 25 || (each.url?.length ?? 0) > 2000)
      refuse('A button is too long.', subcodes.tooLong)
    if (each.type === 'URL' && !/^https?:\/\//.test(each.url ?? '')) refuse('A URL is not valid.')
    if (each.url !== undefined && /\{\{.*\}\}./.test(each.url))
      refuse('The variable of a URL must stand at its end.')
    if ((each.phone_number?.length ?? 0) > 20) refuse('A phone number is too long.')
  }
  const changes = buttons.filter((each, at) => {
    const before = buttons[at - 1]
    return before && (before.type === 'QUICK_REPLY') !== (each.type === 'QUICK_REPLY')
  })
  if (changes.length > 1) refuse('Quick replies must be grouped together.')
}
