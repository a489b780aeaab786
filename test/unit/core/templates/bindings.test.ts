import { describe, expect, test } from 'vitest'
import {
  createFiller,
  fillBindings,
  firstNameOf,
  tagOf,
  tidyParameter,
  unboundVariables,
  type ContactFields,
} from '../../../../electron/core/templates/bindings.ts'
import { plainText, renderTemplate } from '../../../../electron/core/templates/render-template.ts'
import {
  placeValues,
  variableNames,
  variablesIn,
} from '../../../../electron/core/templates/variables.ts'
import type { VariableBindings } from '../../../../shared/domain/templates.ts'

const mia: ContactFields = {
  name: 'Mia Sample',
  country: 'DE',
  city: 'Berlin',
  email: null,
  externalId: 'C-7',
  lastOrderAmount: 123450,
  lastOrderAt: Date.UTC(2026, 2, 5, 23, 30),
  custom: { size: '38', points: '1200', birthday: '2026-02-03', vip: '' },
}

function fill(bindings: VariableBindings, language = 'en_US', contact = mia, variables?: string[]) {
  return fillBindings(
    {
      variables: variables ?? Object.keys(bindings),
      bindings,
      language,
      timeZone: 'Asia/Shanghai',
      currency: 'EUR',
      customTypes: new Map([
        ['points', 'number'],
        ['birthday', 'date'],
      ]),
    },
    contact,
  )
}
const field = (name: 'name' | 'firstName' | 'email' | 'country', fallback = '') =>
  ({ from: 'field', field: name, fallback }) as const

describe('variables are filled', () => {
  test('in the order of the template, header first', () => {
    const filled = fill(
      { a: field('firstName'), 'header:1': { from: 'text', text: 'Hi' } },
      'en',
      mia,
      ['header:1', 'a'],
    )
    expect(filled).toEqual({ isFilled: true, values: ['Hi', 'Mia'] })
  })

  test.each([
    ['en_US', '€1,234.50', 'March 6, 2026', 'Germany', '1,200', 'February 3, 2026'],
    ['de', '1.234,50\u00a0€', '6. März 2026', 'Deutschland', '1.200', '3. Februar 2026'],
    ['zh_CN', '€1,234.50', '2026年3月6日', '德国', '1,200', '2026年2月3日'],
    ['no such language', '€1,234.50', 'March 6, 2026', 'Germany', '1,200', 'February 3, 2026'],
  ])('in the language of the template: %s', (language, amount, date, country, points, birthday) => {
    const filled = fill(
      {
        amount: { from: 'field', field: 'lastOrderAmount', fallback: '' },
        date: { from: 'field', field: 'lastOrderDate', fallback: '' },
        country: field('country'),
        points: { from: 'custom', key: 'points', fallback: '' },
        birthday: { from: 'custom', key: 'birthday', fallback: '' },
      },
      language,
    )
    expect(filled.isFilled && filled.values).toEqual([amount, date, country, points, birthday])
  })

  test('with what stands in for an empty field', () => {
    expect(fill({ a: field('email', 'you') })).toEqual({ isFilled: true, values: ['you'] })
    expect(fill({ a: { from: 'custom', key: 'vip', fallback: 'guest' } })).toEqual({
      isFilled: true,
      values: ['guest'],
    })
  })

  test('or not at all, naming the first that is missing', () => {
    expect(fill({ a: field('name'), b: field('email'), c: field('email') })).toEqual({
      isFilled: false,
      missing: 'b',
    })
    expect(fill({ a: field('name', 'you') }, 'en', { ...mia, name: ' \n ' })).toEqual({
      isFilled: true,
      values: ['you'],
    })
  })

  test('never from what every object has', () => {
    expect(fill({}, 'en', mia, ['constructor'])).toEqual({
      isFilled: false,
      missing: 'constructor',
    })
    expect(fill({ a: { from: 'custom', key: 'constructor', fallback: '' } }).isFilled).toBe(false)
    expect(unboundVariables(['toString', 'a'], { a: field('name') })).toEqual(['toString'])
  })

  test.each([
    ['  a  ', 'a'],
    ['a\nb\r\n\tc', 'a b c'],
    ['a     b', 'a b'],
    ['a\u2028b', 'a b'],
    ['a b', 'a b'],
    ['\n\t ', null],
    ['', null],
    ['x'.repeat(2000), 'x'.repeat(1024)],
  ])('with what WhatsApp takes: %j', (value, tidy) => {
    expect(tidyParameter(value)).toBe(tidy)
  })

  test('with a name that is not a known currency or country', () => {
    expect(fill({ a: field('country') }, 'en', { ...mia, country: 'XX' }).isFilled).toBe(true)
    expect(fill({ a: field('country') }, 'en', { ...mia, country: 'nowhere' }).isFilled).toBe(false)
  })

  test('many times by one filler', () => {
    const run = createFiller({
      variables: ['a'],
      bindings: { a: field('firstName') },
      language: 'en',
      timeZone: 'UTC',
      currency: 'EUR',
    })
    expect(run(mia)).toEqual({ isFilled: true, values: ['Mia'] })
    expect(run({ ...mia, name: '王小明' })).toEqual({ isFilled: true, values: ['王小明'] })
  })

  test('first names and language codes', () => {
    expect(firstNameOf('  Ana  Maria ')).toBe('Ana')
    expect(tagOf('pt_BR')).toBe('pt-BR')
    expect(tagOf('!')).toBe('en')
  })
})

describe('a message on the phone', () => {
  const places = {
    headerMedia: null,
    header: ['name'],
    body: ['name', 'code'],
    urlButtons: [1],
  } as const

  test('has every value in its place', () => {
    expect(variableNames(places)).toEqual(['header:name', 'name', 'code', 'button:1'])
    const rendered = renderTemplate(
      {
        header: 'Hi {{name}}',
        body: '{{ name }}: {{code}} {{other}}',
        footer: 'STOP',
        buttons: ['A', 'B'],
      },
      places,
      ['Mia', '{{code}}', 'X1', 'x'],
    )
    expect(rendered.header).toBe('Hi Mia')
    expect(rendered.body).toBe('{{code}}: X1 {{other}}')
    expect(plainText(rendered)).toBe('Hi Mia\n\n{{code}}: X1 {{other}}\n\nSTOP')
    expect(placeValues(places, ['a', 'b', 'c', 'd']).urlButtons).toEqual([{ index: 1, text: 'd' }])
  })

  test('shows its picture', () => {
    const withMedia = { headerMedia: 'image', header: [], body: ['1'], urlButtons: [] } as const
    expect(variableNames(withMedia)).toEqual(['header:media', '1'])
    const text = { header: null, body: 'Hi {{1}}!', footer: null, buttons: [] }
    expect(renderTemplate(text, withMedia, ['https://x.example/a.jpg', 'Mia'])).toMatchObject({
      media: { kind: 'image', ref: 'https://x.example/a.jpg' },
      body: 'Hi Mia!',
    })
  })

  test('refuses another number of values', () => {
    expect(() => placeValues(places, ['a'])).toThrow(RangeError)
  })

  test('finds variables once each', () => {
    expect(variablesIn('{{2}} {{ 1 }} {{2}} {{}} {x}')).toEqual(['2', '1'])
  })
})
