import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '../app/app.ts'

/** Time between two signs of life, in ms; shorter than any proxy's or browser's patience. */
const heartbeatMs = 15_000

export interface EventStream {
  /** Keeps the response open and writes every app event to it as a server-sent event. */
  attach(request: IncomingMessage, response: ServerResponse): void
  close(): void
}

export function createEventStream(app: App): EventStream {
  const listeners = new Set<ServerResponse>()
  const write = (text: string) => {
    for (const listener of listeners) listener.write(text)
  }
  const stop = app.on((event) => write(`data: ${JSON.stringify(event)}\n\n`))
  const heartbeat = setInterval(() => write(': alive\n\n'), heartbeatMs)
  heartbeat.unref()
  return {
    attach(request, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      response.write('retry: 2000\n\n')
      listeners.add(response)
      request.on('close', () => listeners.delete(response))
    },
    close() {
      stop()
      clearInterval(heartbeat)
      for (const listener of listeners) listener.end()
      listeners.clear()
    },
  }
}
