import { userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { fail, type Reply } from '../../shared/result.ts'
import { createApp } from '../app/create-app.ts'
import { printPdf } from '../browser-host/print-pdf.ts'
import { parseCallOptions, type CallOptions } from './options.ts'

/** Prints every call of the contract, one JSON object a line: name, kind, input as JSON Schema. */
function printCalls(): void {
  for (const [name, { kind, input }] of Object.entries(contract))
    console.log(
      JSON.stringify({
        name,
        kind,
        input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
      }),
    )
}

/**
 * One call from a terminal: opens the workspace, calls, lets what it set going be confirmed, closes.
 * In `memory` everything is gone when the process ends, so a workspace is made on the fly.
 */
async function callOnce(options: CallOptions, name: string): Promise<Reply<unknown>> {
  const caller = { host: 'cli', actor: userInfo().username } as const
  const app = await createApp({
    dataDir: options.dataDir,
    vault: options.vault,
    passphrase: process.env.GROUPKEEPER_PASSPHRASE,
    graphBaseUrl: process.env.GRAPH_BASE_URL,
    logFile: join(options.dataDir, 'groupkeeper.log'),
    ports: { printPdf },
  })
  try {
    await createIfMissing()
    const reply = await app.call(name, options.input, caller)
    if (reply.ok) await app.drain(options.drainMs)
    return reply
  } finally {
    await app.close()
  }

  /** `--vault` on an empty folder makes the workspace, so that a script needs no step for it. */
  async function createIfMissing(): Promise<void> {
    if (options.vault === undefined || name.startsWith('workspace.')) return
    const status = await app.call('workspace.status', {}, caller)
    if (!status.ok || (status.value as { state: string }).state !== 'missing') return
    const created = await app.call(
      'workspace.create',
      {
        vault: options.vault,
        passphrase: process.env.GROUPKEEPER_PASSPHRASE,
        name: 'Groupkeeper',
        language: 'en',
        defaultCountry: 'US',
      },
      caller,
    )
    if (!created.ok) throw new AppError(created.error.code, { message: created.error.message })
    if (options.vault !== 'memory')
      console.error(
        `Recovery code of the new workspace (shown once): ${(created.value as { recoveryCode: string }).recoveryCode}`,
      )
  }
}

async function main(args: readonly string[]): Promise<Reply<unknown> | null> {
  try {
    const options = parseCallOptions(args)
    if (options.list) {
      printCalls()
      return null
    }
    if (options.name === undefined)
      throw new AppError('invalid_input', {
        field: 'name',
        message: "Name a call, as in: call groups.list '{}'. See call --list.",
      })
    return await callOnce(options, options.name)
  } catch (error) {
    if (error instanceof AppError) return fail(error.toReply())
    throw error
  }
}

const reply = await main(process.argv.slice(2))
if (reply) {
  console.log(JSON.stringify(reply, null, 2))
  process.exitCode = reply.ok ? 0 : 1
}
