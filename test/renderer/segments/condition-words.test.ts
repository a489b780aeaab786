// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest'
import type { SegmentCondition } from '../../../shared/domain/segments.ts'
import {
  freshCondition,
  kinds,
  partsOf,
} from '../../../renderer/features/segments/condition-kinds.ts'
import { nodeWords } from '../../../renderer/features/segments/condition-words.ts'
import type { Choices } from '../../../renderer/features/segments/use-choices.ts'
import { i18n, setLanguage } from '../../../renderer/lib/i18n.ts'

const choices: Choices = {
  tags: [
    { value: 'a', label: 'VIP' },
    { value: 'b', label: 'wedding' },
  ],
  lists: [],
  groups: [],
  broadcasts: [],
  segments: [],
  customFields: [],
  purposes: [{ value: 'marketing', label: 'offers and news' }],
  countries: [
    { value: 'DE', label: 'Germany' },
    { value: 'FR', label: 'France' },
  ],
}

const words = (node: Parameters<typeof nodeWords>[0]) => nodeWords(node, i18n.t, choices)

/** The condition with every choice that shapes its clause, one after the other. */
function variants(condition: SegmentCondition): SegmentCondition[] {
  return partsOf(condition).reduce<SegmentCondition[]>(
    (all, part) => {
      const options: readonly unknown[] =
        part.as === 'choice'
          ? part.options
          : part.as === 'flag'
            ? [true, false]
            : part.as === 'moment'
              ? [
                  { kind: 'daysAgo', days: 1 },
                  { kind: 'daysAgo', days: 30 },
                  { kind: 'at', at: 0 },
                ]
              : []
      if (options.length === 0) return all
      return all.flatMap((one) => options.map((option) => ({ ...one, [part.name]: option })))
    },
    [condition],
  )
}

afterEach(() => setLanguage('en'))

describe('a segment in words', () => {
  it.each(['en', 'zh-CN'] as const)('has a clause for whatever can be asked, in %s', (language) => {
    setLanguage(language)
    const clauses = kinds.flatMap((kind) => variants(freshCondition(kind)).map(words))
    expect(clauses.length).toBeGreaterThan(100)
    for (const clause of clauses) expect(clause).not.toMatch(/segments\.|\{\{|undefined|NaN|  /)
  })

  it.each<[SegmentCondition, string, string]>([
    [
      { type: 'orders', measure: 'count', comparison: 'ge', value: 1, withinDays: null },
      'who ordered at least 1 time',
      '下单至少 1 次',
    ],
    [
      {
        type: 'date',
        field: 'lastOrderAt',
        operator: 'before',
        moment: { kind: 'daysAgo', days: 90 },
      },
      'who last ordered more than 90 days ago',
      '最近一次下单在 90 天以前',
    ],
    [
      { type: 'country', operator: 'in', values: ['DE', 'FR'] },
      'who is from Germany or France',
      '来自Germany或France',
    ],
    [
      { type: 'tag', operator: 'all', tagIds: ['a', 'b'] },
      'who has the tags VIP and wedding',
      '同时有标签VIP和wedding',
    ],
    [
      { type: 'consent', purpose: 'marketing', operator: 'isNot', state: 'withdrawn' },
      'who has not said no to offers and news',
      '没有拒绝offers and news',
    ],
  ])('says %j', (condition, english, chinese) => {
    expect(words(condition)).toBe(english)
    setLanguage('zh-CN')
    expect(words(condition)).toBe(chinese)
  })

  it('joins, brackets and turns round', () => {
    const germany: SegmentCondition = { type: 'country', operator: 'in', values: ['DE'] }
    const unknown: SegmentCondition = { type: 'number', isThere: false }
    expect(
      words({
        type: 'all',
        isNot: false,
        of: [
          germany,
          { type: 'any', isNot: false, of: [germany, unknown] },
          { type: 'any', isNot: true, of: [unknown] },
        ],
      }),
    ).toBe(
      'who is from Germany and (who is from Germany or whose phone number is not known) ' +
        'and who is not among those (whose phone number is not known)',
    )
  })
})
