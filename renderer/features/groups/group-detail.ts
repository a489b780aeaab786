import type { CallOutput } from '../../../shared/ipc/contract.ts'

/** A group as its page shows it. */
export type GroupDetail = CallOutput<'groups.get'>
