import type { TemplateDraft, TemplateFinding } from '../../../shared/domain/templates.ts'
import type { Field, FindingList, Params } from './finding-list.ts'
import { checkButtons } from './lint-buttons.ts'
import { variableNames, variablesIn, type VariablePlaces } from './variables.ts'
import { templateLanguages } from './languages.ts'

/** Longest texts, in characters (Meta: Template components). */
export const templateLimits = {
  name: 512,
  headerText: 60,
  headerVariables: 1,
  body: 1024,
  footer: 60,
} as const

/**
 * Whether WhatsApp would take a template, before it is asked (Meta: Template components, Template review).
 * Errors are refused at once; warnings are what reviews often end with.
 */
export function lintTemplate(draft: TemplateDraft): TemplateFinding[] {
  const findings: TemplateFinding[] = []
  const add =
    (severity: TemplateFinding['severity']) =>
    (field: Field, code: string, params: Params = {}) =>
      void findings.push({ severity, field, code, params })
  const list = { error: add('error'), warning: add('warning'), hint: add('hint') }
  checkName(draft, list)
  checkHeader(draft, list)
  checkBody(draft, list)
  checkFooter(draft, list)
  checkButtons(draft.buttons, list)
  checkExamples(draft, list)
  checkCategory(draft, list)
  return findings
}

/** Whether nothing stands in the way of handing it in. */
export function isSubmittable(findings: readonly TemplateFinding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error')
}

/** Where a draft has variables. */
export function placesOfDraft(draft: TemplateDraft): VariablePlaces {
  const { header } = draft
  return {
    headerMedia: header.type === 'none' || header.type === 'text' ? null : header.type,
    header: header.type === 'text' ? variablesIn(header.text) : [],
    body: variablesIn(draft.body),
    urlButtons: draft.buttons.flatMap((button, index) =>
      button.type === 'URL' && variablesIn(button.url).length > 0 ? [index] : [],
    ),
  }
}

function checkName({ name, language }: TemplateDraft, list: FindingList): void {
  if (name === '') list.error('name', 'name_missing')
  else if (!/^[a-z0-9_]+$/.test(name)) list.error('name', 'name_characters')
  if (name.length > templateLimits.name)
    list.error('name', 'too_long', { length: name.length, limit: templateLimits.name })
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)) list.error('language', 'language_unknown')
  else if (!templateLanguages.includes(language)) list.warning('language', 'language_unlisted')
}

