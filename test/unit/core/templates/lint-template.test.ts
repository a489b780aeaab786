import { describe, expect, test } from 'vitest'
import {
  isSubmittable,
  lintTemplate,
  placesOfDraft,
} from '../../../../electron/core/templates/lint-template.ts'
import {
  templateDraft,
  type TemplateButton,
  type TemplateDraft,
} from '../../../../shared/domain/templates.ts'

const good: TemplateDraft = {
  name: 'spring_sale',
  language: 'en_US',
  category: 'MARKETING',
  isNamed: true,
  header: { type: 'text', text: 'Hello {{name}}, spring is here' },
  body: 'Hi {{name}}, our spring offers are in the shop since this morning.',
  footer: 'Reply STOP to leave',
  buttons: [
    { type: 'QUICK_REPLY', text: 'Thanks' },
    { type: 'QUICK_REPLY', text: 'Stop' },
    { type: 'URL', text: 'Look', url: 'https://shop.example/p/{{1}}', example: 'A1' },
    { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '+12025550100' },
  ],
  examples: { 'header:name': 'Mia', name: 'Mia' },
}
const codes = (draft: Partial<TemplateDraft>) =>
  lintTemplate({ ...good, ...draft }).map(
    ({ field, severity, code }) => `${severity} ${field} ${code}`,
  )
const quick = (count: number): TemplateButton[] =>
  Array.from({ length: count }, (_, at) => ({ type: 'QUICK_REPLY', text: `Button ${at}` }))
const url = (address: string, example = ''): TemplateButton => ({
  type: 'URL',
  text: 'Look',
  url: address,
  example,
})

