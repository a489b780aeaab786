import type { TFunction } from 'i18next'
import type { CleanUpCriteria, CleanUpRule } from '../../../shared/domain/clean-up.ts'

/** What a rule looks for, each thing as part of a sentence. */
export function lookedFor(criteria: CleanUpCriteria, t: TFunction): string[] {
  const parts = [
    criteria.hasNoPurpose ? t('cleanUp.words.noPurpose') : null,
    criteria.isUndeliverable ? t('cleanUp.words.undeliverable') : null,
    criteria.isDuplicate ? t('cleanUp.words.duplicate') : null,
    criteria.inactiveMonths === null
      ? null
      : t('cleanUp.words.inactive', { count: criteria.inactiveMonths }),
    criteria.hasNeverAgreed ? t('cleanUp.words.neverAgreed') : null,
  ]
  return parts.filter((part) => part !== null)
}

/** Whom a rule leaves alone, each as part of a sentence. */
export function leftAlone(criteria: CleanUpCriteria, t: TFunction): string[] {
  const parts = [
    criteria.keepOrdersMonths === null
      ? null
      : t('cleanUp.words.orders', { count: criteria.keepOrdersMonths }),
    criteria.keepGroupMembers ? t('cleanUp.words.members') : null,
    criteria.keepTrusted ? t('cleanUp.words.trusted') : null,
    criteria.keepTagIds.length === 0
      ? null
      : t('cleanUp.words.tagged', { count: criteria.keepTagIds.length }),
  ]
  return parts.filter((part) => part !== null)
}

/** A rule in two sentences: whom it is about, and who stays all the same. */
export function ruleSentence(rule: Pick<CleanUpRule, 'criteria'>, t: TFunction): string {
  const { criteria } = rule
  const joiner = t(criteria.match === 'all' ? 'cleanUp.words.and' : 'cleanUp.words.or')
  const about = t('cleanUp.words.about', { parts: lookedFor(criteria, t).join(joiner) })
  const kept = leftAlone(criteria, t)
  if (kept.length === 0) return about
  const except = t('cleanUp.words.except', { parts: kept.join(t('cleanUp.words.separator')) })
  return t('cleanUp.words.both', { about, except })
}
