import i18next, { type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '../../shared/domain/common.ts'
import { resources } from '../locales/index.ts'

/** The languages the app speaks, each under its own name. */
export const languages: ReadonlyArray<{ readonly code: Locale; readonly name: string }> = [
  { code: 'en', name: 'English' },
  { code: 'zh-CN', name: '简体中文' },
]

/** The one translator. Keys are `<domain>.<path>`; see `renderer/locales`. */
export const i18n: I18n = i18next.createInstance()

void i18n.use(initReactI18next).init({
  resources,
  lng: guessLanguage(),
  fallbackLng: 'en',
  supportedLngs: ['en', 'zh-CN'],
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
})

i18n.on('languageChanged', (language) => {
  document.documentElement.lang = language
})
document.documentElement.lang = i18n.language

/** Language before the owner has chosen one: the system's, if it is one of ours. */
export function guessLanguage(): Locale {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Language in use now. */
export function currentLanguage(): Locale {
  return i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
}

/** Switches every text on the screen at once. */
export function setLanguage(language: Locale): void {
  void i18n.changeLanguage(language)
}
