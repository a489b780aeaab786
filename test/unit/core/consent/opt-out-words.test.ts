import { describe, expect, test } from 'vitest'
import { normaliseWord } from '../../../../electron/core/consent/normalise-word.ts'
import {
  defaultOptOutWords,
  isReservedWord,
  meaningOf,
  saysYes,
  troubleWith,
} from '../../../../electron/core/consent/opt-out-words.ts'
import { waMeLink } from '../../../../electron/core/consent/wa-me-link.ts'

const said = (text: string | null, messageType = 'text', buttonPayload: string | null = null) =>
  meaningOf({ messageType, text, buttonPayload }, defaultOptOutWords)

describe('a word is compared without', () => {
  test.each([
    ['case', 'StOp', 'stop'],
    ['spaces and signs', '  s t o p !! 🛑', 'stop'],
    ['marks', 'ARRÊT', 'arret'],
    ['width', 'ＳＴＯＰ', 'stop'],
    ['what cannot be seen', '\u200bstop\u200d\ufeff', 'stop'],
    ['one of two spellings', 'caf\u0065\u0301', 'cafe'],
  ])('%s', (_, text, plain) => expect(normaliseWord(text)).toBe(plain))

  test('leaves the writing of a language alone', () => {
    for (const word of ['退订', '停止', 'стоп', 'توقف', '한국어'])
      expect(normaliseWord(word)).toBe(word)
    expect(normaliseWord('🛑!')).toBe('')
  })
})

describe('a message means stop', () => {
  test.each([
    ['STOP', 'en'],
    ['stop.', 'en'],
    ['退订', 'zh-CN'],
    ['回T', null],
    ['T', 'zh-CN'],
    ['ARRÊT', 'fr'],
    ['opt-out', 'en'],
    ['please stop', null],
    ["don't stop", null],
    ['stopwatch', null],
    ['', null],
  ])('%s: %s', (text, language) => {
    const meaning = said(text)
    if (language === null) expect(meaning).toBeNull()
    else expect(meaning).toEqual({ meaning: 'stop', source: 'stop_word', language })
  })

  test('by a button’s text or payload, and by nothing that is no message of words', () => {
    expect(said('Stop promotions', 'button')).toMatchObject({ source: 'button', language: null })
    expect(said('No thanks', 'button', 'STOP')).toMatchObject({ meaning: 'stop', source: 'button' })
    expect(said('No', 'interactive', 'unsubscribe')).toMatchObject({ meaning: 'stop' })
    expect(said('Hello', 'text', 'STOP')).toBeNull()
    for (const type of ['image', 'reaction', 'edit', 'unsupported'])
      expect(said('STOP', type)).toBeNull()
  })

  test('and start only where it does not mean stop', () => {
    expect(said('Start!')).toEqual({ meaning: 'start', language: 'en' })
    const both = { ...defaultOptOutWords, start: { en: ['stop'] } }
    expect(
      meaningOf({ messageType: 'text', text: 'stop', buttonPayload: null }, both),
    ).toMatchObject({ meaning: 'stop' })
  })
})

describe('word lists', () => {
  test('of the app itself are in order, and no word of them can be a code word', () => {
    expect(troubleWith(defaultOptOutWords)).toBeNull()
    for (const word of ['STOP', 'start!', '同意', 'Yes'])
      expect(isReservedWord(word, defaultOptOutWords)).toBe(true)
    expect(isReservedWord('Peony', defaultOptOutWords)).toBe(false)
  })

  test('yes is yes in either language, and no sentence', () => {
    const yes = (text: string) => saysYes({ messageType: 'text', text, buttonPayload: null })
    expect(['YES!', '是的', '好', 'Oui'].map(yes)).toEqual([true, true, true, true])
    expect(['yesterday', 'yes but no', ''].map(yes)).toEqual([false, false, false])
  })
})

describe('a link to the chat', () => {
  test.each([
    ['+1 415 555 0100', 'Peony 26', 'https://wa.me/14155550100?text=Peony%2026'],
    ['8613800138000', '牡丹&花', 'https://wa.me/8613800138000?text=%E7%89%A1%E4%B8%B9%26%E8%8A%B1'],
  ])('%s', (number, word, link) => expect(waMeLink(number, word)).toBe(link))

  test('needs a whole number', () => {
    for (const number of ['', '123', '1'.repeat(16)]) expect(waMeLink(number, 'x')).toBeNull()
  })
})
