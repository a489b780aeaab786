import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import type { Locale } from '../../../shared/domain/common.ts'

export type Words = (key: string, values?: Record<string, unknown>) => string

const folder = new URL('../../../renderer/locales/', import.meta.url)

/** The texts of the page in one language, so that a test asks for what the owner reads. */
export function wordsIn(language: Locale): Words {
  const translator = i18next.createInstance()
  void translator.init({
    lng: language,
    resources: { [language]: { translation: textsOf(language) } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return (key, values = {}) => {
    if (!translator.exists(key, values)) throw new Error(`No text ${key} in ${language}`)
    return translator.t(key, values)
  }
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

/** A pattern for a text whose values are not known: `{{…}}` stands for anything. */
export function patternOf(words: Words, key: string, values: Record<string, unknown> = {}): RegExp {
  const anything = '\u0000'
  const open = new Proxy(values, {
    get: (known, name: string) => known[name] ?? anything,
    has: () => true,
  })
  const text = words(key, open as Record<string, unknown>)
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(anything, '.+')
  return new RegExp(escaped)
}
