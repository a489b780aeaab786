import { parseArgs } from 'node:util'
import { connectionOf, createSandbox } from './create-sandbox.ts'
import type { ShopName } from './options.ts'

const usage = `Usage: npm run sandbox -- [--port P] [--shop demo|small|empty] [--seed TEXT] [--delay MS] [--limits lifted]`

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      shop: { type: 'string', default: 'demo' },
      seed: { type: 'string' },
      delay: { type: 'string' },
      limits: { type: 'string' },
    },
  })
  const port = Number(values.port)
  const delay = values.delay === undefined ? undefined : Number(values.delay)
  const isPortGood = Number.isInteger(port) && port >= 0 && port <= 65_535
  const isDelayGood = delay === undefined || (Number.isFinite(delay) && delay >= 0)
  const isShopGood = ['demo', 'small', 'empty'].includes(values.shop)
  const isLimitGood = values.limits === undefined || values.limits === 'lifted'
  if (!isPortGood || !isDelayGood || !isShopGood || !isLimitGood) throw new Error(usage)
  return {
    port,
    shop: values.shop as ShopName,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(delay === undefined ? {} : { operationDelayMs: delay }),
    ...(values.limits === 'lifted' ? { limits: 'lifted' as const } : {}),
  }
}

/** Runs a sandbox alone until it is told to stop, and prints what a client needs. */
async function run(): Promise<void> {
  const sandbox = await createSandbox(readOptions())
  for (const [name, value] of Object.entries(connectionOf(sandbox))) {
    console.log(`${name} ${value}`)
  }
  console.log('ready')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
  }
}

run().catch((thrown: unknown) => {
  const isUsage = thrown instanceof Error && (thrown.message === usage || 'code' in thrown)
  console.error(isUsage ? thrown.message : thrown)
  process.exitCode = 1
})
