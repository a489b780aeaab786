/** What a group notice in an exported chat says happened. */
export const chatEventTypes = [
  'created',
  'added',
  'joined_link',
  'left',
  'removed',
  'number_changed',
  'subject_changed',
  'admin_granted',
] as const
export type ChatEventType = (typeof chatEventTypes)[number]

export interface ChatEvent {
  readonly type: ChatEventType
  /** Names as the export writes them; those who joined, left, were made admin and so on. */
  readonly who: readonly string[]
  /** Who did it, where the notice says so. */
  readonly by?: string
  /** The group's title, with `created` and `subject_changed`. */
  readonly subject?: string
  /** The number somebody changed to, E.164, where the notice says so. */
  readonly newNumber?: string
}

/** One line of an exported chat, without its text. */
export interface ChatMessage {
  /** Unix ms; exports hold local time, to the minute or the second. */
  readonly at: number
  /** Null with a notice of the group itself. */
  readonly author: string | null
  readonly kind: 'message' | 'system'
  readonly event?: ChatEvent
  readonly isMedia: boolean
  /** Characters. */
  readonly length: number
}

export interface ChatExport {
  readonly format: 'ios' | 'android'
  /** The group's title as far as the file or its name tells. */
  readonly subject: string | null
  readonly messages: readonly ChatMessage[]
  /** Names that are phone numbers, with their E.164 form. */
  readonly numbers: ReadonlyMap<string, string>
  /** Lines that belong to no message: before the first one, or with a date that does not exist. */
  readonly skippedLines: number
  readonly firstAt: number | null
  readonly lastAt: number | null
}
