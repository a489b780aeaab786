import { AppError } from '../../../shared/errors.ts'
import { isHeldByConfirmation, isRuleSet, ruleStatuses } from '../../core/rules/rule-status.ts'
import type { RuleKey } from '../../../shared/domain/rules.ts'
import {
  dismissFinding,
  getFinding,
  listFindings,
  openCodesByRule,
} from '../../store/finding-store.ts'
import { getGroup, listGroupRows, updateGroup } from '../../store/group-store.ts'
import {
  confirmRule,
  deleteRuleSet,
  getRuleSet,
  groupIdsOfRuleSet,
  listRuleSets,
  saveRuleSet,
} from '../../store/rule-store.ts'
import { readRuleFacts } from '../../store/snapshot-store.ts'
import { one } from '../../store/statement.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { dropActionsWithoutReason, evaluateGroup } from '../evaluate-group.ts'

type Names =
  | 'ruleSets.list'
  | 'ruleSets.get'
  | 'ruleSets.save'
  | 'ruleSets.delete'
  | 'ruleSets.assign'
  | 'rules.status'
  | 'rules.confirm'
  | 'findings.list'
  | 'findings.evaluate'
  | 'findings.dismiss'

export const ruleHandlers: Handlers<Names> = {
  'ruleSets.list': query(({ db }) => ({ ruleSets: listRuleSets(db) })),
  'ruleSets.get': query(({ db }, { ruleSetId }) => getRuleSet(db, ruleSetId)),
  'ruleSets.save': command((context, input) => {
    const before = input.ruleSetId === undefined ? null : getRuleSet(context.db, input.ruleSetId)
    const saved = saveRuleSet(context.db, context, input)
    context.audit({
      action: before ? 'ruleSets.updated' : 'ruleSets.created',
      subjectKind: 'rule_set',
      subjectId: saved.id,
      data: { before: before?.rules ?? null, after: saved.rules, version: saved.version },
    })
    for (const groupId of groupIdsOfRuleSet(context.db, saved.id)) evaluateGroup(context, groupId)
    context.changed(['ruleSets', 'rules', 'findings', 'groups', 'overview'])
    return saved
  }),
  'ruleSets.delete': command((context, { ruleSetId }) => {
    const { rules, groupCount } = getRuleSet(context.db, ruleSetId)
    const groupIds = groupIdsOfRuleSet(context.db, ruleSetId)
    deleteRuleSet(context.db, ruleSetId)
    context.audit({
      action: 'ruleSets.deleted',
      subjectKind: 'rule_set',
      subjectId: ruleSetId,
      data: { before: rules, groupCount },
    })
    for (const groupId of groupIds) evaluateGroup(context, groupId)
    context.changed(['ruleSets', 'rules', 'findings', 'groups', 'overview'])
    return { done: true }
  }),
  'ruleSets.assign': command((context, { ruleSetId, groupIds }) => {
    if (ruleSetId !== null) getRuleSet(context.db, ruleSetId)
    for (const groupId of new Set(groupIds)) {
      const group = getGroup(context.db, groupId)
      if (group.rule_set_id === ruleSetId) continue
      updateGroup(context.db, context.now, groupId, {
        rule_set_id: ruleSetId,
        rules_assigned_at: ruleSetId === null ? null : context.now,
      })
      context.audit({
        action: 'ruleSets.assigned',
        subjectKind: 'group',
        subjectId: groupId,
        groupId,
        data: { before: group.rule_set_id, after: ruleSetId },
      })
      evaluateGroup(context, groupId)
    }
    context.changed(['ruleSets', 'rules', 'findings', 'groups', 'overview'])
    return { groups: new Set(groupIds).size }
  }),
  'rules.status': query(({ db, now }, { groupId }) => ({
    rules: ruleStatuses(readRuleFacts(db, groupId, now), openCodesByRule(db, groupId)),
  })),
  'rules.confirm': command((context, { groupId, rule, note }) => {
    confirmByHand(context, groupId, rule, note)
    return { done: true }
  }),
  'findings.list': query(({ db }, input) => listFindings(db, input)),
  'findings.evaluate': command((context, { groupId }) => {
    const ids =
      groupId === undefined
        ? listGroupRows(context.db).map((row) => row.id)
        : [getGroup(context.db, groupId).id]
    let opened = 0
    let closed = 0
    for (const id of ids) {
      const evaluated = evaluateGroup(context, id)
      opened += evaluated.opened
      closed += evaluated.closed
    }
    const open = one<{ n: number }>(
      context.db,
      `SELECT count(*) AS n FROM finding JOIN wa_group ON wa_group.id=finding.group_id
       WHERE finding.state='open' AND wa_group.state<>'deleted' AND ($groupId IS NULL OR finding.group_id=$groupId)`,
      { groupId: groupId ?? null },
    )!.n
    return { groups: ids.length, opened, closed, open }
  }),
  'findings.dismiss': command((context, { findingId, note }) => {
    const finding = getFinding(context.db, findingId)
    if (finding.state !== 'open')
      throw new AppError('conflict', {
        field: 'findingId',
        message: 'This finding is no longer open.',
      })
    dismissFinding(context.db, context.now, findingId, note)
    dropActionsWithoutReason(context, finding.group_id)
    context.audit({
      action: 'findings.dismissed',
      subjectKind: 'finding',
      subjectId: findingId,
      groupId: finding.group_id,
      data: { code: finding.code, rule: finding.rule, hasNote: note !== '' },
    })
    context.changed(['findings', 'rules', 'groups', 'overview'], finding.group_id)
    return { done: true }
  }),
}

/** The owner's word that a rule is set on the phone; it goes stale after some days. */
export function confirmByHand(
  context: CommandContext,
  groupId: string,
  rule: RuleKey,
  note: string,
): void {
  const snapshot = readRuleFacts(context.db, groupId, context.now)
  if (!snapshot.rules || !isRuleSet(snapshot.rules, rule) || !isHeldByConfirmation(snapshot, rule))
    throw new AppError('conflict', {
      field: 'rule',
      message: 'This rule is not one that is confirmed by hand in this group.',
    })
  const before = snapshot.confirmations.get(rule)?.confirmedAt ?? null
  confirmRule(context.db, groupId, rule, {
    confirmedAt: context.now,
    confirmedBy: context.caller.actor,
    note,
  })
  context.audit({
    action: 'rules.confirmed',
    subjectKind: 'rule',
    subjectId: rule,
    groupId,
    data: { before, after: context.now },
  })
  evaluateGroup(context, groupId)
  context.changed(['rules', 'findings', 'groups', 'overview'], groupId)
}
