import { z } from 'zod'
import type { Faults } from './faults.ts'
import type { Simulate } from './simulate/simulate.ts'

/** What can be asked of a sandbox from another thread or process. */
export interface Commands {
  readonly simulate: Simulate
  setFaults(faults: Faults): void
  inspect(): Record<string, unknown>
  drain(timeoutMs?: number): Promise<boolean>
}

const chance = {
  probability: z.number().min(0).max(1).optional(),
  times: z.number().int().min(0).optional(),
}
const onRoute = { ...chance, route: z.string().optional() }
const onField = { ...chance, field: z.string().optional() }
const ms = z.number().min(0)

const faults = z.strictObject({
  calls: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...onRoute,
          kind: z.literal('error'),
          code: z.number(),
          details: z.string().optional(),
        }),
        z.strictObject({
          ...onRoute,
          kind: z.literal('http'),
          status: z.number().min(200).max(599),
        }),
        z.strictObject({ ...onRoute, kind: z.literal('latency'), ms }),
        z.strictObject({ ...onRoute, kind: z.literal('timeout_after'), ms: ms.optional() }),
        z.strictObject({ ...onRoute, kind: z.literal('reset_before') }),
      ]),
    )
    .optional(),
  webhooks: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ ...onField, kind: z.literal('duplicate') }),
        z.strictObject({ ...onField, kind: z.literal('drop') }),
        z.strictObject({ ...onField, kind: z.literal('late'), ms }),
        z.strictObject({ ...onField, kind: z.literal('reorder'), withinMs: ms.optional() }),
      ]),
    )
    .optional(),
  operations: z
    .array(
      z.strictObject({
        ...chance,
        kind: z.enum([
          'create_fail',
          'delete_fail',
          'remove_partial',
          'remove_fail',
          'settings_partial',
        ]),
        code: z.number().optional(),
      }),
    )
    .optional(),
})

export const command = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('simulate'),
    what: z.string(),
    args: z.array(z.unknown()).default([]),
  }),
  z.object({ type: z.literal('setFaults'), faults }),
  z.object({ type: z.literal('inspect') }),
  z.object({ type: z.literal('drain'), timeoutMs: z.number().min(0).optional() }),
])
export type Command = z.input<typeof command>

/** Does what was asked. Throws for a command that cannot be read or a simulated act that cannot be. */
export async function perform(commands: Commands, input: unknown): Promise<unknown> {
  const asked = command.parse(input)
  switch (asked.type) {
    case 'simulate': {
      const { simulate } = commands
      if (!Object.hasOwn(simulate, asked.what)) throw new Error('No such simulated act')
      const act = simulate[asked.what as keyof Simulate] as (...args: unknown[]) => unknown
      return act(...asked.args) ?? null
    }
    case 'setFaults':
      commands.setFaults(asked.faults)
      return null
    case 'inspect':
      return commands.inspect()
    case 'drain':
      return commands.drain(asked.timeoutMs)
  }
}
