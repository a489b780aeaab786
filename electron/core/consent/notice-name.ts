import { languageFor } from './language-for.ts'

const names = {
  en: {
    consent: 'Consent',
    privacy_notice: 'Privacy notice',
    encryption_notice: 'How messages are protected',
    version: '{name} (version {version})',
  },
  'zh-CN': {
    consent: '同意内容',
    privacy_notice: '隐私说明',
    encryption_notice: '消息加密说明',
    version: '{name}（第 {version} 版）',
  },
} as const

/** What a notice is called in a message, in its own language: `Privacy notice (version 2)`. */
export function noticeName(
  language: string,
  kind: 'consent' | 'privacy_notice' | 'encryption_notice',
  version: number,
): string {
  const words = names[languageFor(language)]
  return words.version.replace('{name}', words[kind]).replace('{version}', String(version))
}
