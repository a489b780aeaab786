import type { z } from 'zod'

/** `query` reads and runs on a reader; `command` writes and runs alone on the writer. */
export type CallKind = 'query' | 'command'

export interface CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: CallKind
  readonly input: I
  readonly output: O
}

export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'query', input, output } as const satisfies CallDefinition<I, O>
}

export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'command', input, output } as const satisfies CallDefinition<I, O>
}
