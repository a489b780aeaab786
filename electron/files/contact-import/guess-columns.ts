import type { ImportField, ImportMapping } from '../../../shared/domain/contact-imports.ts'
import { toE164 } from '../phone-number.ts'
import type { SourceRow } from './source.ts'

type Kind = 'contacts' | 'orders'
type Columns = NonNullable<ImportMapping['columns']>

/** Headings as tables have them, without spaces and marks; simplified and traditional Chinese. */
const headings: readonly (readonly [ImportField, RegExp])[] = [
  [
    'number',
    /^(tel|(mobile|cell|tele)?(phone|mobile)(number|no)?\d?|number|cell(ular)?|telephone(number)?|whatsapp(number|phone|id)?|waid|wanumber|msisdn|contact(number|no)|customerphone|(联系|聯絡|聯繫|客户|客戶|顾客|會員|会员|收货人)?(电话|電話|手机|手機|移动电话)(号|号码|號|號碼)?|号码|號碼|联系方式|聯絡方式|whatsapp(号|号码|號|號碼))$/,
  ],
  [
    'externalId',
    /^((customer|client|member|contact|user|crm|external)(id|no|number|code|key)|id|(客户|客戶|会员|會員|顾客|顧客|用户|用戶)(编号|編號|号|號|id|码|代码|卡号)|编号|編號|卡号)$/,
  ],
  ['firstName', /^(first(name)?|givennames?|forename|名|名字first)$/],
  ['lastName', /^(last(name)?|surname|familyname|姓|姓氏)$/],
  [
    'name',
    /^(fn|(full|display|contact|customer|client|member)?name|contact|customer|nickname|(客户|客戶|会员|會員|顾客|顧客|联系人|聯絡人|收货人)?(姓名|名字|名称|名稱)|昵称|暱稱|客户|客戶|联系人|聯絡人|称呼|稱呼)$/,
  ],
  ['username', /^((whatsapp|wa)?username|用户名|用戶名)$/],
  ['email', /^((e)?mail(address)?|电子邮件|電子郵件|电邮|電郵|邮箱|郵箱|电子邮箱|邮件)$/],
  ['city', /^(city|town|place|adr|locality|城市|市|所在城市|所在地|地区|地區)$/],
  ['birthday', /^(bday|birthday|birthdate|dateofbirth|dob|生日|出生日期|出生年月)$/],
  ['language', /^(lang|language|locale|语言|語言|语种)$/],
  [
    'tags',
    /^(tags?|labels?|categories|category|groups?|segments?|标签|標籤|标记|分组|分組|类别|類別)$/,
  ],
  ['note', /^(notes?|comments?|remarks?|memo|备注|備註|说明|說明|附注|留言)$/],
  [
    'optIn',
    /^(opt(ed)?in|consent(ed|given)?|marketing(consent|optin)?|subscribed|subscription(status)?|acceptsmarketing|newsletter|同意|是否同意|同意营销|营销同意|已同意|是否订阅|订阅|訂閱|接受营销)$/,
  ],
  [
    'optInAt',
    /^((opt(ed)?in|consent(ed)?|subscri(bed|ption)|signup|signedup)(at|on|date|time|timestamp)|同意(时间|日期|時間)|订阅(时间|日期)|訂閱(時間|日期))$/,
  ],
  [
    'optInSource',
    /^((opt(ed)?in|consent|signup|subscription)(source|channel|method)|同意(来源|來源|方式|渠道)|来源|來源|source)$/,
  ],
  [
    'orderNo',
    /^(order(id|no|number|name|key|ref|reference)?|invoice(no|number)?|receipt(no|number)?|订单(号|编号|号码)?|訂單(號|編號|號碼)?|单号|單號)$/,
  ],
  [
    'orderAt',
    /^((order(ed)?|purchase(d)?|paid|sale|created)(at|on|date|time)|date|time|datetime|(下单|下單|订单|訂單|购买|購買|付款|支付|成交|交易)?(时间|時間|日期))$/,
  ],
  [
    'amount',
    /^((order|total|paid|grand)?(amount|total|sum|price)|total(price|amount)|revenue|spent|(订单|訂單|实付|實付|支付|应付|总|總)?(金额|金額|总额|總額|总价|總價)|价格|價格|实付款)$/,
  ],
  ['currency', /^(currency(code)?|币种|幣種|货币|貨幣|币别|幣別)$/],
  [
    'items',
    /^(items?|products?|lineitems?|goods|articles?|商品(名称|名稱|信息)?|产品|產品|货品|明细|明細)$/,
  ],
]

