import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { GraphFailure } from '../graph-failure.ts'

/** One request as the routes see it. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly contentType: string
  readonly bytes: Buffer
  /** Address of the sandbox, for paging links. */
  readonly baseUrl: string
}

export interface Answer {
  readonly status?: number
  readonly body: unknown
}

const maxBodyBytes = 101 * 1024 * 1024

/** Reads the body, and refuses to hold more than the largest file with some room. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBodyBytes) throw new GraphFailure(100, 'The body is too large.', { http: 413 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body against its shape; Graph names the first parameter that is wrong. */
export function parseBody<T extends z.ZodType>(call: Call, shape: T): z.infer<T> {
  const result = shape.safeParse(jsonOf(call))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const name = issue?.path.join('.') ?? ''
  throw new GraphFailure(100, `Parameter ${name === '' ? '(body)' : name}: ${issue?.message}`)
}

/** One named part of the body against its shape. */
export function parsePart<T extends z.ZodType>(call: Call, name: string, shape: T): z.infer<T> {
  return parseBody(call, z.looseObject({ [name]: shape }))[name] as z.infer<T>
}

function jsonOf(call: Call): unknown {
  if (call.bytes.length === 0) return {}
  if (!call.contentType.startsWith('application/json')) {
    throw new GraphFailure(100, 'The body must be application/json.')
  }
  try {
    return JSON.parse(call.bytes.toString('utf8'))
  } catch {
    throw new GraphFailure(100, 'The body is not valid JSON.')
  }
}

/** The parts of a multipart body. */
export async function parseForm(call: Call): Promise<FormData> {
  try {
    const response = new Response(new Uint8Array(call.bytes), {
      headers: { 'content-type': call.contentType },
    })
    return await response.formData()
  } catch {
    throw new GraphFailure(100, 'The multipart body cannot be read.')
  }
}
