import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  connectionOf,
  createSandbox,
  type SandboxConnection,
} from '../../electron/sandbox/create-sandbox.ts'
import type { SandboxOptions } from '../../electron/sandbox/options.ts'

/** What a bench is told of the server that stands in for Graph. */
export interface ServedGraph extends Pick<
  SandboxConnection,
  'url' | 'accessToken' | 'phoneNumberId' | 'wabaId'
> {
  readonly controlToken: string
}

/** `stub` answers every message and nothing else; the sandbox does all that it does. */
export type ServerKind = 'stub' | 'sandbox'

const [kind, options] = JSON.parse(process.argv[2] ?? '[]') as [ServerKind, SandboxOptions]

async function startStub(): Promise<ServedGraph> {
  let count = 0
  const server = createServer((request, response) => {
    request.on('data', () => undefined)
    request.on('end', () => {
      count += 1
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        `{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"wamid.${String(count)}","message_status":"accepted"}]}`,
      )
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    accessToken: 'fictional',
    phoneNumberId: '1',
    wabaId: '2',
    controlToken: '',
  }
}

const served = kind === 'stub' ? await startStub() : connectionOf(await createSandbox(options))
process.send?.(served)
process.on('disconnect', () => process.exit(0))