const ofOrders = new Set<ImportField>(['orderNo', 'orderAt', 'amount', 'currency', 'items'])
const ofBoth = new Set<ImportField>(['number', 'externalId'])

/** @param ownFields keys of the owner's own fields, which a file that was exported names as they are. */
function fieldOf(title: string, kind: Kind, ownFields: readonly string[] = []): ImportField | null {
  const own = ownFields.find((key) => title.trim() === `custom:${key}`)
  if (own !== undefined) return kind === 'contacts' ? `custom:${own}` : null
  const plain = title
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
  if (plain === '') return null
  for (const [field, pattern] of headings) {
    const fits = kind === 'orders' ? ofOrders.has(field) || ofBoth.has(field) : !ofOrders.has(field)
    if (fits && pattern.test(plain)) return field
  }
  return null
}

/** Whether the first row names the columns: it knows a heading, and does not itself hold a number. */
export function hasHeading(rows: readonly SourceRow[], kind: Kind, country: string): boolean {
  const first = rows[0]
  if (!first) return false
  if (first.cells.some((cell) => looksLikeNumber(cell, country) || isEmail(cell))) return false
  if (first.cells.some((cell) => fieldOf(cell, kind) !== null)) return true
  const next = rows[1]
  return next?.cells.some((cell) => looksLikeNumber(cell, country)) ?? false
}

/** What the columns are, by their titles, and by what is in them where a title does not tell. */
export function guessColumns(
  titles: readonly string[],
  rows: readonly SourceRow[],
  kind: Kind,
  country: string,
  ownFields: readonly string[] = [],
): Columns {
  const taken = new Set<ImportField>()
  const columns = titles.map((title, index) => {
    const field = fieldOf(title, kind, ownFields) ?? 'ignore'
    if (field === 'ignore' || taken.has(field)) return { index, field: 'ignore' }
    taken.add(field)
    return { index, field }
  })
  for (const [field, isKind] of contentGuesses(kind, country)) {
    if (taken.has(field)) continue
    const best = bestColumn(columns, rows, isKind)
    if (best === null) continue
    columns[best] = { index: best, field }
    taken.add(field)
  }
  return columns
}

function contentGuesses(kind: Kind, country: string): [ImportField, (cell: string) => boolean][] {
  const number: [ImportField, (cell: string) => boolean] = [
    'number',
    (cell) => looksLikeNumber(cell, country),
  ]
  if (kind === 'orders') return [number]
  return [number, ['email', isEmail], ['name', isName]]
}

/** The first column of which more than half of what is filled is of this kind. */
function bestColumn(
  columns: readonly { readonly field: ImportField }[],
  rows: readonly SourceRow[],
  isKind: (cell: string) => boolean,
): number | null {
  let best: { index: number; share: number } | null = null
  columns.forEach(({ field }, index) => {
    if (field !== 'ignore') return
    const cells = rows.map((row) => row.cells[index]?.trim() ?? '').filter((cell) => cell !== '')
    const share = cells.filter(isKind).length / Math.max(1, cells.length)
    if (cells.length > 0 && share > 0.5 && share > (best?.share ?? 0)) best = { index, share }
  })
  return (best as { index: number } | null)?.index ?? null
}

function looksLikeNumber(cell: string, country: string): boolean {
  const digits = cell.replace(/[^\d]/g, '')
  if (digits.length < 7 || digits.length > 17 || /\p{L}/u.test(cell) || /[:]/.test(cell))
    return false
  if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(cell.trim())) return false
  return (
    toE164(cell, country).state === 'valid' ||
    (digits.length >= 10 && toE164(`+${digits}`, '').state === 'valid')
  )
}

function isEmail(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim())
}

function isName(cell: string): boolean {
  return /\p{L}/u.test(cell) && !/\d/.test(cell) && cell.length <= 60
}

/** Day before month, where a date of the file shows it; undefined where both readings fit. */
export function guessDayFirst(
  rows: readonly SourceRow[],
  columns: readonly number[],
): boolean | undefined {
  for (const row of rows)
    for (const index of columns) {
      const match = /^\s*(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec(row.cells[index] ?? '')
      if (match && Number(match[1]) > 12) return true
      if (match && Number(match[2]) > 12) return false
    }
  return undefined
}
