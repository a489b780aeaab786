import type { Locale } from '../../../shared/domain/common.ts'

/** A text to start from. It is offered, never put in: what people agree to is the owner's word. */
export interface SuggestedText {
  readonly kind: 'consent' | 'privacy_notice' | 'encryption_notice'
  readonly purpose: string | null
  readonly language: Locale
  readonly body: string
}

interface Texts {
  readonly service: string
  readonly marketing: string
  readonly group: string
  readonly privacy: string
  readonly encryption: string
}

/**
 * What is said about encryption is what Meta says of the Cloud API (Meta: Data privacy and security):
 * messages travel end-to-end encrypted between the person and the Cloud API, which Meta runs for the
 * business and which decrypts them and hands them on over HTTPS; they are kept there for a short time
 * only, 30 days at most. What is said about keeping is what this app does.
 */
const texts: Readonly<Record<Locale, Texts>> = {
  en: {
    service:
      '{shop} may write to me on WhatsApp about my orders, deliveries, appointments and questions. I can end this at any time by answering STOP.',
    marketing:
      '{shop} may send me news and offers on WhatsApp. My order does not depend on it. I can end this at any time, without giving a reason, by answering STOP; then nothing more is sent.',
    group:
      '{shop} may add me to its WhatsApp group by an invitation that I accept myself. I know that the other members see my profile name and, unless I hide it, my phone number. I can leave the group at any time in WhatsApp.',
    privacy: [
      'Privacy notice of {shop}',
      '',
      'Who: {shop} decides what happens with your data. You reach us in this chat.',
      'What we keep: your name and number or WhatsApp user name, what you write to us here, which groups of ours you are in, what you ordered if you are a customer, and what you agreed to or refused, with the day and the wording.',
      'What for: to answer you, to carry out orders, to run our groups, and to send you news only if you agreed to that.',
      'Where: on our own computer, in an encrypted file. Messages pass through WhatsApp and Meta, who carry them for us. We sell nothing and hand no lists on.',
      'How long: as long as you are a customer or a member, or as the law asks; then it is deleted or made anonymous. That you said no is remembered, so that it holds.',
      'Your rights: ask what we hold of you, have it corrected or deleted, get a receipt of what you agreed to, or complain to your data protection authority.',
      'How to leave: answer STOP in this chat and we write to you no more; leave a group in WhatsApp itself; block us at any time.',
    ].join('\n'),
    encryption: [
      'How your messages to {shop} are protected',
      '',
      'On the way: messages between you and {shop} are end-to-end encrypted between your phone and the WhatsApp Business service that Meta runs on our behalf. That service decrypts them and hands them to us over an encrypted connection, and the other way round. So WhatsApp does not read them on the way, but it is not the same as a chat between two phones: Meta processes them for us, and keeps them there only for a short time, 30 days at most.',
      'In groups: everybody in the group reads what is written there, and so do we.',
      'Here: {shop} keeps messages, your name and number, your orders and what you agreed to in an encrypted file on its own computer. Whoever works for us and has access can read them.',
      'What encryption does not hide: that you wrote, when, and from which number.',
      'How to leave: answer STOP and we write to you no more. Ask us here to see or delete what we keep of you.',
    ].join('\n'),
  },
  'zh-CN': {
    service:
      '我同意{shop}通过 WhatsApp 就我的订单、配送、预约和咨询与我联系。我可以随时回复「退订」停止接收。',
    marketing:
      '我同意{shop}通过 WhatsApp 向我发送上新和优惠消息。是否同意不影响我下单。我可以随时回复「退订」停止接收，无需说明理由，之后不会再收到此类消息。',
    group:
      '我同意{shop}邀请我加入其 WhatsApp 群组，由我本人接受邀请后入群。我了解群内其他成员可以看到我的昵称；如果我没有隐藏号码，也能看到我的电话号码。我可以随时在 WhatsApp 中退群。',
    privacy: [
      '{shop}隐私说明',
      '',
      '谁负责：您的信息由{shop}处理，有问题可以直接在本对话中联系我们。',
      '我们保存什么：您的称呼、号码或 WhatsApp 用户名，您发给我们的消息，您加入了我们哪些群组，您的订单，以及您同意或拒绝了什么，包括时间和当时的原文。',
      '用来做什么：回复您、处理订单、管理群组；只有在您同意之后，才会给您发上新和优惠消息。',
      '存放在哪里：存放在我们自己电脑上的加密文件中。消息由 WhatsApp 和 Meta 代为传送。我们不出售、也不对外提供客户名单。',
      '保存多久：在您是顾客或群成员期间，或法律要求的期限内；之后删除或匿名处理。您拒绝接收的意愿会一直保留，以确保不再打扰您。',
      '您的权利：查询、更正或删除我们保存的信息，索取同意凭证，或向主管部门投诉。',
      '如何退出：在本对话中回复「退订」，我们就不再给您发消息；群组可在 WhatsApp 中自行退出；您也可以随时拉黑我们。',
    ].join('\n'),
    encryption: [
      '您与{shop}的消息如何受到保护',
      '',
      '传输途中：您与{shop}之间的消息，在您的手机与 Meta 代我们运行的 WhatsApp Business 服务之间采用端到端加密。该服务解密后，通过加密连接转交给我们；我们发出的消息也是如此。因此 WhatsApp 在途中读不到内容，但这与两部手机之间的聊天并不完全相同：Meta 代我们处理消息，并且只短期保存，最长 30 天。',
      '在群里：群里所有人都能看到群消息，我们也能看到。',
      '在我们这里：消息、您的称呼和号码、订单以及您同意的内容，保存在{shop}自己电脑上的加密文件中。本店有权限的工作人员可以查看。',
      '加密不能隐藏的：您发过消息、何时发的、用的哪个号码。',
      '如何退出：回复「退订」，我们就不再给您发消息。您也可以在这里要求查看或删除我们保存的信息。',
    ].join('\n'),
  },
}

/** Careful texts to start from, with the shop's name in them, for all that the app needs, in both languages. */
export function suggestedTexts(shop: string): SuggestedText[] {
  return (['en', 'zh-CN'] as const).flatMap((language) => {
    const of = texts[language]
    const consent = (purpose: 'service' | 'marketing' | 'group'): SuggestedText => ({
      kind: 'consent',
      purpose,
      language,
      body: withShop(of[purpose], shop),
    })
    const notice = (kind: 'privacy_notice' | 'encryption_notice', body: string) => ({
      kind,
      purpose: null,
      language,
      body: withShop(body, shop),
    })
    return [
      consent('service'),
      consent('marketing'),
      consent('group'),
      notice('privacy_notice', of.privacy),
      notice('encryption_notice', of.encryption),
    ]
  })
}

function withShop(text: string, shop: string): string {
  return text.replaceAll('{shop}', () => shop)
}
