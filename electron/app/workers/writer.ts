import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { createLog } from '../log.ts'
import { createSession } from '../session.ts'
import type { WorkerMessage, WorkerRequest, WriterData } from './protocol.ts'

const data = workerData as WriterData
const prints = new Map<number, (pdf: Uint8Array | null) => void>()
let nextPrint = 0

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

/** Only the host has a browser to print with. */
async function printPdf(html: string): Promise<Uint8Array> {
  const refusal = new AppError('pdf_printer_unavailable', {
    message: 'No browser was found to print the PDF with. Choose HTML, and print it from there.',
  })
  if (!data.canPrintPdf) throw refusal
  const id = nextPrint++
  const pdf = await new Promise<Uint8Array | null>((resolve) => {
    prints.set(id, resolve)
    post({ type: 'printPdf', id, html })
  })
  if (pdf === null) throw refusal
  return pdf
}

const session = createSession({
  ...data,
  log: createLog(data.logFile),
  emit: (event) => post({ type: 'event', event }),
  opened: (key) => post({ type: 'opened', key }),
  printPdf,
})

async function answer(request: WorkerRequest): Promise<void> {
  switch (request.type) {
    case 'call': {
      const reply = await session.call(request.name, request.input, request.caller)
      return post({ type: 'reply', id: request.id, reply })
    }
    case 'drain':
      await session.drain(request.timeoutMs)
      return post({ type: 'done', id: request.id })
    case 'past':
      session.addPast(request.past)
      return post({ type: 'done', id: request.id })
    case 'printed':
      prints.get(request.id)?.(request.pdf)
      prints.delete(request.id)
      return
    case 'close':
      await session.close()
      post({ type: 'done', id: request.id })
      parentPort?.close()
  }
}

parentPort?.on('message', (request: WorkerRequest) => void answer(request))
try {
  await session.start()
  post({ type: 'ready' })
} catch (error) {
  if (!(error instanceof AppError)) throw error
  post({ type: 'failed', error: error.toReply() })
}