describe('the lint', () => {
  test('has nothing to say of a good template', () => {
    expect(lintTemplate(good)).toEqual([])
    expect(isSubmittable([])).toBe(true)
  })

  test.each<[string, Partial<TemplateDraft>, string]>([
    ['no name', { name: '' }, 'error name name_missing'],
    ['capitals', { name: 'Spring' }, 'error name name_characters'],
    ['spaces', { name: 'a b' }, 'error name name_characters'],
    ['a long name', { name: 'a'.repeat(513) }, 'error name too_long'],
    ['no language', { language: 'English' }, 'error language language_unknown'],
    ['a rare language', { language: 'xx' }, 'warning language language_unlisted'],
    ['an empty header', { header: { type: 'text', text: ' ' } }, 'error header header_empty'],
    ['a long header', { header: { type: 'text', text: 'x'.repeat(61) } }, 'error header too_long'],
    [
      'a header on two lines',
      { header: { type: 'text', text: 'a\nb' } },
      'error header header_line_break',
    ],
    [
      'bold in the header',
      { header: { type: 'text', text: '*a*' } },
      'error header header_formatting',
    ],
    [
      'an emoji in the header',
      { header: { type: 'text', text: 'a 🎉' } },
      'error header header_formatting',
    ],
    [
      'two variables in the header',
      { header: { type: 'text', text: 'a {{name}} {{b}} c' } },
      'error header header_variables',
    ],
    [
      'no picture',
      { header: { type: 'image', handle: '', fileName: '' } },
      'error header header_file_missing',
    ],
    ['no body', { body: ' \n' }, 'error body body_empty'],
    ['a long body', { body: 'x'.repeat(1025) }, 'error body too_long'],
    [
      'a variable at the start',
      { body: '{{name}}, how are you doing?' },
      'error body variable_at_start',
    ],
    ['a variable at the end', { body: 'How are you doing {{name}}' }, 'error body variable_at_end'],
    [
      'a variable before the full stop',
      { body: 'How are you doing {{name}}.' },
      'warning body variable_almost_at_end',
    ],
    [
      'variables side by side',
      { body: 'a {{name}} {{b}} c d e f g' },
      'error body variables_adjacent',
    ],
    ['wide gaps', { body: 'a\n\n\n\nb' }, 'warning body line_breaks'],
    ['five spaces', { body: 'a     b' }, 'error body spaces'],
    ['a capital in a variable', { body: 'a {{Name}} c d e f' }, 'error body variable_name'],
    ['an empty variable', { body: 'a {{}} c d e f' }, 'error body variable_name'],
    ['an open brace', { body: 'a {{name c d e f' }, 'error body braces_unbalanced'],
    [
      'numbers out of order',
      { isNamed: false, body: 'a {{2}} c {{1}} d e f g' },
      'error body variable_sequence',
    ],
    [
      'numbers from two',
      { isNamed: false, body: 'a {{2}} d e f g' },
      'error body variable_sequence',
    ],
    [
      'names among numbers',
      { isNamed: false, body: 'a {{x}} d e f g' },
      'error body variable_number',
    ],
    ['few words', { body: 'a {{name}} b' }, 'warning body too_many_variables'],
    ['a long footer', { footer: `STOP ${'x'.repeat(56)}` }, 'error footer too_long'],
    ['a variable in the footer', { footer: 'STOP {{name}}' }, 'error footer footer_variable'],
    ['two lines of footer', { footer: 'STOP\na' }, 'error footer footer_line_break'],
    ['no way out', { footer: '', buttons: [] }, 'hint footer way_out_missing'],
    ['no example', { examples: { name: 'Mia' } }, 'error examples example_missing'],
    [
      'a blank example',
      { examples: { ...good.examples, name: ' ' } },
      'error examples example_missing',
    ],
    ['selling as service', { category: 'UTILITY' }, 'warning category utility_sells'],
    [
      '打折 as service',
      { category: 'UTILITY', body: '今天全场8折 {{name}} 欢迎' },
      'warning category utility_sells',
    ],
    ['eleven buttons', { buttons: quick(11) }, 'error buttons too_many_buttons'],
    [
      'three links',
      { buttons: [url('https://a.example'), url('https://b.example'), url('https://c.example')] },
      'error buttons too_many_of_a_kind',
    ],
    [
      'replies apart',
      { buttons: [...quick(1), url('https://a.example'), { type: 'QUICK_REPLY', text: 'x' }] },
      'error buttons quick_replies_apart',
    ],
    [
      'a long button',
      { buttons: [{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }] },
      'error buttons button_too_long',
    ],
    [
      'an empty button',
      { buttons: [{ type: 'QUICK_REPLY', text: ' ' }] },
      'error buttons button_text_missing',
    ],
    [
      'a variable on a button',
      { buttons: [{ type: 'QUICK_REPLY', text: '{{name}}' }] },
      'error buttons button_text_variable',
    ],
    [
      'the same button twice',
      { buttons: [...quick(1), ...quick(1)] },
      'error buttons button_text_twice',
    ],
    ['no address', { buttons: [url('shop')] }, 'error buttons button_url'],
    ['a script', { buttons: [url('javascript:alert(1)')] }, 'error buttons button_url'],
    [
      'a variable in the middle',
      { buttons: [url('https://a.example/{{1}}/b', 'x')] },
      'error buttons button_url_variable',
    ],
    [
      'no example of an address',
      { buttons: [url('https://a.example/{{1}}')] },
      'error buttons button_example_missing',
    ],
    [
      'a link into WhatsApp',
      { buttons: [url('https://wa.me/12025550100')] },
      'error buttons button_url_whatsapp',
    ],
    [
      'a long address',
      { buttons: [url(`https://a.example/${'x'.repeat(2000)}`)] },
      'error buttons button_too_long',
    ],
    [
      'no number',
      { buttons: [{ type: 'PHONE_NUMBER', text: 'Call', phoneNumber: 'us' }] },
      'error buttons button_phone_number',
    ],
    [
      'a code with signs',
      { buttons: [{ type: 'COPY_CODE', example: 'A-1' }] },
      'error buttons button_code',
    ],
    [
      'a long code',
      { buttons: [{ type: 'COPY_CODE', example: 'A'.repeat(16) }] },
      'error buttons button_too_long',
    ],
  ])('tells of %s', (_, draft, finding) => {
    expect(codes(draft)).toContain(finding)
  })

  test.each<[string, Partial<TemplateDraft>]>([
    [
      'at the limits',
      { name: 'a'.repeat(512), body: 'x'.repeat(1024), footer: `STOP ${'x'.repeat(55)}` },
    ],
    [
      'with numbers',
      {
        isNamed: false,
        header: { type: 'none' },
        body: 'Hi {{1}}, we have {{2}} for you today, come in.',
        examples: { 1: 'Mia', 2: 'a gift' },
      },
    ],
    ['with ten replies', { buttons: quick(10) }],
    ['with replies last', { buttons: [url('https://a.example'), ...quick(2)] }],
    [
      'in Chinese',
      {
        language: 'zh_CN',
        body:
          '{{name}} 您好'.replace('{{name}} ', '亲爱的 {{name}}，') +
          '，店里春季新品已经上架，欢迎来看看。',
      },
    ],
    ['with a picture', { header: { type: 'image', handle: '4::x', fileName: 'a.jpg' } }],
  ])('lets pass what is %s', (_, draft) => {
    expect(codes(draft).filter((line) => !line.startsWith('hint'))).toEqual([])
  })

  test('an error stands in the way, a warning does not', () => {
    expect(isSubmittable(lintTemplate({ ...good, name: '' }))).toBe(false)
    expect(isSubmittable(lintTemplate({ ...good, category: 'UTILITY' }))).toBe(true)
  })

  test('knows where variables are', () => {
    expect(placesOfDraft(good)).toEqual({
      headerMedia: null,
      header: ['name'],
      body: ['name'],
      urlButtons: [2],
    })
  })

  test('a draft may be nearly empty, but has a shape', () => {
    expect(
      templateDraft.safeParse({ name: '', language: 'en', category: 'MARKETING', body: '' })
        .success,
    ).toBe(true)
    expect(
      templateDraft.safeParse({ name: '', language: 'en', category: 'AUTHENTICATION', body: '' })
        .success,
    ).toBe(false)
    expect(
      templateDraft.safeParse({
        name: '',
        language: 'en',
        category: 'UTILITY',
        body: 'x'.repeat(5001),
      }).success,
    ).toBe(false)
  })
})
