import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createRecoveryCheck,
  newRecoveryCode,
  parseRecoveryCode,
} from '../../../electron/secrets/recovery-code.ts'
import { refusal } from './secrets-folder.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('newRecoveryCode', () => {
  it('makes twelve parts of four unmistakable characters, another time others', () => {
    const codes = new Set(Array.from({ length: 500 }, newRecoveryCode))
    expect(codes.size).toBe(500)
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){11}[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it('uses every character about as often', () => {
    const random = Array.from({ length: 1000 }, newRecoveryCode)
      .flatMap((code) => code.split('-').map((part) => part.slice(0, 3)))
      .join('')
    for (const character of alphabet) {
      const share = (random.split(character).length - 1) / random.length
      expect(share).toBeGreaterThan(0.6 / 32)
      expect(share).toBeLessThan(1.4 / 32)
    }
  })
})

describe('parseRecoveryCode', () => {
  const code = newRecoveryCode()

  it.each([
    ['as shown', code],
    ['in small letters', code.toLowerCase()],
    ['without dashes', code.replaceAll('-', '')],
    ['with spaces and lines', `  ${code.replaceAll('-', ' \n')}\t`],
    ['with long dashes', code.replaceAll('-', ' – ')],
    ['with O for 0 and l for 1', code.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['with i for 1', code.replaceAll('1', 'i')],
    [
      'in full-width characters',
      Array.from(code, (c) =>
        c === '-' ? '－' : String.fromCharCode(c.charCodeAt(0) + 0xfee0),
      ).join(''),
    ],
  ])('reads it typed %s', (_, typed) => {
    expect(parseRecoveryCode(typed)).toBe(code)
  })

  it.each(['', 'hello', code.slice(0, -1), `${code}0`, `${code}-${code}`])(
    'refuses what is not twelve parts: %j',
    async (typed) => {
      const refused = await refusal(() => parseRecoveryCode(typed))
      expect(refused).toEqual({ code: 'recovery_code_wrong', params: undefined })
    },
  )

  it('points at the part with a wrong character', async () => {
    const position = fc.integer({ min: 0, max: 47 })
    await fc.assert(
      fc.asyncProperty(position, fc.constantFrom(...alphabet, 'U', '!'), async (at, character) => {
        const plain = code.replaceAll('-', '')
        fc.pre(plain[at] !== character)
        const typed = plain.slice(0, at) + character + plain.slice(at + 1)
        const refused = await refusal(() => parseRecoveryCode(typed))
        expect(refused).toEqual({
          code: 'recovery_code_wrong',
          params: { part: Math.floor(at / 4) + 1 },
        })
      }),
    )
  })

  it('refuses two parts in each other’s place', async () => {
    const parts = code.split('-')
    const swapped = [parts[1], parts[0], ...parts.slice(2)].join('-')
    expect(await refusal(() => parseRecoveryCode(swapped))).toEqual({
      code: 'recovery_code_wrong',
      params: { part: 1 },
    })
  })
})

describe('createRecoveryCheck', () => {
  it('asks two different parts and takes them back in any order and case', () => {
    for (let n = 0; n < 200; n += 1) {
      const code = newRecoveryCode()
      const check = createRecoveryCheck(code)
      const [first, second] = check.askParts
      expect(first).toBeGreaterThanOrEqual(1)
      expect(second).toBeGreaterThan(first)
      expect(second).toBeLessThanOrEqual(12)
      const part = (position: number) => code.split('-')[position - 1] ?? ''
      check.verify([
        { position: second, part: ` ${part(second).toLowerCase()} ` },
        { position: first, part: part(first) },
      ])
    }
  })

  it('says which part is wrong or missing, and holds no other part', async () => {
    const code = newRecoveryCode()
    const check = createRecoveryCheck(code)
    const [first, second] = check.askParts
    const right = { position: first, part: code.split('-')[first - 1] ?? '' }
    const wrong = { position: second, part: 'ZZZ' }
    expect(await refusal(() => check.verify([right, wrong]))).toEqual({
      code: 'recovery_code_wrong',
      params: { part: second },
    })
    expect(await refusal(() => check.verify([]))).toMatchObject({ params: { part: first } })
    expect(JSON.stringify(check)).not.toContain(right.part)
  })
})
