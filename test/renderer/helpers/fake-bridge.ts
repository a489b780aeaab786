import type { Bridge } from '../../../shared/ipc/bridge.ts'
import {
  contract,
  type CallInput,
  type CallName,
  type CallOutput,
  type ParsedInput,
} from '../../../shared/ipc/contract.ts'
import { AppError, type ErrorReply } from '../../../shared/errors.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { fail, succeed, type Reply } from '../../../shared/result.ts'
import { fakeAnnouncementHandlers } from './fake-handlers-announcements.ts'
import { fakeBroadcastHandlers } from './fake-handlers-broadcasts.ts'
import { fakeCleanUpHandlers } from './fake-handlers-clean-up.ts'
import { fakeConsentHandlers } from './fake-handlers-consent.ts'
import { fakeContactHandlers } from './fake-handlers-contacts.ts'
import { fakeGroupHandlers } from './fake-handlers-groups.ts'
import { fakeImportHandlers } from './fake-handlers-imports.ts'
import { fakeOfficeHandlers } from './fake-handlers-office.ts'
import { fakePlanHandlers } from './fake-handlers-plans.ts'
import { fakeScreeningHandlers } from './fake-handlers-screening.ts'
import { fakeSegmentHandlers } from './fake-handlers-segments.ts'
import { fakeTemplateHandlers } from './fake-handlers-templates.ts'
import { createFakeState, type FakeState } from './fake-state.ts'

export type FakeHandler<N extends CallName> = (
  input: ParsedInput<N>,
  state: FakeState,
) => CallOutput<N>
export type FakeHandlers = { [N in CallName]: FakeHandler<N> }

export interface FakeBridge extends Bridge {
  readonly state: FakeState
  /** Every call so far, oldest first. */
  readonly calls: ReadonlyArray<{ readonly name: CallName; readonly input: unknown }>
  /** Inputs of all calls of one name. */
  inputsOf<N extends CallName>(name: N): CallInput<N>[]
  /** Replaces one answer. Throw an AppError in it to refuse. */
  answer<N extends CallName>(name: N, handler: FakeHandler<N>): void
  /** Refuses one call from now on. */
  refuse(name: CallName, error: Pick<ErrorReply, 'code'> & Partial<ErrorReply>): void
  emit(event: AppEvent): void
}

export interface FakeBridgeOptions {
  /** What the workspace is in at first; `ready` by default. */
  readonly workspace?: 'missing' | 'locked' | 'ready' | 'demo'
  readonly delayMs?: number
}

const commandsThatChange = ['overview', 'audit', 'workspace', 'settings', 'sync']

/**
 * A whole believable shop behind the contract: answers every call, keeps what commands change, and
 * holds input and output to the contract, so that a screen that works here works on a real host.
 */
export function createFakeBridge(options: FakeBridgeOptions = {}): FakeBridge {
  const state = createFakeState(options.workspace ?? 'ready')
  const listeners = new Set<(event: AppEvent) => void>()
  const calls: Array<{ name: CallName; input: unknown }> = []
  const handlers: FakeHandlers = {
    ...fakeOfficeHandlers,
    ...fakeGroupHandlers,
    ...fakePlanHandlers,
    ...fakeAnnouncementHandlers,
    ...fakeContactHandlers,
    ...fakeImportHandlers,
    ...fakeConsentHandlers,
    ...fakeScreeningHandlers,
    ...fakeCleanUpHandlers,
    ...fakeSegmentHandlers,
    ...fakeBroadcastHandlers,
    ...fakeTemplateHandlers,
  }
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event)
  }

  async function call<N extends CallName>(
    name: N,
    input: CallInput<N>,
  ): Promise<Reply<CallOutput<N>>> {
    calls.push({ name, input })
    await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0))
    const parsed = contract[name].input.safeParse(input)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? ''
      return fail({ code: 'invalid_input', message: 'Bad input.', retryable: false, field })
    }
    try {
      const output = handlers[name](parsed.data as ParsedInput<N>, state)
      const value = contract[name].output.parse(output) as CallOutput<N>
      if (contract[name].kind === 'command') {
        const domains = [...commandsThatChange, name.slice(0, name.indexOf('.'))]
        emit({ topic: 'changed', payload: { domains, groupId: null } })
      }
      return succeed(value)
    } catch (error) {
      if (error instanceof AppError) return fail(error.toReply())
      return fail({ code: 'internal', message: String(error), retryable: false, ref: '7f3a' })
    }
  }

  return {
    call,
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state,
    calls,
    inputsOf: <N extends CallName>(name: N) =>
      calls.filter((entry) => entry.name === name).map((entry) => entry.input as CallInput<N>),
    answer(name, handler) {
      Object.assign(handlers, { [name]: handler })
    },
    refuse(name, error) {
      const { code, ...rest } = error
      Object.assign(handlers, {
        [name]: () => {
          throw new AppError(code, rest)
        },
      })
    },
    emit,
  }
}
