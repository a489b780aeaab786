import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app/create-app.ts'
import { printPdf } from '../browser-host/print-pdf.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { runDemo } from './demo-steps.ts'

/**
 * The main job from end to end against the sandbox, in a terminal. Everything in it is fictional; the
 * workspace is in memory and its folder is removed at the end, the reports stay in `demo-output/`.
 */
const outputDir = join(process.cwd(), 'demo-output')
await rm(outputDir, { recursive: true, force: true })
await mkdir(outputDir, { recursive: true })
const dataDir = await mkdtemp(join(tmpdir(), 'groupkeeper-demo-'))
const sandbox = await createSandbox({ shop: 'demo' })
const app = await createApp({ dataDir, ports: { printPdf } })
const startedAt = Date.now()
try {
  await runDemo({ app, sandbox, outputDir, write: writeFile, print: (line) => console.log(line) })
  console.log(`\nDone in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Reports: ${outputDir}`)
} finally {
  await app.close()
  await sandbox.close()
  await rm(dataDir, { recursive: true, force: true })
}
