import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import type { SignedBody } from './update-bodies.ts'

/** Posts bodies from a thread of its own, as the sender is another computer in earnest. */

const { url, bodies, lanes } = workerData as {
  readonly url: string
  readonly bodies: readonly SignedBody[]
  readonly lanes: number
}
const agent = new Agent({ keepAlive: true, maxSockets: lanes })

function post({ bytes, signature }: SignedBody): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': bytes.byteLength,
      'x-hub-signature-256': signature,
    }
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`The receiver answered ${response.statusCode}`))
      })
    })
    call.on('error', reject)
    call.end(bytes)
  })
}

parentPort?.postMessage('begin')
let next = 0
async function runLane(): Promise<void> {
  for (let body = bodies[next++]; body; body = bodies[next++]) await post(body)
}

await Promise.all(Array.from({ length: lanes }, runLane))
agent.destroy()
parentPort?.postMessage('done')
