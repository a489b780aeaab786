import { setFlagsFromString } from 'node:v8'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * How much a thread of the workspace may hold of what it has just made, in MB; V8 would take four times as
 * much while a large broadcast leaves, and is no faster with it.
 */
export const youngGenerationMb = 24

let isSteady = false

/** Starts a thread of the app. Its output goes nowhere: what it has to say, it posts. */
export function startThread(file: URL, data: object, options: WorkerOptions = {}): Worker {
  if (file.pathname.endsWith('.ts')) keepWasmWrappers()
  return new Worker(file, { ...options, workerData: data, stdout: false, stderr: false })
}

/**
 * From source, every thread strips types by the same WebAssembly module. V8 13.6 (Node 24) frees the
 * module's calls to JavaScript while it replaces them with faster ones, if another thread ends meanwhile,
 * and the process dies of SIGSEGV in `Runtime_TierUpWasmToJSWrapper`. So they are not replaced. Bundled
 * threads have no types to strip.
 */
function keepWasmWrappers(): void {
  if (isSteady) return
  isSteady = true
  setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
}
