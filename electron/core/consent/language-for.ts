import type { Locale } from '../../../shared/domain/common.ts'

/** The language of the app that is nearest to a language tag: Chinese for Chinese, else English. */
export function languageFor(tag: string | null | undefined): Locale {
  return /^zh(-|$)/i.test(tag ?? '') ? 'zh-CN' : 'en'
}
