import { evaluateRules } from '../core/rules/evaluate-rules.ts'
import { isRuleSet } from '../core/rules/rule-status.ts'
import { findGroup } from '../store/group-store.ts'
import { reconcileFindings } from '../store/finding-store.ts'
import { readSnapshot } from '../store/snapshot-store.ts'
import { supersedeActions } from '../store/plan-store.ts'
import type { CommandContext } from './context.ts'
import { finishPlans } from './jobs/plan-actions.ts'

export interface Evaluated {
  readonly opened: number
  readonly closed: number
}

/**
 * Judges a group again and brings its findings in line, inside the caller's transaction. What opens
 * and closes goes into the audit log as one line each way.
 */
export function evaluateGroup(context: CommandContext, groupId: string): Evaluated {
  const group = findGroup(context.db, groupId)
  if (!group) return { opened: 0, closed: 0 }
  if (group.state === 'deleted') return { opened: 0, closed: 0 }
  const snapshot = readSnapshot(context.db, groupId, context.now)
  const drafts = evaluateRules(snapshot)
  const { opened, closed } = reconcileFindings(
    context.db,
    context,
    groupId,
    drafts,
    (rule) => snapshot.rules !== null && isRuleSet(snapshot.rules, rule),
  )
  if (opened.length > 0)
    context.audit({
      action: 'findings.opened',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { findings: opened.map(({ code, contactId }) => ({ code, contactId })) },
    })
  if (closed.length > 0)
    context.audit({
      action: 'findings.closed',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { findings: closed.map(({ code, contactId }) => ({ code, contactId })) },
    })
  if (closed.length > 0) dropActionsWithoutReason(context, groupId)
  if (opened.some((finding) => finding.code === 'review_due'))
    context.notify({ kind: 'review_due', count: 1, groupId })
  if (opened.length + closed.length > 0)
    context.changed(['findings', 'rules', 'groups', 'overview'], groupId)
  return { opened: opened.length, closed: closed.length }
}

/** Nobody is to be removed for a reason that no longer holds, however old the plan is. */
export function dropActionsWithoutReason(context: CommandContext, groupId: string): void {
  if (supersedeActions(context.db, context.now, groupId) === 0) return
  finishPlans(context)
  context.changed(['plans', 'overview'], groupId)
}
