import { describe, expect, test } from 'vitest'
import {
  minorDigits,
  readAmount,
  readBirthday,
  readCurrency,
  readConsent,
  readItems,
  readMoment,
  readTags,
  toMinorUnits,
} from '../../../../electron/files/contact-import/read-cell.ts'
import { NumberReader } from '../../../../electron/files/contact-import/read-number.ts'
import { SeenKeys } from '../../../../electron/files/contact-import/seen-keys.ts'

const open = { dayFirst: undefined }

describe('cells', () => {
  test.each([
    ['2026-03-05', open, new Date(2026, 2, 5).getTime()],
    ['2026/3/5 14:30', open, new Date(2026, 2, 5, 14, 30).getTime()],
    ['2026年3月5日', open, new Date(2026, 2, 5).getTime()],
    ['5.3.2026', open, new Date(2026, 2, 5).getTime()],
    ['2026-03-05T14:30:00Z', open, Date.UTC(2026, 2, 5, 14, 30)],
    ['2026-03-05T14:30:00+08:00', open, Date.UTC(2026, 2, 5, 6, 30)],
    ['5/3/2026', open, null],
    ['5/3/2026', { dayFirst: true }, new Date(2026, 2, 5).getTime()],
    ['5/3/2026 2:05 PM', { dayFirst: false }, new Date(2026, 4, 3, 14, 5).getTime()],
    ['13/3/2026', open, new Date(2026, 2, 13).getTime()],
    ['1772668800', open, 1_772_668_800_000],
    ['2026-02-30', open, null],
    ['2026-03-05 25:00', open, null],
    ['yesterday', open, null],
  ])('a moment: %s', (cell, reading, expected) => {
    expect(readMoment(cell, reading)).toBe(expected)
  })

  test.each([
    ['1990-01-31', '1990-01-31'],
    ['31.1.1990', '1990-01-31'],
    ['--02-29', '--02-29'],
    ['5月3日', '--05-03'],
    ['1990-13-01', null],
    ['soon', null],
  ])('a birthday: %s', (cell, expected) => {
    expect(readBirthday(cell, open)).toBe(expected)
  })

  test.each([
    ['1,234.50', 'USD', 123_450],
    ['1.234,50', 'EUR', 123_450],
    ['1 234', 'USD', 123_400],
    ["1'234.5", 'CHF', 123_450],
    ['1,234', 'USD', 123_400],
    ['500', 'JPY', 500],
    ['500.5', 'JPY', null],
    ['1.234', 'KWD', 1234],
    ['-5', 'USD', -500],
    ['5.999', 'USD', null],
    ['9999999999999', 'USD', null],
  ])('an amount: %s %s', (cell, currency, expected) => {
    const read = readAmount(cell)
    expect(read && toMinorUnits(read.value, currency)).toBe(expected)
  })

  test('amounts with their money, and what is none', () => {
    expect(readAmount('¥99')).toEqual({ value: '99', currency: 'CNY' })
    expect(readAmount('12.5 USD')).toEqual({ value: '12.5', currency: 'USD' })
    expect(readAmount('-$5')).toEqual({ value: '-5', currency: 'USD' })
    for (const cell of ['', 'free', '12 bananas', '1,2,3', '1..2', '=1+1'])
      expect(readAmount(cell), cell).toBe(null)
    expect([readCurrency('usd'), readCurrency('元'), readCurrency('XXQ')]).toEqual([
      'USD',
      'CNY',
      null,
    ])
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3])
  })

  test('flags, tags and items', () => {
    expect(['Yes', '是', 'TRUE', '1', 'no', '否', '0', '已到期', 'maybe'].map(readConsent)).toEqual(
      [
        ...['given', 'given', 'given', 'given'],
        ...['withdrawn', 'withdrawn', 'withdrawn', 'expired', null],
      ],
    )
    expect(readTags(' vip; roses，新客 ;vip')).toEqual(['vip', 'roses', '新客'])
    expect(readItems('Rose x2; Lily;Vase ×1.5')).toEqual([
      { name: 'Rose', quantity: 2 },
      { name: 'Lily' },
      { name: 'Vase', quantity: 1.5 },
    ])
  })
})

describe('numbers', () => {
  const reader = new NumberReader('US')

  test.each([
    ['+12025550143', { waId: '12025550143', type: 'mobile' }],
    ['(202) 555-0143', { waId: '12025550143', type: 'mobile' }],
    ['+86 138 0013 8000', { waId: '8613800138000', type: 'mobile' }],
    ['8613800138000', { waId: '8613800138000', type: 'mobile' }],
    ['008613800138000', { waId: '8613800138000', type: 'mobile' }],
    ['+862085131234', { waId: '862085131234', type: 'landline' }],
    ['12345', { reason: 'number_short' }],
    ['+99912345678', { reason: 'number_invalid' }],
    ['call me', { reason: 'number_short' }],
  ])('%s', (cell, expected) => {
    expect(reader.read(cell)).toEqual(expected)
  })

  test('the plan is asked once for a block, and says no for each number', () => {
    const fresh = new NumberReader('US')
    for (let last = 0; last < 500; last += 1) fresh.read(`+1202555${String(1000 + last)}`)
    expect(fresh.asked).toBe(1)
    for (let last = 0; last < 10; last += 1) fresh.read(`+1000555${String(1000 + last)}`)
    expect(fresh.asked).toBe(11)
  })
})

describe('keys seen', () => {
  test('are each new once, in any number', () => {
    const seen = new SeenKeys()
    const fresh = Array.from({ length: 50_000 }, (_, index) =>
      seen.addNumber(String(12_025_000_000 + index)),
    )
    expect(fresh.every(Boolean)).toBe(true)
    expect(seen.addNumber('12025000000')).toBe(false)
    const texts = Array.from({ length: 50_000 }, (_, index) => seen.addText('id', `C${index}`))
    expect(texts.every(Boolean)).toBe(true)
    expect(seen.addText('id', 'C49999')).toBe(false)
    expect(seen.addText('email', 'C49999')).toBe(true)
    expect(seen.size).toBe(100_001)
  })
})
