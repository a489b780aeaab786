import { parseArgs } from 'node:util'
import { isOpenApiFile } from './open-api-file.ts'
import { type ConformanceReport, runConformance } from './run-conformance.ts'

/**
 * Holds client and sandbox against Meta's OpenAPI file: `conformance.command.ts --spec FILE`.
 * Exit 0: nothing unexplained. 1: something is. 2: there is no file to hold them against.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { spec: { type: 'string' } } })
  if (values.spec === undefined) return skip()
  if (!isOpenApiFile(values.spec)) {
    console.error('The file given with --spec cannot be read as an OpenAPI file.')
    return 2
  }
  const report = await runConformance(values.spec)
  print(report)
  return report.passed ? 0 : 1
}

function skip(): number {
  console.error('CONFORMANCE WAS NOT CHECKED: no OpenAPI file was given.')
  console.error('Get business-messaging-api_v23.0.yaml from the repository facebook/openapi')
  console.error('and pass it: npm run conformance -- --spec FILE')
  const isContinuousIntegration = (process.env['CI'] ?? '') !== ''
  return isContinuousIntegration ? 2 : 0
}

function print(report: ConformanceReport): void {
  console.log(`Held against: ${report.file}`)
  console.log(`Put right in the file before use: ${report.repairs.length}`)
  for (const repair of report.repairs) console.log(`  ${repair}`)
  console.log('')
  console.log('operation                 exchanges  as the file says')
  for (const each of report.operations) {
    const name = each.operation.padEnd(26)
    console.log(`${name}${String(each.exchanges).padStart(9)}${pad(each.withoutDeviation)}`)
  }
  console.log('')
  console.log(`Known deviations: ${report.known.length}`)
  for (const { entry, operation } of report.known) {
    console.log(`  ${operation}: ${entry.where} ${entry.keyword} ${entry.path}`)
    console.log(`    ${entry.reason} [${entry.source}]`)
  }
  console.log(
    `Updates received: ${report.updates}, not understood: ${report.unknownUpdates.length}`,
  )
  printTroubles(report)
}

function pad(count: number): string {
  return String(count).padStart(18)
}

function printTroubles(report: ConformanceReport): void {
  const lines = [
    ...report.notExercised.map((name) => `not exercised: ${name}`),
    ...report.unexplained.map(
      (each) =>
        `unexplained: ${each.operation}: ${each.where} ${each.keyword} ${each.path} ${each.detail}`,
    ),
    ...report.stale.map(
      ({ entry, operation }) =>
        `stale entry: ${operation}: ${entry.where} ${entry.keyword} ${entry.path}`,
    ),
    ...report.unknownUpdates.map((field) => `update not understood: ${field}`),
    ...report.defects.map((defect) => `defect in the sandbox: ${defect}`),
  ]
  console.log('')
  if (lines.length === 0) {
    console.log(`PASSED: ${report.operations.length} operations, 0 unexplained deviations`)
    return
  }
  for (const line of lines) console.error(line)
  console.error(`FAILED: ${lines.length}`)
}

process.exitCode = await main()
