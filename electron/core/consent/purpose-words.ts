import type { Locale } from '../../../shared/domain/common.ts'

/** Names of the built-in purposes, for receipts and posters; the owner's have their own. */
const names: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    service: 'Messages about your orders and questions',
    marketing: 'News and offers',
    group: 'Being a member of our groups',
  },
  'zh-CN': { service: '订单与咨询消息', marketing: '上新与优惠消息', group: '加入我们的群组' },
}

export function purposeWords(language: Locale, key: string, ownName: string): string {
  if (ownName !== '') return ownName
  return Object.hasOwn(names[language], key) ? names[language][key]! : key
}
