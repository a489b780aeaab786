import { patchTemplate } from '../../store/template-store.ts'
import { insertAlarm } from '../../store/update-store.ts'
import type {
  AccountEvent,
  SecurityEvent,
  TemplateCategory,
  TemplateComponents,
  TemplateQuality,
  TemplateStatus,
} from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import type { IngestNotes } from './ingest-notes.ts'

/** Somebody changed or asked for the number's PIN: always for a person to look at. */
export function applySecurityEvent(context: CommandContext, update: SecurityEvent): void {
  raise(context, {
    code: `security_${update.event.toLowerCase()}`,
    severity: 'critical',
    detail: {},
    at: update.at,
  })
}

export function applyAccountEvent(context: CommandContext, update: AccountEvent): void {
  raise(context, {
    code: `${update.source}_${update.event.toLowerCase()}`,
    severity: update.severity,
    detail: update.details,
    at: update.at,
  })
}

function raise(context: CommandContext, alarm: Parameters<typeof insertAlarm>[2]): void {
  insertAlarm(context.db, context, alarm)
  context.audit({
    action: 'account.alarm',
    subjectKind: 'account',
    data: { code: alarm.code, severity: alarm.severity, at: alarm.at },
  })
  if (alarm.severity !== 'info') context.notify({ kind: 'account_alarm', count: 1, groupId: null })
  context.changed(['account', 'overview'])
}

type TemplateUpdate = TemplateStatus | TemplateQuality | TemplateCategory | TemplateComponents

/** Status words of updates that stand for one of the listed statuses. */
const statusOf: Readonly<Record<string, string>> = {
  FLAGGED: 'APPROVED',
  REINSTATED: 'APPROVED',
  UNARCHIVED: 'APPROVED',
  LOCKED: 'DISABLED',
}

export function applyTemplateUpdate(
  context: CommandContext,
  update: TemplateUpdate,
  notes: IngestNotes,
): void {
  const patch =
    update.kind === 'template_status'
      ? { status: statusOf[update.event] ?? update.event }
      : update.kind === 'template_quality'
        ? { quality: update.current }
        : update.kind === 'template_category' && update.phase === 'done'
          ? { category: update.category }
          : {}
  const isKnown = patchTemplate(context.db, context.now, update.templateId, patch)
  if (!isKnown || update.kind === 'template_components') notes.needsSync = true
  // a category is a price: the owner hears of a change before it is charged
  if (update.kind === 'template_category')
    insertAlarm(context.db, context, {
      code: `template_category_${update.phase}`,
      severity: 'warning',
      at: update.at,
      detail: { category: update.category, name: update.name ?? '' },
    })
  context.changed(['templates', 'overview'])
}
