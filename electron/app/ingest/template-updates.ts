import { findTemplateByRemoteId, patchTemplate } from '../../store/template-store.ts'
import {
  insertTemplateEvent,
  templateEvents,
  type TemplateEvent,
} from '../../store/template-draft-store.ts'
import { insertAlarm } from '../../store/update-store.ts'
import type {
  TemplateCategory,
  TemplateComponents,
  TemplateQuality,
  TemplateStatus,
} from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import type { IngestNotes } from './ingest-notes.ts'

type TemplateUpdate = TemplateStatus | TemplateQuality | TemplateCategory | TemplateComponents

/** Status words of updates that stand for one of the listed statuses. */
const statusOf: Readonly<Record<string, string>> = {
  FLAGGED: 'APPROVED',
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  LOCKED: 'DISABLED',
}

/** Statuses that the owner has to hear of: from then on nothing can be sent with the template. */
const alarming = ['REJECTED', 'PAUSED', 'DISABLED']

/** Two tellings of one status within this time are one event; no clock in use is further off. */
const sameReviewMs = 60_000

interface Told {
  readonly kind: 'status' | 'quality' | 'category' | 'category_announced'
  readonly value: string
  readonly reason: string | null
  /** Code of the alarm; null: nothing to hear of. */
  readonly alarm: string | null
}

/** Takes over what WhatsApp tells of a template; an unknown one is left to the next sync. */
export function applyTemplateUpdate(
  context: CommandContext,
  update: TemplateUpdate,
  notes: IngestNotes,
): void {
  const told = toTold(update)
  const known = findTemplateByRemoteId(context.db, update.templateId)
  if (!known || !told) notes.needsSync = true
  if (known && told) {
    patchTemplate(context.db, context.now, update.templateId, patchOf(told))
    const event = {
      kind: told.kind,
      value: told.value,
      reason: told.reason,
      at: update.at ?? context.now,
    }
    if (!isKnownEvent(templateEvents(context.db, known.id), event))
      insertTemplateEvent(context.db, context, known.id, event)
  }
  if (told && told.alarm !== null) raise(context, update, told, told.alarm)
  context.changed(['templates', 'overview'])
}

/**
 * Whether the history tells of it already. Handing in a template writes down the status that WhatsApp answers with,
 * by this machine's clock; the update about the same review comes later, with WhatsApp's clock in whole seconds.
 */
function isKnownEvent(events: readonly TemplateEvent[], event: TemplateEvent): boolean {
  const last = events.find(({ kind }) => kind === event.kind)
  return (
    last !== undefined &&
    last.value === event.value &&
    last.reason === event.reason &&
    event.at - last.at < sameReviewMs
  )
}

function toTold(update: TemplateUpdate): Told | null {
  switch (update.kind) {
    case 'template_status': {
      const value = Object.hasOwn(statusOf, update.event)
        ? (statusOf[update.event] ?? update.event)
        : update.event
      const alarm = alarming.includes(value) ? `template_${value.toLowerCase()}` : null
      const reason = update.reason === 'NONE' ? null : update.reason
      return { kind: 'status', value, reason, alarm }
    }
    case 'template_quality': {
      const alarm = update.current === 'RED' ? 'template_quality_red' : null
      return { kind: 'quality', value: update.current, reason: null, alarm }
    }
    // a category is a price: the owner hears of a change before it is charged
    case 'template_category': {
      const kind = update.phase === 'done' ? 'category' : 'category_announced'
      const alarm = `template_category_${update.phase}`
      return { kind, value: update.category, reason: update.previous, alarm }
    }
    case 'template_components':
      return null
  }
}

function patchOf({ kind, value, reason }: Told): Parameters<typeof patchTemplate>[3] {
  if (kind === 'status')
    return { status: value, rejectedReason: value === 'REJECTED' ? reason : null }
  if (kind === 'quality') return { quality: value }
  return kind === 'category' ? { category: value } : {}
}

function raise(context: CommandContext, update: TemplateUpdate, told: Told, code: string): void {
  insertAlarm(context.db, context, {
    code,
    severity: 'warning',
    at: update.at ?? context.now,
    detail: { name: update.name ?? '', language: update.language ?? '', value: told.value },
  })
  context.notify({ kind: 'account_alarm', count: 1, groupId: null })
}
