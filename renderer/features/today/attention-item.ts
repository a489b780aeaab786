import type { CallOutput } from '../../../shared/ipc/contract.ts'

/** One line of Today. */
export type AttentionItem = CallOutput<'overview.get'>['attention'][number]
