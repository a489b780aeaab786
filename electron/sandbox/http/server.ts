import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { CallFault } from '../faults.ts'
import { errorBody, GraphFailure } from '../graph-failure.ts'
import type { Kernel } from '../kernel.ts'
import { readBytes } from './call.ts'
import type { Answer, Call } from './call.ts'
import { matchRoute } from './router.ts'

/** Answers paths of another kind than Graph's; undefined leaves the request to Graph. */
export type SideDoor = (
  call: Call,
  headers: IncomingMessage['headers'],
) => Promise<Answer | undefined>

/** Not an answer at all: the connection breaks. */
const broken = Symbol('broken')

/** The HTTP face of the sandbox. Starts listening when told to. */
export function createHttpServer(kernel: Kernel, sideDoor: SideDoor): Server {
  const server = createServer((request, response) => {
    serve(kernel, sideDoor, request).then(
      (answer) => {
        if (answer === broken) request.socket.destroy()
        else write(kernel, response, answer)
      },
      () => request.socket.destroy(),
    )
  })
  // Clients that were killed leave half-open sockets; they must not hold a close up.
  server.keepAliveTimeout = 5000
  return server
}

async function serve(
  kernel: Kernel,
  sideDoor: SideDoor,
  request: IncomingMessage,
): Promise<Answer | typeof broken> {
  try {
    const call = await readCall(kernel, request)
    const side = await sideDoor(call, request.headers)
    if (side !== undefined) return side
    requireToken(kernel, call, request.headers.authorization)
    return await answer(kernel, call)
  } catch (thrown) {
    return answerFailure(kernel, thrown)
  }
}

async function readCall(kernel: Kernel, request: IncomingMessage): Promise<Call> {
  const host = request.headers.host ?? kernel.settings.host
  const raw = request.url ?? '/'
  if (!URL.canParse(raw, 'http://sandbox')) throw new GraphFailure(2500, 'Unreadable address.')
  const url = new URL(raw, 'http://sandbox')
  return {
    method: request.method ?? 'GET',
    path: decodePath(url.pathname),
    query: url.searchParams,
    contentType: request.headers['content-type'] ?? 'application/json',
    bytes: await readBytes(request),
    baseUrl: `http://${host}`,
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new GraphFailure(2500, 'Unknown path components.')
  }
}

function requireToken(kernel: Kernel, call: Call, header: string | undefined): void {
  const { accessToken, tokenExpired } = kernel.state.account
  const token = header?.replace(/^(Bearer|OAuth) /, '') ?? call.query.get('access_token')
  if (tokenExpired || token !== accessToken) {
    throw new GraphFailure(190, 'Invalid OAuth access token.', tokenExpired ? { subcode: 463 } : {})
  }
}

async function answer(kernel: Kernel, call: Call): Promise<Answer | typeof broken> {
  const match = matchRoute(kernel, call)
  const struck = kernel.faults.forCall(match.name)
  const early = await strikeBefore(struck)
  if (early !== undefined) return early
  if (match.isManagement) kernel.limiter.admitManagementCall()
  const result = await match.run()
  const lost = struck.find((fault) => fault.kind === 'timeout_after')
  if (lost === undefined) return result
  await pause(lost.ms ?? 0)
  return broken
}

/** The faults that come before any work is done. */
async function strikeBefore(
  faults: readonly CallFault[],
): Promise<Answer | typeof broken | undefined> {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'latency':
        await pause(fault.ms)
        break
      case 'reset_before':
        return broken
      case 'http':
        return { status: fault.status, body: undefined }
      case 'error':
        throw new GraphFailure(fault.code, fault.details ?? 'Made to fail.')
      case 'timeout_after':
        break
    }
  }
  return undefined
}

function answerFailure(kernel: Kernel, thrown: unknown): Answer {
  const failure =
    thrown instanceof GraphFailure
      ? thrown
      : new GraphFailure(1, 'The sandbox itself failed; this is a defect of it.')
  if (!(thrown instanceof GraphFailure)) kernel.defects.push(thrown)
  return { status: failure.http, body: errorBody(failure, kernel.random.letters(23)) }
}

function write(kernel: Kernel, response: ServerResponse, { status = 200, body }: Answer): void {
  const { account } = kernel.state
  const { percent, waitMinutes } = kernel.limiter.managementUsage()
  const usage = {
    type: 'whatsapp',
    call_count: percent,
    total_cputime: 0,
    total_time: 0,
    estimated_time_to_regain_access: waitMinutes,
  }
  response.writeHead(status, {
    'content-type': body === undefined ? 'text/html' : 'application/json; charset=UTF-8',
    'facebook-api-version': 'v24.0',
    'x-business-use-case-usage': JSON.stringify({ [account.wabaId]: [usage] }),
  })
  response.end(
    body === undefined ? '<html>Sorry, something went wrong.</html>' : JSON.stringify(body),
  )
}
