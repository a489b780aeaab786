import { compareNames } from '../../lib/format.ts'
import { currentLanguage } from '../../lib/i18n.ts'

const common =
  'ar de en es fr hi id it ja ko ms nl pt pt-BR ru ta th tr ur vi zh-CN zh-HK zh-TW'.split(' ')

/** A language in the chosen language: "Malay", "马来语". A tag nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: 'language' }).of(tag) ?? tag
  } catch {
    // Files hold what people typed, which need not be a language tag.
    return tag
  }
}

/** Languages as choices; the one that somebody has is among them. */
export function languageChoices(current: string): Array<{ value: string; label: string }> {
  const tags = current === '' || common.includes(current) ? common : [...common, current]
  return tags
    .map((value) => ({ value, label: languageName(value) }))
    .sort((left, right) => compareNames(left.label, right.label))
}
