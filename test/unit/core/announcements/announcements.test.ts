import { describe, expect, test } from 'vitest'
import { estimateCost, pricingOf } from '../../../../electron/core/announcements/estimate.ts'
import {
  fillTemplate,
  missingVariables,
  valueIn,
} from '../../../../electron/core/announcements/fill-template.ts'

describe('the price', () => {
  const template = (category: string) => ({ type: 'template', category }) as const
  test.each([
    [{ type: 'text' } as const, true, 'free'],
    [{ type: 'text' } as const, false, 'free'],
    [template('MARKETING'), true, 'marketing'],
    [template('MARKETING'), false, 'marketing'],
    [template('UTILITY'), true, 'free'],
    [template('UTILITY'), false, 'utility'],
    [template('AUTHENTICATION'), false, 'utility'],
    [template('UNKNOWN'), false, 'utility'],
  ])('of %o with the window open: %s is %s', (content, isWindowOpen, pricing) => {
    expect(pricingOf(content, isWindowOpen)).toBe(pricing)
  })

  test('is counted for each recipient', () => {
    const rateCard = { currency: 'EUR', asOf: '', marketing: 0.05, utility: 0.01 }
    expect(estimateCost(rateCard, 'marketing', 8)).toBeCloseTo(0.4)
    expect(estimateCost(rateCard, 'utility', 8)).toBeCloseTo(0.08)
    expect(estimateCost(rateCard, 'free', 8)).toBe(0)
    expect(estimateCost(rateCard, 'marketing', 0)).toBe(0)
  })
})

describe('a template', () => {
  const fill = (text: string, values: Record<string, string>) =>
    fillTemplate(text, (name) => valueIn(values, name))
  test.each([
    ['Hello {{1}}', { '1': 'Anna' }, 'Hello Anna'],
    ['{{ name }} and {{name}}', { name: 'Anna' }, 'Anna and Anna'],
    ['{{1}} {{2}}', { '2': 'b' }, '{{1}} b'],
    ['{{1}}', { '1': '{{2}}', '2': 'x' }, '{{2}}'],
    ['{{1}}', { '1': '$& $1' }, '$& $1'],
    ['{1} {{}} {{a b}}', { '1': 'x' }, '{1} {{}} {{a b}}'],
    ['{{constructor}}', {}, '{{constructor}}'],
    ['亲爱的{{1}}，您好', { '1': '小安' }, '亲爱的小安，您好'],
  ])('%s with %o reads %s', (text, values, filled) => {
    expect(fill(text, values)).toBe(filled)
  })

  test.each([
    [['1', '2'], { '1': 'a', '2': 'b' }, []],
    [['1', '2'], { '1': ' ' }, ['1', '2']],
    [[], {}, []],
    [['constructor'], {}, ['constructor']],
  ])('with the variables %j and %o misses %j', (variables, values, missing) => {
    expect(missingVariables(variables, values)).toEqual(missing)
  })
})
