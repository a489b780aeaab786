import { insertAlarm } from '../../store/update-store.ts'
import type { AccountEvent, SecurityEvent } from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'

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
