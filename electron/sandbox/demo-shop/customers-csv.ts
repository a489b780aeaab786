import type { Locale } from '../../../shared/domain/common.ts'
import { createRandom } from '../random.ts'

const dayMs = 24 * 60 * 60 * 1000
const customerCount = 260
const seed = 'jasmine customers'

/** Fictional: given and family names put together by chance, and numbers set aside for fiction. */
const given = {
  en: 'Ada Bruno Carla Deepa Elena Femi Gina Hugo Ivy Jonas Kira Leo Maya Nils Orla Priya Quinn Rosa Sam Tara Uma Viktor Wren Yara Zoe',
  zh: '雅婷 嘉豪 欣怡 子涵 梓萱 浩然 思远 晓梅 志强 丽华 建国 玉兰 佳怡 明轩 诗涵 俊杰 秀英 海燕 文博 静雯',
} as const
const family = {
  en: 'Abbott Bakare Castellan Dorsey Ekström Farrow Greco Halloran Ito Jansen Kovac Lindqvist Moreau Novak Okoro Prescott Quiroga Rahman Silva Tremblay',
  zh: '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高',
} as const
/** Area codes in which the numbers 555-0100 to 555-0199 are nobody's (NANP), and not those of the groups. */
const areas = [206, 303, 404, 503, 512, 602, 617, 702, 718, 808]
const cities = ['Portland', 'Seattle', 'Oakland', 'San Jose', 'Sacramento']
const tags = ['wedding', 'office', 'workshop', 'newsletter', 'walk-in']
const flowers = ['Peonies', 'Roses', 'Tulip bouquet', 'Orchid', 'Wreath', 'Sunflowers', 'Vase']

interface DemoCustomer {
  readonly number: string
  readonly name: string
  readonly cells: readonly string[]
  readonly orders: number
}

function customers(now: number): DemoCustomer[] {
  const { next: random, pick } = createRandom(seed)
  return Array.from({ length: customerCount }, (_, index) => {
    const isChinese = random() < 0.35
    const name = isChinese
      ? pick(family.zh.split(' ')) + pick(given.zh.split(' '))
      : `${pick(given.en.split(' '))} ${pick(family.en.split(' '))}`
    const line = `0${100 + (index % 100)}`
    const area = areas[(index + Math.floor(index / 100)) % areas.length]!
    const number =
      index % 20 === 7 ? `(${area}) 555-${line.slice(0, 4)}` : `+1${area}555${line.slice(0, 4)}`
    const agreed = random()
    const agreedAt = new Date(now - Math.floor(random() * 400) * dayMs).toISOString().slice(0, 10)
    return {
      number,
      name,
      orders: random() < 0.55 ? 1 + Math.floor(random() ** 3 * 14) : 0,
      cells: [
        number,
        name,
        random() < 0.6 ? `customer${index}@example.com` : '',
        pick(cities),
        random() < 0.3
          ? `19${60 + Math.floor(random() * 40)}-0${1 + (index % 9)}-1${index % 10}`
          : '',
        `C${1000 + index}`,
        random() < 0.5 ? pick(tags) : '',
        agreed < 0.6 ? 'yes' : agreed < 0.68 ? 'no' : '',
        agreed < 0.68 ? agreedAt : '',
        agreed < 0.6 ? 'form' : '',
        isChinese ? 'zh-CN' : 'en',
      ],
    }
  })
}

const headings: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'Phone',
    'Name',
    'Email',
    'City',
    'Birthday',
    'Customer no',
    'Tags',
    'Opted in',
    'Opted in on',
    'Opt-in source',
    'Language',
  ],
  'zh-CN': [
    '手机号',
    '姓名',
    '邮箱',
    '城市',
    '生日',
    '客户编号',
    '标签',
    '是否同意',
    '同意时间',
    '同意来源',
    '语言',
  ],
}

/**
 * The shop's customers as its till would export them, some of them not quite right: a number that is too
 * short, a line twice, a number without its country. Wholly fictional.
 *
 * @param now Unix ms.
 */
export function buildDemoCustomersCsv(now: number, language: Locale): string {
  const rows = customers(now).map((customer) => customer.cells)
  const broken = [
    ['12345', 'Too Short', '', '', '', '', '', '', '', '', ''],
    rows[3]!,
    ['', '', 'nobody-at-all', '', '', '', '', '', '', '', ''],
  ]
  return toCsv([headings[language], ...rows.slice(0, 40), ...broken, ...rows.slice(40)])
}

/**
 * What they bought, one line an order. Wholly fictional.
 *
 * @param now Unix ms.
 */
export function buildDemoOrdersCsv(now: number): string {
  const { next: random } = createRandom(`${seed}, orders`)
  const lines: string[][] = []
  for (const [index, customer] of customers(now).entries())
    for (let count = 0; count < customer.orders; count += 1) {
      const at = new Date(now - Math.floor(random() ** 2 * 540) * dayMs - 3_600_000)
      const what = flowers[Math.floor(random() * flowers.length)]!
      lines.push([
        `A${String(10_000 + lines.length)}`,
        `C${1000 + index}`,
        at.toISOString().slice(0, 16).replace('T', ' '),
        (18 + Math.floor(random() * 9000) / 100).toFixed(2),
        'USD',
        what,
      ])
    }
  return toCsv([['Order no', 'Customer no', 'Date', 'Amount', 'Currency', 'Items'], ...lines])
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
