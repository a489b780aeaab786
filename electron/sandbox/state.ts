import type { Account, Group, ReceivedMessage, SentMessage, Template } from './model.ts'
import type { People } from './people.ts'

/** All that the sandbox remembers. */
export interface SandboxState {
  readonly account: Account
  readonly people: People
  readonly groups: Map<string, Group>
  readonly templates: Map<string, Template>
  /** Names of deleted templates, and when that was. */
  readonly barredNames: Map<string, number>
  /** Begun uploads with their announced length, and handles of those that are done. */
  readonly uploads: { readonly sessions: Map<string, number>; readonly handles: Set<string> }
  /** Uploaded files: what they are, and when they are gone (Unix ms). */
  readonly media: Map<string, { readonly kind: string; readonly goneAt: number }>
  readonly sent: Map<string, SentMessage>
  readonly received: Map<string, ReceivedMessage>
  /** Keys of blocked people, in the order of blocking. */
  readonly blocked: Set<string>
}
