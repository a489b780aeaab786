import type { Dispatcher } from 'undici'
import { toNetworkError } from './network-error.ts'

/** What goes over the wire. */
export interface Exchange {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | null
}

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

/**
 * One request and its whole answer, within so many milliseconds from here to the last byte. A broadcast
 * makes hundreds of thousands of them, so it takes the dispatcher's own interface: a stream, a signal and a
 * timer that outlives its answer cost more time and memory each than the message itself.
 *
 * @throws GraphNetworkError where no whole answer came
 */
export function exchange(
  dispatcher: Dispatcher,
  { url, method, headers, body }: Exchange,
  timeoutMs: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null
    let late: Error | null = null
    let status = 0
    let answered: Answer['headers'] = {}
    const chunks: Buffer[] = []

    const timer = setTimeout(() => {
      late = new DOMException('The call took too long', 'TimeoutError')
      controller?.abort(late)
      fail(late)
    }, timeoutMs)

    function fail(error: unknown): void {
      clearTimeout(timer)
      reject(toNetworkError(error))
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        // it stood in line for a connection all the time: it must not leave any more
        if (late !== null) started.abort(late)
      },
      onResponseStart(_, code, received) {
        status = code
        answered = received
      },
      onResponseData: (_, chunk) => void chunks.push(chunk),
      onResponseEnd() {
        clearTimeout(timer)
        resolve({ status, headers: answered, text: textOf(chunks) })
      },
      onResponseError: (_, error) => fail(error),
    }
    const path = url.pathname + url.search
    // the pool's own limits are those of an ordinary call
    const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
    dispatcher.dispatch({ origin: url.origin, path, method, headers, body, ...limits }, handler)
  })
}

function textOf(chunks: readonly Buffer[]): string {
  return chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()
}
