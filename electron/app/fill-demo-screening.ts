import type { Locale } from '../../shared/domain/common.ts'
import { screeningPresets } from '../../shared/domain/screening-presets.ts'
import type { CallDemo } from './demo-call.ts'

interface ScreeningWords {
  readonly counter: string
  readonly visit: string
  readonly profile: string
  readonly regular: string
  readonly rude: string
  readonly source: string
  readonly unpaid: string
  readonly floods: string
}

/** Fictional from the first word to the last. */
const words: Readonly<Record<Locale, ScreeningWords>> = {
  en: {
    counter: 'At the counter',
    visit: 'Picked up an order and gave this number',
    profile: 'Photo page @jasmine-friend.example',
    regular: 'Comes every Friday',
    rude: 'Offered loans to other members',
    source: 'Shops of Market Street (demo)',
    unpaid: 'Ordered twice and never paid',
    floods: 'Floods groups with offers',
  },
  'zh-CN': {
    counter: '柜台',
    visit: '来取过花，留的就是这个号码',
    profile: '相册 @jasmine-friend.example',
    regular: '每周五都来',
    rude: '向其他成员推销贷款',
    source: '集市街各店（演示）',
    unpaid: '下过两次单都没有付款',
    floods: '在群里刷屏推销',
  },
}

/**
 * People of the demo shop as they stand in a shop that screens: some trusted on evidence, some decided on, a
 * shared block list, and a queue of those who are still to be checked.
 */
export async function fillDemoScreening(call: CallDemo, language: Locale): Promise<void> {
  const text = words[language]
  await call('screening.saveSettings', { ...screeningPresets.normal, markets: ['US', 'CN'] })
  await importBlockList(call, text)
  await call('screening.run', { scope: 'all' })
  const { items } = await call('screening.queue', { limit: 40 })
  const chosen = items.filter((person) => person.joining.length === 0).slice(-9)
  for (const { contactId } of chosen.slice(0, 4))
    await call('screening.addEvidence', {
      contactId,
      kind: 'shop_visit',
      place: text.counter,
      note: text.visit,
    })
  const [profile, reported, regular, rude] = chosen.slice(4)
  if (profile)
    await call('screening.addEvidence', {
      contactId: profile.contactId,
      kind: 'social_profile',
      place: text.profile,
    })
  if (reported)
    await call('screening.addEvidence', {
      contactId: reported.contactId,
      kind: 'reported',
      note: text.floods,
    })
  if (regular)
    await call('screening.decide', {
      contactIds: [regular.contactId],
      verdict: 'trusted',
      note: text.regular,
    })
  if (rude)
    await call('screening.decide', {
      contactIds: [rude.contactId],
      verdict: 'rejected',
      note: text.rude,
    })
}

async function importBlockList(call: CallDemo, text: ScreeningWords): Promise<void> {
  const content = `number,reason\n+12025550187,${text.unpaid}\n+12025550188,${text.floods}\n`
  const bytes = Buffer.from(content, 'utf8')
  const { fileId } = await call('files.stage', {
    fileName: 'block-list.csv',
    bytes: bytes.byteLength,
  })
  await call('files.append', { fileId, base64: bytes.toString('base64') })
  await call('blockList.import', { file: { stagedFileId: fileId }, source: text.source })
  await call('files.discard', { fileId })
}
