import type { Locale } from '../../shared/domain/common.ts'
import { buildDemoChatExport } from '../sandbox/demo-shop/chat-export.ts'
import { buildDemoMembersCsv } from '../sandbox/demo-shop/members-csv.ts'
import type { AddPast, CallDemo, SandboxAddress } from './demo-call.ts'
import { fillDemoBroadcasts } from './fill-demo-broadcasts.ts'
import { fillDemoConsent } from './fill-demo-consent.ts'
import { fillDemoPeople } from './fill-demo-people.ts'
import { fillDemoScreening } from './fill-demo-screening.ts'
import { fillDemoTemplates } from './fill-demo-templates.ts'
import { fillDemoSegments } from './fill-demo-segments.ts'
import { fillDemoCleanUp } from './fill-demo-clean-up.ts'

interface DemoWords {
  readonly shop: string
  readonly phoneGroup: string
  readonly managedRules: string
  readonly phoneRules: string
  readonly pinned: string
  readonly announcement: string
  readonly regulars: string
}

/** Fictional from the first word to the last. */
const words: Readonly<Record<Locale, DemoWords>> = {
  en: {
    shop: 'Jasmine & Co. Flowers (demo)',
    phoneGroup: 'Jasmine Flower Friends (demo)',
    managedRules: 'Customer groups',
    phoneRules: 'Big group on the phone',
    pinned:
      'Welcome! Orders before noon are delivered the same day. Please keep to flowers in this group.',
    announcement:
      'This week in the shop: fresh peonies on Thursday, wreath workshop on Saturday at 10.',
    regulars: 'Regulars',
  },
  'zh-CN': {
    shop: '茉莉花坊（演示）',
    phoneGroup: '茉莉花友群（演示）',
    managedRules: '客户群群规',
    phoneRules: '手机大群群规',
    pinned: '欢迎！中午前下单当天送达。本群只聊花，谢谢配合。',
    announcement: '本周店里：周四到新鲜芍药，周六上午十点花环课。',
    regulars: '老顾客',
  },
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** Makes the demo shop look like a shop in use: synced, imported, with rules and things to decide. */
export async function fillDemoShop(
  call: CallDemo,
  address: SandboxAddress,
  language: Locale,
  addPast: AddPast,
): Promise<void> {
  const text = words[language]
  await call('workspace.create', {
    vault: 'memory',
    name: text.shop,
    language,
    defaultCountry: 'US',
  })
  await call('settings.update', {
    rateCard: { currency: 'USD', asOf: '2026-07-01', marketing: 0.025, utility: 0.004 },
  })
  await call('account.connect', {
    phoneNumberId: address.phoneNumberId,
    wabaId: address.wabaId,
    accessToken: address.accessToken,
    appSecret: address.appSecret,
    baseUrl: address.url,
  })
  await call('sync.run', {})
  const phoneGroupId = await importPhoneGroup(call, language)
  await assignRules(call, text, phoneGroupId)
  await recordConsents(call, phoneGroupId, text.regulars)
  await fillDemoPeople(call, language)
  await fillDemoTemplates(call, language)
  await fillDemoConsent(call, language, address)
  await fillDemoScreening(call, language)
  await fillDemoSegments(call, language)
  await fillDemoCleanUp(call, language)
  await fillDemoBroadcasts(call, language, addPast, address)
}

async function stage(call: CallDemo, fileName: string, content: string): Promise<string> {
  const { fileId } = await call('files.stage', { fileName, bytes: Buffer.byteLength(content) })
  await call('files.append', { fileId, base64: base64(content) })
  return fileId
}

async function importPhoneGroup(call: CallDemo, language: Locale): Promise<string> {
  const now = Date.now()
  const chat = buildDemoChatExport(now, 'ios', language === 'en' ? 'en' : 'zh')
  const { groupId } = await call('chatExports.import', {
    file: { stagedFileId: await stage(call, '_chat.txt', chat) },
    subject: words[language].phoneGroup,
  })
  await call('members.import', {
    file: { stagedFileId: await stage(call, 'members.csv', buildDemoMembersCsv(now)) },
    groupId,
  })
  return groupId
}

async function assignRules(call: CallDemo, text: DemoWords, phoneGroupId: string): Promise<void> {
  const managed = await call('ruleSets.save', {
    name: text.managedRules,
    rules: {
      posting: { who: 'everyone' },
      inviting: { who: 'admins' },
      joinApproval: { required: true },
      inviteLinkRotation: { everyDays: 30 },
      announcementCadence: { everyDays: 14, text: text.announcement },
      pinnedMessage: { text: text.pinned, days: 30 },
      memberReview: {
        everyDays: 90,
        criteria: { inactiveDays: 60, neverWrote: true, optedOut: true },
      },
    },
  })
  const phone = await call('ruleSets.save', {
    name: text.phoneRules,
    rules: {
      posting: { who: 'admins' },
      inviting: { who: 'admins' },
      pinnedMessage: { text: text.pinned, days: 30 },
      memberReview: {
        everyDays: 90,
        criteria: { inactiveDays: 120, neverWrote: true, optedOut: true },
      },
    },
  })
  const { items } = await call('groups.list', { kind: 'managed', limit: 500 })
  await call('ruleSets.assign', { ruleSetId: managed.id, groupIds: items.map((group) => group.id) })
  await call('ruleSets.assign', { ruleSetId: phone.id, groupIds: [phoneGroupId] })
}

/** Some of the fictional members have agreed to offers; the others have said nothing either way. */
async function recordConsents(call: CallDemo, groupId: string, regulars: string): Promise<void> {
  const list = await call('contactLists.save', { name: regulars })
  const { items } = await call('members.list', {
    groupId,
    sort: 'messages30',
    descending: true,
    limit: 20,
  })
  for (const member of items.slice(0, 12))
    await call('consent.record', {
      contactId: member.contactId,
      state: 'given',
      source: 'shop_visit',
    })
  await call('contactLists.setMembers', {
    listId: list.id,
    contactIds: items.slice(0, 8).map((member) => member.contactId),
    isIn: true,
  })
}
