import type { TestApp } from './test-app.ts'

/** Every command of this part of the contract once. */
export async function runImports(_app: TestApp): Promise<void> {
  await Promise.resolve()
}