function checkHeader({ header, isNamed }: TemplateDraft, list: FindingList): void {
  if (header.type === 'none') return
  if (header.type !== 'text') {
    if (header.handle === '') list.error('header', 'header_file_missing')
    return
  }
  const { text } = header
  if (text.trim() === '') list.error('header', 'header_empty')
  checkLength('header', text, templateLimits.headerText, list)
  if (/[\r\n]/.test(text)) list.error('header', 'header_line_break')
  if (/[*_~`]/.test(withoutVariables(text)) || /\p{Extended_Pictographic}/u.test(text))
    list.error('header', 'header_formatting')
  const variables = checkVariables('header', text, isNamed, list)
  if (variables.length > templateLimits.headerVariables)
    list.error('header', 'header_variables', {
      count: variables.length,
      limit: templateLimits.headerVariables,
    })
}

function checkBody({ body, isNamed }: TemplateDraft, list: FindingList): void {
  const text = body.trim()
  if (text === '') return list.error('body', 'body_empty')
  checkLength('body', body, templateLimits.body, list)
  const variables = checkVariables('body', body, isNamed, list)
  if (/^\{\{[^}]*\}\}/.test(text)) list.error('body', 'variable_at_start')
  if (/\{\{[^}]*\}\}$/.test(text)) list.error('body', 'variable_at_end')
  // a full stop after the last variable is not enough for a review
  else if (/\{\{[^}]*\}\}[\p{P}\s]+$/u.test(text)) list.warning('body', 'variable_almost_at_end')
  if (/\}\}\s*\{\{/.test(body)) list.error('body', 'variables_adjacent')
  if (/(\r?\n\s*){3,}/.test(body)) list.warning('body', 'line_breaks')
  if (/\t| {5,}/.test(body)) list.error('body', 'spaces')
  checkRatio(body, variables.length, list)
}

/**
 * Too many variables for so short a text are refused (Meta: 2388293). The formula is not published; variables
 * and words together three to a variable, and one more, is what is seen to pass.
 */
function checkRatio(body: string, variables: number, list: FindingList): void {
  const words = wordsIn(withoutVariables(body))
  const needed = variables * 2 + 1
  if (variables > 0 && words < needed) list.warning('body', 'too_many_variables', { words, needed })
}

function wordsIn(text: string): number {
  // writing without spaces: about two signs to a word
  const signs = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  )
  const words = text.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{L}\p{N}]+/gu)
  return signs === null ? (words?.length ?? 0) : Math.ceil(signs.length / 2)
}

function checkFooter({ footer }: TemplateDraft, list: FindingList): void {
  checkLength('footer', footer, templateLimits.footer, list)
  if (footer.includes('{{')) list.error('footer', 'footer_variable')
  if (/[\r\n]/.test(footer)) list.error('footer', 'footer_line_break')
}

function checkLength(field: Field, text: string, limit: number, list: FindingList): void {
  if (text.length > limit) list.error(field, 'too_long', { length: text.length, limit })
}

function withoutVariables(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, ' ')
}

/** Names or numbers as WhatsApp takes them: numbers are 1, 2, 3 …, names lower-case. */
function checkVariables(
  field: 'header' | 'body',
  text: string,
  isNamed: boolean,
  list: FindingList,
): string[] {
  const inside = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => match[1] ?? '')
  const rest = withoutVariables(text)
  if (rest.includes('{{') || rest.includes('}}')) list.error(field, 'braces_unbalanced')
  const names = [...new Set(inside.map((name) => name.trim()))]
  const isAllowed = isNamed ? /^[a-z_][a-z0-9_]*$/ : /^[1-9][0-9]*$/
  const wrong = names.find((name) => !isAllowed.test(name))
  if (wrong !== undefined)
    list.error(field, isNamed ? 'variable_name' : 'variable_number', { variable: wrong })
  else if (!isNamed && names.some((name, at) => Number(name) !== at + 1))
    list.error(field, 'variable_sequence')
  return names
}

function checkExamples(draft: TemplateDraft, list: FindingList): void {
  const missing = variableNames({
    ...placesOfDraft(draft),
    headerMedia: null,
    urlButtons: [],
  }).find((name) => !Object.hasOwn(draft.examples, name) || draft.examples[name]?.trim() === '')
  if (missing !== undefined) list.error('examples', 'example_missing', { variable: missing })
}

/** Words that sell. A template with them is approved as marketing, and priced as that. */
const sellingWords =
  /\b(discount|offers?|sale|coupon|voucher|promo(tion)?|deal|free gift|% off|buy now|new arrivals?)\b|优惠|折扣|促销|特价|打折|新品|秒杀|限时|领券|\d\s*折/iu
/** Ways out that a marketing text should name. */
const wayOut = /\b(stop|unsubscribe|opt[ -]?out)\b|退订|停止/iu

function checkCategory(draft: TemplateDraft, list: FindingList): void {
  const header = draft.header.type === 'text' ? draft.header.text : ''
  const buttons = draft.buttons.map((button) => ('text' in button ? button.text : ''))
  const text = [header, draft.body, draft.footer, ...buttons].join('\n')
  if (draft.category === 'UTILITY' && sellingWords.test(text))
    list.warning('category', 'utility_sells')
  if (draft.category === 'MARKETING' && !wayOut.test(text)) list.hint('footer', 'way_out_missing')
}
