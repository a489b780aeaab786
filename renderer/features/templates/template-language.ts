/** The language tag of WhatsApp's code for a language: zh-CN of zh_CN. */
export function languageTag(code: string): string {
  return code.replace('_', '-')
}

/** Languages that a template can be written in, those that shops use most; any other code can be typed. */
export const templateLanguages: readonly string[] =
  'en en_US en_GB zh_CN zh_TW zh_HK es fr de pt_BR pt_PT it nl pl ru uk tr ar he hi bn ta id ms th vi fil ja ko'.split(
    ' ',
  )
