// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textDifference } from '../../../renderer/features/consent/texts/text-difference.ts'

describe('what differs between two texts', () => {
  it('marks words that go and come, in the order of reading', () => {
    expect(textDifference('Offers once a week.', 'Offers twice a week.')).toEqual([
      { kind: 'same', text: 'Offers ' },
      { kind: 'removed', text: 'once' },
      { kind: 'added', text: 'twice' },
      { kind: 'same', text: ' a week.' },
    ])
  })

  it('shows what goes and what comes in one go, not word by word', () => {
    expect(textDifference('From Corner Flowers only.', 'From Jasmine and Co only.')).toEqual([
      { kind: 'same', text: 'From ' },
      { kind: 'removed', text: 'Corner Flowers' },
      { kind: 'added', text: 'Jasmine and Co' },
      { kind: 'same', text: ' only.' },
    ])
  })

  it('cuts Chinese into words', () => {
    const parts = textDifference('每周一次发优惠。', '每周两次发优惠。')
    expect(parts.at(0)).toEqual({ kind: 'same', text: expect.stringContaining('每周') as string })
    expect(parts.at(-1)).toEqual({
      kind: 'same',
      text: expect.stringContaining('优惠。') as string,
    })
  })

  it('gives both texts back, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c ', '\n', '同意', '。', ' '), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(words, words, (old, fresh) => {
        const [before, after] = [old.join(''), fresh.join('')]
        const parts = textDifference(before, after)
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('')
        expect(without('added')).toBe(before)
        expect(without('removed')).toBe(after)
      }),
    )
  })

  it('shows texts too long to compare as one piece each', () => {
    const parts = textDifference('a '.repeat(2500), 'b '.repeat(2500))
    expect(parts.map((part) => part.kind)).toEqual(['removed', 'added', 'same'])
  })
})
