import type { TFunction } from 'i18next'
import type { Explanation } from '../../../shared/domain/common.ts'
import type { Plan, PlanAction } from '../../../shared/domain/plans.ts'
import { explain } from '../../lib/explain.ts'

const ownReasons = new Set(['review_remove', 'review_ask'])

/** Why an action is proposed, as a sentence. */
export function reasonInWords(t: TFunction, reason: Explanation): string {
  if (!ownReasons.has(reason.code)) return explain(reason, 'findings.evidence')
  const words = explain(reason, 'plans.reason')
  const { note } = reason.params
  if (typeof note !== 'string' || note === '') return words
  return t('plans.reason.withNote', { reason: words, note })
}

/** Whom or what an action is about: the member, else the group. */
export function subjectOf(action: PlanAction): string {
  return action.name ?? action.groupSubject
}

/** An action in a few words, for labels that stand alone. */
export function actionInWords(t: TFunction, action: PlanAction): string {
  return `${t(`plans.does.${action.kind}`)} · ${subjectOf(action)}`
}

/** Title of a plan: its group, or all groups. */
export function planName(t: TFunction, plan: Plan): string {
  return plan.groupSubject === null
    ? t('plans.name.all')
    : t('plans.name.group', { group: plan.groupSubject })
}

const countedParts = ['done', 'waiting', 'failed', 'unknown', 'byHand', 'declined'] as const

/** Counts of an approved plan that are not zero, each in words. */
export function countsInWords(t: TFunction, counts: Plan['counts']): string[] {
  return countedParts
    .filter((part) => counts[part] > 0)
    .map((part) => t(`plans.count.${part}`, { count: counts[part] }))
}

/** The approve button: what it does and how many it removes. */
export function approveLabel(t: TFunction, chosen: number, removals: number): string {
  if (chosen === 0) return t('plans.approve.nothing')
  const actions = t('plans.approve.actions', { count: chosen })
  if (removals === 0) return actions
  return t('plans.approve.withRemovals', {
    actions,
    removals: t('plans.approve.removals', { count: removals }),
  })
}
