import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import type { Locale } from '../../../shared/domain/common.ts'

/** Texts of the page by key, filled with values; a key without text or a value that lacks is an error. */
export interface Words {
  (key: string, values?: Record<string, unknown>): string
  /**
   * A pattern for a text of which some values are not known: each stands for anything, a count for
   * any number above one.
   */
  pattern(key: string, values?: Record<string, unknown>): RegExp
}

const folder = new URL('../../../renderer/locales/', import.meta.url)
const anything = '\u0000'
const someNumber = 7_654_321

/** The texts of the page in one language, so that a test asks for what the owner reads. */
export function wordsIn(language: Locale): Words {
  const translator = i18next.createInstance()
  void translator.init({
    lng: language,
    resources: { [language]: { translation: textsOf(language) } },
    interpolation: { escapeValue: false },
    missingInterpolationHandler: () => anything,
    initAsync: false,
  })
  const fill = (key: string, values: Record<string, unknown>) => {
    if (!translator.exists(key, values)) throw new Error(`No text ${key} in ${language}`)
    return translator.t(key, values)
  }
  const words = (key: string, values: Record<string, unknown> = {}) => {
    const text = fill(key, values)
    if (text.includes(anything)) throw new Error(`A value is missing for ${key}`)
    return text
  }
  const pattern = (key: string, values: Record<string, unknown> = {}) => {
    const text = fill(key, translator.exists(key) ? values : { count: someNumber, ...values })
    const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(escaped.replaceAll(anything, '.+').replaceAll(/7,?654,?321/g, '[\\d,]+'))
  }
  return Object.assign(words, { pattern })
}

function textsOf(language: Locale): Record<string, unknown> {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) =>
    name.endsWith('.json'),
  )
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')) as unknown,
    ]),
  )
}
