import type { TemplateButton } from '../../../shared/domain/templates.ts'
import type { FindingList } from './finding-list.ts'
import { variablesIn } from './variables.ts'

/** How many of each, and how long (Meta: Template components, Buttons). */
export const buttonLimits = {
  all: 10,
  text: 25,
  url: 2000,
  phoneNumber: 20,
  code: 15,
  count: { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 },
} as const

/** Counts, lengths and order of a template's buttons. `button` in the params counts from one. */
export function checkButtons(buttons: readonly TemplateButton[], list: FindingList): void {
  if (buttons.length > buttonLimits.all)
    list.error('buttons', 'too_many_buttons', { count: buttons.length, limit: buttonLimits.all })
  for (const [type, limit] of Object.entries(buttonLimits.count)) {
    const count = buttons.filter((button) => button.type === type).length
    if (count > limit && buttons.length <= buttonLimits.all)
      list.error('buttons', 'too_many_of_a_kind', { type, count, limit })
  }
  if (changesOfKind(buttons) > 1) list.error('buttons', 'quick_replies_apart')
  for (const [at, button] of buttons.entries()) checkButton(button, at + 1, list)
  const texts = buttons.flatMap((button) => ('text' in button ? [button.text.trim()] : []))
  if (new Set(texts).size < texts.length) list.error('buttons', 'button_text_twice')
}

/** Quick replies stand together, before or after all others. */
function changesOfKind(buttons: readonly TemplateButton[]): number {
  return buttons.filter((button, at) => {
    const before = buttons[at - 1]
    return before && (before.type === 'QUICK_REPLY') !== (button.type === 'QUICK_REPLY')
  }).length
}

function checkButton(button: TemplateButton, at: number, list: FindingList): void {
  if ('text' in button) {
    if (button.text.trim() === '') list.error('buttons', 'button_text_missing', { button: at })
    tooLong(button.text, buttonLimits.text, at, list)
    if (button.text.includes('{{')) list.error('buttons', 'button_text_variable', { button: at })
  }
  if (button.type === 'URL') checkUrl(button, at, list)
  if (button.type === 'PHONE_NUMBER') {
    tooLong(button.phoneNumber, buttonLimits.phoneNumber, at, list)
    if (!/^\+?\d[\d ()-]{4,}$/.test(button.phoneNumber.trim()))
      list.error('buttons', 'button_phone_number', { button: at })
  }
  if (button.type === 'COPY_CODE') {
    tooLong(button.example, buttonLimits.code, at, list)
    if (!/^[A-Za-z0-9]+$/.test(button.example)) list.error('buttons', 'button_code', { button: at })
  }
}

function tooLong(text: string, limit: number, button: number, list: FindingList): void {
  if (text.length > limit)
    list.error('buttons', 'button_too_long', { button, length: text.length, limit })
}

function checkUrl(
  button: Extract<TemplateButton, { type: 'URL' }>,
  at: number,
  list: FindingList,
): void {
  const url = button.url.trim()
  tooLong(url, buttonLimits.url, at, list)
  const fixed = url.replace(/\{\{\s*\w+\s*\}\}$/, '')
  const isAddress = /^https?:\/\/[^\s/?#.]+\.[^\s/?#]+([/?#]\S*)?$/i.test(fixed)
  if (!isAddress) return list.error('buttons', 'button_url', { button: at })
  if (fixed.includes('{{')) list.error('buttons', 'button_url_variable', { button: at })
  if (/^https?:\/\/(wa\.me|([a-z]+\.)?whatsapp\.com)(\/|$)/i.test(fixed))
    list.error('buttons', 'button_url_whatsapp', { button: at })
  if (variablesIn(url).length > 0 && button.example.trim() === '')
    list.error('buttons', 'button_example_missing', { button: at })
}
