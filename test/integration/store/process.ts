import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Runs a script of this folder in a process of its own and waits until it prints `wanted`. */
export async function startUntil(
  script: string,
  arguments_: readonly string[],
  wanted: string,
): Promise<ChildProcess> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, ...arguments_], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    if (output.includes(wanted)) return child
  }
  throw new Error(`${script} ended without printing ${wanted}: ${output}`)
}

/** Ends the process as a power cut does. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
