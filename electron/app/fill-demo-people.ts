import type { Locale } from '../../shared/domain/common.ts'
import { buildDemoCustomersCsv, buildDemoOrdersCsv } from '../sandbox/demo-shop/customers-csv.ts'
import type { CallDemo } from './demo-call.ts'

/** The demo shop's customers and what they bought, imported as an owner would. Wholly fictional. */
export async function fillDemoPeople(call: CallDemo, language: Locale): Promise<void> {
  const now = Date.now()
  const names =
    language === 'en'
      ? { customers: 'customers.csv', orders: 'orders.csv' }
      : { customers: '客户名单.csv', orders: '订单.csv' }
  await importFile(call, 'contacts', names.customers, buildDemoCustomersCsv(now, language))
  await importFile(call, 'orders', names.orders, buildDemoOrdersCsv(now))
}

async function importFile(
  call: CallDemo,
  kind: 'contacts' | 'orders',
  fileName: string,
  content: string,
): Promise<void> {
  const { importId } = await call('imports.create', { kind, fileName })
  await call('imports.append', { importId, base64: Buffer.from(content).toString('base64') })
  await call('imports.start', { importId })
  // it goes on by itself; what the shop is filled with next looks at who came in
  while ((await call('imports.get', { importId })).state === 'running')
    await new Promise((resolve) => setTimeout(resolve, 20))
}
