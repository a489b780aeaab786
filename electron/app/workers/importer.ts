import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import type { PackedBatch } from '../../core/imports/pack-contacts.ts'
import { inspectFile } from '../../files/contact-import/inspect-file.ts'
import { firstToRead, rowsAtOnce, RunPacker } from '../../files/contact-import/pack-batches.ts'
import { planImport, type FileToImport } from '../../files/contact-import/plan-import.ts'
import { readBatches } from '../../files/contact-import/read-batches.ts'
import { createImportSpool } from '../../store/import-spool.ts'
import { openCheckpointer } from '../../store/open.ts'
import { newId } from '../new-id.ts'
import {
  batchesAhead,
  firstBatchRows,
  type ImporterData,
  memoryOf,
  type ImporterMessage,
  type ImporterRequest,
} from './importer-protocol.ts'

const data = workerData as ImporterData
let credits = batchesAhead
let rows = firstBatchRows
let isLogWaiting = false
let resume: (() => void) | null = null

function post(message: ImporterMessage): void {
  parentPort?.postMessage(message, message.type === 'batch' ? memoryOf(message.batch) : [])
}

/**
 * Memory that came back. Given anew for each portion, it is freed by one thread what another took, and the
 * allocator keeps a lot of it.
 */
const memory: ArrayBuffer[] = []

function takeMemory(bytes: number): ArrayBuffer {
  const at = memory.findIndex(({ byteLength }) => byteLength >= bytes)
  if (at >= 0) return memory.splice(at, 1)[0]!
  // what is too small for a portion will be too small for the next
  memory.pop()
  return new ArrayBuffer(Math.ceil(bytes * 1.25))
}

parentPort?.on('message', (request: ImporterRequest) => {
  if (request.type === 'committed') isLogWaiting = true
  else {
    credits += 1
    rows = request.rows
    memory.push(...request.memory)
    memory.sort((one, other) => one.byteLength - other.byteLength)
  }
  resume?.()
})

/** Lets in what the thread that writes has to say. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Comes to its end only with the thread, which closes what is open. */
async function importFile(toImport: FileToImport): Promise<never> {
  const checkpointer = openCheckpointer({ directory: data.directory, key: data.storeKey })
  const writeBack = () => {
    if (!isLogWaiting) return
    isLogWaiting = false
    post({ type: 'written_back', pages: checkpointer.checkpoint() })
  }
  const send = async (batch: PackedBatch) => {
    writeBack()
    while (credits <= 0) {
      await new Promise<void>((resolve) => {
        resume = resolve
      })
      writeBack()
    }
    credits -= 1
    post({ type: 'batch', batch })
    await turn()
  }
  const { position } = data
  const packer = new RunPacker({ newId, position, takeMemory })
  const batches = readBatches({
    toImport,
    plan: planImport(toImport),
    tags: data.options.tags,
    position: firstToRead(position),
    batchRows: rowsAtOnce,
  })
  const sendRun = async () => {
    while (packer.size > 0) await send(packer.take(rows))
  }
  for (const batch of batches) {
    packer.add(batch)
    await sendRun()
    await turn()
    writeBack()
  }
  packer.end()
  await sendRun()
  post({ type: 'end' })
  // what was sent last is still to be committed and written back; whoever started the thread ends it
  for (;;) {
    writeBack()
    await new Promise<void>((resolve) => {
      resume = resolve
    })
  }
}

try {
  const source = createImportSpool(data.directory, data.key).open(data.importId, data.bytes)
  const { fileName, kind, mapping, country, currency, ownFields } = data
  const toImport = { source, fileName, kind, mapping, country, currency, ownFields }
  if (data.task === 'inspect') {
    post({ type: 'inspected', result: inspectFile(toImport, data.options) })
    source.close()
  } else await importFile(toImport)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  post({ type: 'failed', error: error.toReply() })
}
parentPort?.close()
