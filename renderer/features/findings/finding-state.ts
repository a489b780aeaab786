import type { CallInput } from '../../../shared/ipc/contract.ts'

/** States that the list can be narrowed to. */
export type FindingState = NonNullable<CallInput<'findings.list'>['state']>
