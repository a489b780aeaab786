import { Agent, type Dispatcher } from 'undici'
import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { GraphApiError, GraphNetworkError } from './errors.ts'
import { exchange, type Answer } from './exchange.ts'
import { formBody } from './form-body.ts'
import type { GraphUsage, TemplateFile } from './graph-records.ts'
import { readUsage, regainAccessMs } from './usage.ts'
import { type ErrorEnvelope, errorEnvelope } from './wire/errors.ts'

export interface RequesterOptions {
  /** `https://graph.facebook.com`, or another host that speaks Graph. Loopback or https only. */
  readonly baseUrl: string
  /** Graph version, `v24.0`. */
  readonly version: string
  readonly accessToken: () => Promise<string> | string
  /** `Name/1.2.3`, the form that Meta's OpenAPI file asks for. */
  readonly userAgent?: string
  /** For a whole call, connection to last byte. Default 20,000. */
  readonly timeoutMs?: number
  /** Stands in for the pooled connections; the caller closes it. */
  readonly dispatcher?: Dispatcher
  /** Told after each reply that carries the usage header. */
  readonly onUsage?: (usage: readonly GraphUsage[]) => void
}

export interface GraphRequest<T> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path segments after the version. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: Readonly<Record<string, unknown>>
  /** Bytes of a file in place of a body (Meta: Resumable Upload). */
  readonly content?: Uint8Array
  /** Fields and a file in place of a body (Meta: Media). */
  readonly form?: { readonly fields: Readonly<Record<string, string>>; readonly file: TemplateFile }
  /** Where it takes longer than other calls. Milliseconds. */
  readonly timeoutMs?: number
  readonly shape: z.ZodType<T>
  /** Codes that come beside a result that says itself, item by item, what went wrong. */
  readonly partialCodes?: readonly number[]
}

export type SendRequest = <T>(request: GraphRequest<T>) => Promise<T>

export interface Requester {
  readonly send: SendRequest
  close(): Promise<void>
}

const defaultTimeoutMs = 20_000
const defaultUserAgent = 'Groupkeeper/0.0.0'
const maxConnectMs = 10_000
const maxReplyBytes = 16 * 1024 * 1024
const envelopeKeys = new Set(['error', 'messaging_product'])

/** One door to Graph: address, token, time limit, reading of the reply, and errors in own words. */
export function createRequester(options: RequesterOptions): Requester {
  const base = checkBaseUrl(options.baseUrl)
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const own = options.dispatcher === undefined ? createPool(timeoutMs) : null
  const dispatcher = options.dispatcher ?? own!

  // it is the same on hundreds of answers in a row
  let lastHeader: string | undefined
  let lastUsage: readonly GraphUsage[] = []
  function usageOf(answer: Answer): readonly GraphUsage[] {
    const header = singleHeader(answer, 'x-business-use-case-usage')
    if (header !== lastHeader) lastUsage = readUsage(header)
    lastHeader = header
    return lastUsage
  }

  async function send<T>(call: GraphRequest<T>): Promise<T> {
    const url = buildUrl(base, options.version, call)
    const token = checkToken(await options.accessToken())
    const headers = headersOf(call, token, options.userAgent ?? defaultUserAgent)
    const form = call.form && formBody(call.form.fields, call.form.file)
    if (form) headers['content-type'] = form.contentType
    const json = call.body === undefined ? null : JSON.stringify(call.body)
    const body = form?.bytes ?? call.content ?? json
    const answer = await exchange(
      dispatcher,
      { url, method: call.method, headers, body },
      call.timeoutMs ?? timeoutMs,
    )
    const usage = usageOf(answer)
    if (usage.length > 0) options.onUsage?.(usage)
    return readAnswer(call, answer, usage)
  }

  return { send, close: async () => own?.close() }
}

function createPool(timeoutMs: number): Agent {
  return new Agent({
    connections: 64,
    keepAliveTimeout: 10_000,
    connect: { timeout: Math.min(maxConnectMs, Math.ceil(timeoutMs / 2)) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxReplyBytes,
  })
}

/** The token goes out with every call, so it may not travel in clear over a network. */
function checkBaseUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return url
  throw new AppError('invalid_input', {
    field: 'baseUrl',
    message: 'Give an https address, or an http address on this computer.',
  })
}

function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new AppError('token_invalid', { message: 'Enter the access token again.' })
}

function buildUrl(base: URL, version: string, call: GraphRequest<unknown>): URL {
  const segments = [version, ...call.path].map((segment) => {
    if (segment === '' || segment === '.' || segment === '..') {
      throw new AppError('invalid_input', { field: 'id', message: 'Give the id of an object.' })
    }
    return encodeURIComponent(segment)
  })
  const url = new URL(base)
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${segments.join('/')}`
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

function headersOf(
  call: GraphRequest<unknown>,
  token: string,
  userAgent: string,
): Record<string, string> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'user-agent': userAgent,
  }
  if (call.body !== undefined) headers['content-type'] = 'application/json'
  if (call.content !== undefined) {
    headers['authorization'] = `OAuth ${token}`
    headers['content-type'] = 'application/octet-stream'
    headers['file_offset'] = '0'
  }
  return headers
}

function readAnswer<T>(call: GraphRequest<T>, answer: Answer, usage: readonly GraphUsage[]): T {
  const isSuccess = answer.status >= 200 && answer.status < 300
  const json = parseJson(answer.text)
  const refusal = refusalIn(json)
  const isPartial = refusal !== null && holdsPartialResult(call, refusal)
  if (refusal !== null && !isPartial) throw toApiError(refusal.error, answer, usage)
  if (!isSuccess && !isPartial) {
    throw new GraphNetworkError('bad_reply', answer.status >= 500, answer.status)
  }
  const parsed = call.shape.safeParse(json)
  if (!parsed.success) throw new GraphNetworkError('bad_reply', true, answer.status)
  return parsed.data
}

/** A shape that does not fit makes an error of its own, which costs more than reading the answer. */
function refusalIn(json: unknown): ErrorEnvelope | null {
  if (typeof json !== 'object' || json === null || !('error' in json)) return null
  const { data } = errorEnvelope.safeParse(json)
  return data ?? null
}

function holdsPartialResult(call: GraphRequest<unknown>, reply: ErrorEnvelope): boolean {
  const isExpected = call.partialCodes?.includes(reply.error.code) ?? false
  return isExpected && Object.keys(reply).some((key) => !envelopeKeys.has(key))
}

function toApiError(
  refusal: ErrorEnvelope['error'],
  answer: Answer,
  usage: readonly GraphUsage[],
): GraphApiError {
  const seconds = Number(singleHeader(answer, 'retry-after'))
  const headerMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
  return new GraphApiError({
    code: refusal.code,
    subcode: refusal.error_subcode ?? null,
    httpStatus: answer.status,
    isTransient: refusal.is_transient ?? false,
    fbtraceId: refusal.fbtrace_id ?? null,
    retryAfterMs: regainAccessMs(usage) ?? headerMs,
  })
}

function singleHeader(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is not JSON is told from JSON by the shapes, which refuse undefined.
    return undefined
  }
}
