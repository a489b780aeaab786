import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { formatMoment } from '../app/format-moment.ts'
import {
  verifyReport,
  type ReportProblem,
  type ReportVerification,
} from '../files/verify-report.ts'

const usage = 'Usage: verify-report FILE [--key FINGERPRINT]'

/** What a problem means to whoever holds the report. */
function inWords(problem: ReportProblem): string {
  switch (problem.kind) {
    case 'entry_altered': {
      const what = problem.entry
        ? ` (it now says ${formatMoment(problem.entry.at)}, ${problem.entry.action})`
        : ''
      return problem.isShown
        ? `Entry ${problem.seq}: the row that readers see was altered.`
        : `Entry ${problem.seq} was altered or taken out${what}.`
    }
    case 'chain_broken':
      return `Entry ${problem.seq} does not follow from the entry before it.`
    case 'content_altered':
      return 'The file is not the one that was signed.'
    case 'signature_wrong':
      return 'The signature does not hold.'
    case 'key_differs':
      return 'The report is signed with another key than the one given.'
    case 'not_a_report':
      return 'The file holds no sealed report.'
  }
}

function describe(result: ReportVerification): string {
  const facts = [
    ...(result.format ? [`Format      ${result.format}`] : []),
    ...(result.format ? [`Entries     ${result.entries}`] : []),
    ...(result.signedAt !== null ? [`Made on     ${formatMoment(result.signedAt)}`] : []),
    ...(result.headHash ? [`Log head    ${result.headHash}`] : []),
    ...(result.signedBy ? [`Signed by   ${result.signedBy}`] : []),
  ]
  if (result.valid)
    return [
      'GOOD: the report is as it was signed.',
      ...facts,
      'Compare the key with the one the shop told you.',
    ].join('\n')
  return ['NOT GOOD:', ...result.problems.map((problem) => `- ${inWords(problem)}`), ...facts].join(
    '\n',
  )
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' } },
  })
  const path = positionals[0]
  if (path === undefined || positionals.length > 1) {
    console.error(usage)
    return 2
  }
  const bytes = await readFile(path)
  const result = verifyReport(bytes, path, { key: values.key })
  console.log(describe(result))
  return result.valid ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(usage)
  process.exitCode = 2
}
