import type { Locale } from '../../shared/domain/common.ts'
import type { CallDemo } from './demo-call.ts'

interface CleanUpWords {
  readonly unreachable: string
  readonly forgotten: string
}

const words: Readonly<Record<Locale, CleanUpWords>> = {
  en: {
    unreachable: 'Numbers that do not work',
    forgotten: 'Not heard of for two years',
  },
  'zh-CN': {
    unreachable: '号码已失效',
    forgotten: '两年没有联系',
  },
}

/** Two clean-up rules for the demo shop: one by hand, one every quarter. Nothing is cleaned up yet. */
export async function fillDemoCleanUp(call: CallDemo, language: Locale): Promise<void> {
  const text = words[language]
  await call('cleanUp.saveRule', {
    name: text.forgotten,
    criteria: { inactiveMonths: 24, hasNoPurpose: true, keepOrdersMonths: 36 },
    action: 'anonymise',
    everyDays: 90,
  })
  await call('cleanUp.saveRule', {
    name: text.unreachable,
    criteria: { isUndeliverable: true, hasNeverAgreed: true, match: 'all' },
    action: 'delete',
  })
}
