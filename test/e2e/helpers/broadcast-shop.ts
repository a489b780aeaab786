import type { Sandbox } from '../../../electron/sandbox/create-sandbox.ts'
import { until } from '../../helpers/until.ts'
import type { Shop } from './open-shop.ts'

export const passphrase = 'lilac kettle 42'
/** People who agreed and can be reached. */
export const reachable = 120

/** Area codes in which the numbers 555-0100 to 555-0199 are nobody's (NANP). */
const areas = [206, 303]

interface Person {
  readonly number: string
  readonly name: string
  readonly hasAgreed: boolean
}

/** Fictional people. Numbers that end in a code of WhatsApp fail with it in the sandbox. */
function people(): Person[] {
  const fine = Array.from({ length: reachable }, (_, index) => ({
    number: `+1${areas[Math.floor(index / 100)]}555${String(100 + (index % 100)).padStart(4, '0')}`,
    name: `${index % 2 === 0 ? 'Ada' : '林佳宁'} ${index}`,
    hasAgreed: true,
  }))
  const failing = ['+12025131026', '+12065131026', '+13035131049'].map((number, index) => ({
    number,
    name: `Out of reach ${index}`,
    hasAgreed: true,
  }))
  const silent = Array.from({ length: 9 }, (_, index) => ({
    number: `+1404555010${index}`,
    name: `Silent ${index}`,
    hasAgreed: false,
  }))
  return [...fine, ...failing, ...silent]
}

async function importCsv(
  shop: Shop,
  kind: 'contacts' | 'orders',
  lines: readonly string[],
): Promise<void> {
  const { importId } = await shop.ask('imports.create', { kind, fileName: `${kind}.csv` })
  const base64 = Buffer.from(`${lines.join('\n')}\n`).toString('base64')
  await shop.ask('imports.append', { importId, base64 })
  await shop.ask('imports.start', { importId })
  await until(
    `the end of the import of ${kind}`,
    () => shop.ask('imports.get', { importId }),
    ({ state }) => state === 'finished',
  )
}

/**
 * A shop of its own with an account at the sandbox, customers who agreed to offers and some who did not, and
 * a segment of all of them. Answers the segment's id.
 */
export async function makeShop(shop: Shop, sandbox: Sandbox): Promise<string> {
  await shop.ask('workspace.create', {
    vault: 'passphrase',
    passphrase,
    name: 'Corner Flowers',
    language: shop.language,
    defaultCountry: 'US',
  })
  await shop.ask('account.connect', {
    phoneNumberId: sandbox.phoneNumberId,
    wabaId: sandbox.wabaId,
    accessToken: sandbox.accessToken,
    appSecret: sandbox.appSecret,
    baseUrl: sandbox.url,
  })
  await shop.ask('sync.run', {})
  await importCsv(shop, 'contacts', [
    'Phone,Name,Customer no,Opted in,Opted in on,Opt-in source,Tags',
    ...people().map(
      ({ number, name, hasAgreed }, index) =>
        `${number},${name},N${index},${hasAgreed ? 'yes,2026-01-05,form' : ',,'},Spring`,
    ),
  ])
  const { tags } = await shop.ask('tags.list', {})
  const tag = tags.find(({ name }) => name === 'Spring')
  if (tag === undefined) throw new Error('The import made no tag.')
  const { id } = await shop.ask('segments.save', {
    name: 'Spring list',
    conditions: {
      type: 'all',
      isNot: false,
      of: [{ type: 'tag', operator: 'any', tagIds: [tag.id] }],
    },
  })
  return id
}

/** Every third of those who agreed buys something shortly after. */
export async function sellAfterwards(shop: Shop): Promise<void> {
  const at = new Date(Date.now() + 1000).toISOString().slice(0, 19).replace('T', ' ')
  const buyers = Array.from({ length: 40 }, (_, index) => index * 3)
  await importCsv(shop, 'orders', [
    'Order no,Customer no,Date,Amount,Currency,Items',
    ...buyers.map((index) => `B${index},N${index},${at},25.00,USD,Peonies`),
  ])
}
