import type { ChatEventType } from '../core/contacts/chat-log.ts'

/** A group notice as recognised by its words; names are still as written. */
export interface RecognisedNotice {
  readonly type: ChatEventType
  readonly who: string
  readonly by: string | null
  readonly subject: string | null
  readonly newNumber: string | null
}

const group = '(?:群组|群組|群聊|群)'
const quoted = '[“"「](?<subject>.*)[”"」]'

/** First match counts, so the narrow forms stand before the wide ones. */
const notices: readonly (readonly [ChatEventType, RegExp])[] = [
  // English
  ['created', new RegExp(`^(?<by>.+?) created (?:this |the )?group(?: ${quoted})?\\.?$`)],
  [
    'subject_changed',
    new RegExp(`^(?<by>.+?) changed the (?:subject|group name|name).* to ${quoted}\\.?$`),
  ],
  ['number_changed', /^(?<who>.+?) changed (?:their|his|her|your) phone number\b.*$/],
  ['number_changed', /^(?<who>.+?) changed to (?<number>\+[\d\s().-]{6,25})\.?$/],
  ['admin_granted', /^(?<who>.+?)(?: is|['’]re| are) now an? (?:group )?admin\.?$/],
  ['joined_link', /^(?<who>.+?) joined(?:$| (?:using|via|from|through|by|the group)\b.{0,80}$)/],
  ['added', /^(?<who>.+?) (?:was|were) added(?: by (?<by>.+?))?\.?$/],
  ['removed', /^(?<who>.+?) (?:was|were) removed(?: by (?<by>.+?))?\.?$/],
  ['added', /^(?<by>.+?) added (?!the |this |a |an )(?<who>.+?)\.?$/],
  ['removed', /^(?<by>.+?) removed (?!the |this |a |an |["“])(?<who>.+?)\.?$/],
  ['left', /^(?<who>.+?) left(?: the group)?\.?$/],
  // Chinese, simplified and traditional
  [
    'created',
    new RegExp(
      `^(?<by>.+?)\\s?已?(?:创建|建立|創建)了?(?:这个|此|该|本|這個|該)?${group}\\s?(?:${quoted})?。?$`,
    ),
  ],
  [
    'subject_changed',
    new RegExp(
      `^(?<by>.+?)\\s?已?(?:将|把|將)${group}(?:名称|名稱|主题|主題|名).*(?:更改为|改为|改成|更改為|改為|变更为|變更為)\\s?${quoted}。?$`,
    ),
  ],
  [
    'number_changed',
    /^(?<who>.+?)\s?已?(?:更改|更换|变更|變更|更換)了?[^，。]{0,8}(?:号码|號碼).*$/,
  ],
  [
    'admin_granted',
    new RegExp(
      `^(?<who>.+?)\\s?(?:现在|已经|已|現在|已經)?(?:是|成为|成為)${group}?(?:管理员|管理員)了?。?$`,
    ),
  ],
  [
    'joined_link',
    new RegExp(
      `^(?<who>.+?)\\s?已?(?:使用|通过|通過|透过|透過|点击|點擊).{0,20}(?:链接|連結|鏈接).{0,10}$`,
    ),
  ],
  ['removed', new RegExp(`^(?<who>.+?)\\s?已?被\\s?(?<by>.*?)\\s?(?:移除|移出|踢出)${group}?。?$`)],
  [
    'added',
    new RegExp(
      `^(?<who>.+?)\\s?已?被\\s?(?<by>.*?)\\s?(?:添加|新增|加入)(?:到|至|进|進)?${group}?。?$`,
    ),
  ],
  [
    'removed',
    new RegExp(
      `^(?<by>.+?)\\s?已?(?:将|把|將)\\s?(?<who>.+?)\\s?(?:移除|移出|踢出)了?${group}?。?$`,
    ),
  ],
  [
    'added',
    new RegExp(
      `^(?<by>.+?)\\s?已?(?:将|把|將)\\s?(?<who>.+?)\\s?(?:添加|加入|新增)(?:到|至|进|進)?了?${group}?。?$`,
    ),
  ],
  ['joined_link', new RegExp(`^(?<who>.+?)\\s?已?加入了?(?:此|该|本)?${group}?。?$`)],
  ['removed', /^(?<by>.+?)\s?已?(?:移除|移出|踢出)了?\s?(?<who>.+?)。?$/],
  ['added', /^(?<by>.+?)\s?已?(?:添加|新增)了?\s?(?<who>.+?)。?$/],
  ['left', new RegExp(`^(?<who>.+?)\\s?已?(?:离开|退出|離開)了?(?:此|该|本)?${group}?。?$`)],
]

/** Longer ones are written by people. */
const maxNoticeLength = 400

/** The notice that WhatsApp opens a group's chat with. Its author, on iPhones, is the group. */
const encryption = /end-to-end encrypted|端到端加密|端對端加密/

const selves = new Set(['you', '你', '您'])

/** Recognises a notice in English or Chinese; null for what tells nothing about who is in the group. */
export function recogniseNotice(text: string): RecognisedNotice | null {
  if (text.length > maxNoticeLength || text.includes('\n')) return null
  for (const [type, pattern] of notices) {
    const groups = pattern.exec(text)?.groups
    if (!groups) continue
    const by = groups['by'] || null
    return {
      type,
      who: groups['who'] ?? by ?? '',
      by,
      subject: groups['subject'] ?? null,
      newNumber: groups['number'] ?? null,
    }
  }
  return null
}

export function isEncryptionNotice(text: string): boolean {
  return text.length < 1000 && encryption.test(text)
}

/** The owner of the phone, whom notices do not name. */
export function isSelf(name: string): boolean {
  return selves.has(name.toLowerCase())
}

/** Names in a list such as `Anna, Ben and Cem`, unless the whole is itself a name. */
export function splitNames(text: string, isName: (name: string) => boolean): string[] {
  if (isName(text)) return [text]
  return text
    .split(/,\s|、|，|\sand\s|\s&\s|\s和\s|\s及\s/)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/^\d+ others?$/.test(name))
}
