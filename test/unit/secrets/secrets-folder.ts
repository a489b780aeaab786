import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AppError } from '../../../shared/errors.ts'

/** Argon2id at its cheapest: the tests are about what is sealed, not about its price. */
export const cheap = { memoryKib: 8, iterations: 1, parallelism: 1 }

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The `AppError` that an action throws, as code and parameters; null where it throws none. */
export async function refusal(
  action: () => unknown,
): Promise<{ code: string; params?: Record<string, string | number> | undefined } | null> {
  try {
    await action()
    return null
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: error.params }
    throw error
  }
}
