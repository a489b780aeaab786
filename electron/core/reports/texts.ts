import type { Locale } from '../../../shared/domain/common.ts'
import { englishTexts } from './texts-en.ts'
import type { ReportTexts } from './report-texts.ts'
import { chineseTexts } from './texts-zh-cn.ts'

const texts: Readonly<Record<Locale, ReportTexts>> = { en: englishTexts, 'zh-CN': chineseTexts }

export function reportTexts(language: Locale): ReportTexts {
  return texts[language]
}

export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}
