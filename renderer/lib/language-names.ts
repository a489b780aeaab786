import { currentLanguage } from './i18n.ts'

/** Languages that texts to customers are mostly written in; others come with the texts that are in them. */
const common =
  'en zh-CN zh-TW es fr de pt it nl pl ru uk tr ar he hi bn ta id ms th vi fil ja ko'.split(' ')

/** Chinese is told apart by how it is written, not by the country. */
const scripts: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' }

/** Name of a language, by its tag, in the chosen language: "French", "法语". */
export function languageName(tag: string): string {
  try {
    const names = new Intl.DisplayNames(currentLanguage(), { type: 'language' })
    return names.of(scripts[tag] ?? tag) ?? tag
  } catch {
    // A tag that is none stands as it is.
    return tag
  }
}

/** Languages as choices: the usual ones, and those in use already. */
export function languageChoices(inUse: readonly string[] = []): { value: string; label: string }[] {
  return [...new Set([...common, ...inUse])].map((value) => ({ value, label: languageName(value) }))
}
