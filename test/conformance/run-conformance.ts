import { createSandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { ParsedUpdate } from '../../electron/updates/parsed-update.ts'
import { createUpdateReceiver } from '../../electron/updates/update-receiver.ts'
import { checkExchange, type Deviation, type KnownIds } from './check-exchange.ts'
import { exerciseClient } from './exercise-client.ts'
import { type KnownDeviation, knownDeviations } from './known-deviations.ts'
import { type OpenApiFile, readOpenApiFile } from './open-api-file.ts'
import { type Exchange, startRecordingProxy } from './recording-proxy.ts'

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

interface Run {
  readonly exchanges: readonly Exchange[]
  readonly exported: readonly string[]
  readonly exercised: readonly string[]
  readonly updates: readonly ParsedUpdate[]
  readonly defects: readonly string[]
  readonly ids: KnownIds
}

/** Runs the client against the sandbox and holds every exchange against the OpenAPI file. */
export async function runConformance(specFile: string): Promise<ConformanceReport> {
  const file = readOpenApiFile(specFile)
  return report(file, await runClient())
}

/** Every operation once, with a receiver that takes the updates that they bring. */
async function runClient(): Promise<Run> {
  const sandbox = await createSandbox({ shop: 'small', limits: 'lifted', operationDelayMs: 1 })
  const proxy = await startRecordingProxy(sandbox.url)
  const updates: ParsedUpdate[] = []
  const receiver = createUpdateReceiver({
    port: 0,
    appSecret: () => sandbox.appSecret,
    verifyToken: sandbox.verifyToken,
    onBody: (parsed) => void updates.push(...parsed),
  })
  try {
    const { url } = await receiver.listen()
    const { exported, exercised } = await exerciseClient(sandbox, proxy, url)
    await sandbox.drain()
    const { phoneNumberId, wabaId, appId } = sandbox
    const defects = sandbox.defects.map(String)
    const ids = { phoneNumberId, wabaId, appId }
    return { exchanges: proxy.exchanges, exported, exercised, updates, defects, ids }
  } finally {
    await proxy.close()
    await receiver.close()
    await sandbox.close()
  }
}

function report(file: OpenApiFile, run: Run): ConformanceReport {
  const checked = run.exchanges.map((exchange) => ({
    operation: exchange.operation,
    deviations: checkExchange(file, run.ids, exchange),
  }))
  const sorted = sortOut(checked.flatMap((each) => each.deviations))
  const notExercised = run.exported.filter((name) => !run.exercised.includes(name))
  const unknown = run.updates.filter((update) => update.kind === 'unknown')
  const unknownUpdates = unknown.map((update) => update.field)
  const troubles = [sorted.unexplained, sorted.stale, notExercised, unknownUpdates, run.defects]
  return {
    file: file.title,
    repairs: file.repairs,
    operations: run.exercised.map((operation) => {
      const own = checked.filter((each) => each.operation === operation)
      const clean = own.filter((each) => each.deviations.length === 0)
      return { operation, exchanges: own.length, withoutDeviation: clean.length }
    }),
    notExercised,
    ...sorted,
    updates: run.updates.length,
    unknownUpdates,
    defects: run.defects,
    passed: troubles.every((list) => list.length === 0),
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
