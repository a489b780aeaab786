import { createUpdateReceiver } from '../../electron/updates/update-receiver.ts'
import { createSandbox } from '../../electron/sandbox/create-sandbox.ts'
import { checkExchange, type Deviation } from './check-exchange.ts'
import { exerciseClient } from './exercise-client.ts'
import { type KnownDeviation, knownDeviations } from './known-deviations.ts'
import { readOpenApiFile } from './open-api-file.ts'
import { startRecordingProxy } from './recording-proxy.ts'

export interface ConformanceReport {
  readonly file: string
  readonly repairs: readonly string[]
  readonly operations: readonly OperationReport[]
  readonly notExercised: readonly string[]
  readonly unexplained: readonly Deviation[]
  readonly known: readonly { readonly entry: KnownDeviation; readonly operation: string }[]
  /** Entries of the list, per operation, that nothing matches any more. */
  readonly stale: readonly { readonly entry: KnownDeviation; readonly operation: string }[]
  readonly updates: number
  readonly unknownUpdates: readonly string[]
  readonly defects: readonly string[]
  readonly passed: boolean
}

export interface OperationReport {
  readonly operation: string
  readonly exchanges: number
  readonly withoutDeviation: number
}

/** Runs the client against the sandbox and holds every exchange against the OpenAPI file. */
export async function runConformance(specFile: string): Promise<ConformanceReport> {
  const file = readOpenApiFile(specFile)
  const sandbox = await createSandbox({ shop: 'small', limits: 'lifted', operationDelayMs: 1 })
  const proxy = await startRecordingProxy(sandbox.url)
  const unknownUpdates: string[] = []
  let updates = 0
  const receiver = createUpdateReceiver({
    port: 0,
    appSecret: () => sandbox.appSecret,
    verifyToken: sandbox.verifyToken,
    onBody: (parsed) => {
      updates += parsed.length
      const unknown = parsed.filter((update) => update.kind === 'unknown')
      unknownUpdates.push(...unknown.map((update) => update.field))
    },
  })
  try {
    const { url } = await receiver.listen()
    const { exported, exercised } = await exerciseClient(sandbox, proxy, url)
    await sandbox.drain()
    const checked = proxy.exchanges.map((exchange) => ({
      operation: exchange.operation,
      deviations: checkExchange(file, sandbox, exchange),
    }))
    const sorted = sortOut(checked.flatMap((each) => each.deviations))
    const notExercised = exported.filter((name) => !exercised.includes(name))
    const defects = sandbox.defects.map(String)
    const troubles = [sorted.unexplained, sorted.stale, notExercised, unknownUpdates, defects]
    return {
      file: file.title,
      repairs: file.repairs,
      operations: exercised.map((operation) => {
        const own = checked.filter((each) => each.operation === operation)
        const clean = own.filter((each) => each.deviations.length === 0)
        return { operation, exchanges: own.length, withoutDeviation: clean.length }
      }),
      notExercised,
      ...sorted,
      updates,
      unknownUpdates,
      defects,
      passed: troubles.every((list) => list.length === 0),
    }
  } finally {
    await proxy.close()
    await receiver.close()
    await sandbox.close()
  }
}

function sortOut(
  deviations: readonly Deviation[],
): Pick<ConformanceReport, 'unexplained' | 'known' | 'stale'> {
  const listed = knownDeviations.flatMap((entry) =>
    entry.operations.map((operation) => ({ entry, operation })),
  )
  const keyOf = (item: Pick<Deviation, 'operation' | 'where' | 'keyword' | 'path'>) =>
    [item.operation, item.where, item.keyword, item.path].join(' ')
  const byKey = new Map(
    listed.map((item) => [keyOf({ ...item.entry, operation: item.operation }), item]),
  )
  const met = new Map(deviations.map((deviation) => [keyOf(deviation), deviation]))
  return {
    unexplained: [...met].filter(([key]) => !byKey.has(key)).map(([, deviation]) => deviation),
    known: [...byKey].filter(([key]) => met.has(key)).map(([, item]) => item),
    stale: [...byKey].filter(([key]) => !met.has(key)).map(([, item]) => item),
  }
}
