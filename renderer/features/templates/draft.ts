import type { TemplateButton, TemplateDraft } from '../../../shared/domain/templates.ts'

/** What a new template starts from. */
export const emptyDraft: TemplateDraft = {
  name: '',
  language: 'en',
  category: 'MARKETING',
  isNamed: true,
  header: { type: 'none' },
  body: '',
  footer: '',
  buttons: [],
  examples: {},
}

/** Variables of header and body, by the names under which their examples are kept. */
export function exampleNames(draft: TemplateDraft): string[] {
  const names = (text: string) =>
    [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')
  const header = draft.header.type === 'text' ? names(draft.header.text) : []
  return [...new Set([...header.map((name) => `header:${name}`), ...names(draft.body)])]
}

/** A text with the examples in it; a variable that has none stays visible. */
export function withExamples(text: string, draft: TemplateDraft, prefix: '' | 'header:'): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const key = `${prefix}${name}`
    return (Object.hasOwn(draft.examples, key) ? draft.examples[key] : '') || whole
  })
}

/** What stands on a button. */
export function buttonWords(button: TemplateButton, copy: string): string {
  return button.type === 'COPY_CODE' ? copy : button.text
}

/** A button of a kind with nothing in it yet. */
export function emptyButton(type: TemplateButton['type']): TemplateButton {
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: '' }
    case 'URL':
      return { type, text: '', url: '', example: '' }
    case 'PHONE_NUMBER':
      return { type, text: '', phoneNumber: '' }
    case 'COPY_CODE':
      return { type, example: '' }
  }
}
