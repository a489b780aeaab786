import type { Locale } from '../../../shared/domain/common.ts'

interface ReceiptTexts {
  readonly title: string
  readonly states: Readonly<Record<'given' | 'withdrawn' | 'expired', string>>
  readonly labels: Readonly<
    Record<
      | 'person'
      | 'number'
      | 'purpose'
      | 'at'
      | 'how'
      | 'campaign'
      | 'until'
      | 'jurisdiction'
      | 'evidence'
      | 'recordedBy'
      | 'recordedAt'
      | 'today'
      | 'controller'
      | 'id'
      | 'version'
      | 'sha256',
      string
    >
  >
  readonly sources: Readonly<Record<string, string>>
  readonly actors: Readonly<Record<string, string>>
  readonly byPerson: string
  readonly data: readonly string[]
  readonly wording: string
  readonly noWording: string
  readonly untilWithdrawn: string
  readonly untilDay: string
  readonly leaveTitle: string
  readonly leave: string
  readonly footer: string
}

/** Words of a receipt, in both languages of the app. */
export const receiptTexts: Readonly<Record<Locale, ReceiptTexts>> = {
  en: {
    title: 'Consent receipt',
    states: { given: 'Agreed', withdrawn: 'Withdrawn', expired: 'Ended' },
    labels: {
      person: 'Person',
      number: 'Number',
      purpose: 'For',
      at: 'When',
      how: 'How',
      campaign: 'Sign-up',
      until: 'Holds',
      jurisdiction: 'Law of',
      evidence: 'Evidence',
      recordedBy: 'Recorded by',
      recordedAt: 'Recorded on',
      today: 'As of today',
      controller: 'Kept by',
      id: 'Receipt no.',
      version: 'Version of the wording',
      sha256: 'Fingerprint (SHA-256)',
    },
    sources: {
      spoken: 'Spoken',
      chat: 'In a chat',
      form: 'On a form',
      shop_visit: 'In the shop',
      import: 'From a list',
      other: 'Otherwise',
      signup: 'Code word in WhatsApp',
      stop_word: 'Stop word in WhatsApp',
      start_word: 'Start word in WhatsApp',
      button: 'Button in WhatsApp',
      whatsapp_preference: 'Setting in WhatsApp',
      whatsapp_refusal: 'Refused in WhatsApp',
      merge: 'From another entry of the same person',
      expiry: 'The agreed time ran out',
      suppression: 'Said before',
    },
    actors: { owner: 'The shop', groupkeeper: 'Groupkeeper', whatsapp: 'WhatsApp' },
    byPerson: 'The person themselves, in WhatsApp',
    data: ['name', 'phone number or WhatsApp user name', 'messages'],
    wording: 'What was agreed to, word for word',
    noWording: 'No wording is on record for this entry.',
    untilWithdrawn: 'Until it is withdrawn',
    untilDay: 'Until {day}',
    leaveTitle: 'How to take it back',
    leave: 'Answer {word} in the chat with the shop. It counts at once, and costs nothing.',
    footer:
      'Fields after Kantara Consent Receipt 1.1 and ISO/IEC TS 27560. The fingerprint is the SHA-256 of the wording’s UTF-8 bytes; anyone can compute it again.',
  },
  'zh-CN': {
    title: '同意凭证',
    states: { given: '已同意', withdrawn: '已撤回', expired: '已到期' },
    labels: {
      person: '当事人',
      number: '号码',
      purpose: '用途',
      at: '时间',
      how: '方式',
      campaign: '登记活动',
      until: '有效期',
      jurisdiction: '适用法律',
      evidence: '依据',
      recordedBy: '记录人',
      recordedAt: '登记时间',
      today: '目前状态',
      controller: '保存方',
      id: '凭证编号',
      version: '原文版本',
      sha256: '指纹（SHA-256）',
    },
    sources: {
      spoken: '口头',
      chat: '聊天中',
      form: '填写表单',
      shop_visit: '到店',
      import: '名单导入',
      other: '其他方式',
      signup: '在 WhatsApp 发送暗号',
      stop_word: '在 WhatsApp 发送退订词',
      start_word: '在 WhatsApp 发送恢复词',
      button: '在 WhatsApp 点击按钮',
      whatsapp_preference: 'WhatsApp 中的设置',
      whatsapp_refusal: '在 WhatsApp 中拒收',
      merge: '来自同一人的另一条记录',
      expiry: '约定期限已到',
      suppression: '此前已表示',
    },
    actors: { owner: '店铺', groupkeeper: '群掌柜', whatsapp: 'WhatsApp' },
    byPerson: '本人在 WhatsApp 中表示',
    data: ['称呼', '电话号码或 WhatsApp 用户名', '消息'],
    wording: '同意内容原文',
    noWording: '这条记录没有保存原文。',
    untilWithdrawn: '撤回之前一直有效',
    untilDay: '至 {day}',
    leaveTitle: '如何撤回',
    leave: '在与店铺的对话中回复「{word}」，立即生效，不收取任何费用。',
    footer:
      '字段依据 Kantara Consent Receipt 1.1 与 ISO/IEC TS 27560。指纹是原文 UTF-8 字节的 SHA-256，任何人都可以重新计算核对。',
  },
}
