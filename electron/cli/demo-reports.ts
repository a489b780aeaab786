import { readFile, writeFile } from 'node:fs/promises'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { verifyReport } from '../files/verify-report.ts'

type ExportedFile = CallOutput<'reports.export'>['files'][number]

/** Verifies every exported report, then alters one byte of a copy and shows that it is found out. */
export async function checkReports(
  files: readonly ExportedFile[],
  step: (title: string, ...lines: string[]) => void,
): Promise<void> {
  const lines: string[] = []
  for (const file of files) {
    if (file.path === null) throw new Error(`${file.fileName} was not written`)
    const verified = verifyReport(await readFile(file.path), file.fileName)
    if (!verified.valid) throw new Error(`${file.fileName} does not verify`)
    lines.push(
      `${file.format.padEnd(5)} good, ${verified.entries} entries, signed by ${verified.signedBy}`,
    )
  }
  step('Every report verified, without the store', ...lines)
  const json = files.find((file) => file.format === 'json')
  if (json?.path) step('One byte of a copy altered', await doctorOne(json.path))
}

/** Alters one letter of an entry's actor: small enough to miss by eye. */
async function doctorOne(path: string): Promise<string> {
  const bytes = await readFile(path)
  const at = bytes.indexOf('demo owner')
  if (at < 0) throw new Error('The report names no actor')
  bytes[at] = 'D'.charCodeAt(0)
  const doctored = path.replace(/\.json$/, '.doctored.json')
  await writeFile(doctored, bytes)
  const verified = verifyReport(bytes, doctored)
  if (verified.valid) throw new Error('A doctored report was accepted')
  return verified.problems
    .map((problem) => ('seq' in problem ? `${problem.kind} at entry ${problem.seq}` : problem.kind))
    .join(', ')
}
