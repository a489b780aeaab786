import type { BroadcastDraft, BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import {
  buildPlan,
  type PlannedVariant,
  type StandingLimits,
} from '../../core/broadcasts/build-plan.ts'
import { pairMs, portfolioLimitOf, throughputOf } from '../../core/broadcasts/number-limits.ts'
import { countAudience } from '../../store/broadcasts/audience-sql.ts'
import {
  leftLately,
  messagesSent,
  peopleWrittenTo,
  readSendingLimits,
  waitingInOthers,
} from '../../store/broadcasts/limits-store.ts'
import { readRateCard } from '../../store/broadcasts/rate-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readAccount } from '../account/account-record.ts'
import { localTimeZone } from '../format-moment.ts'
import { blockedCodeOf, questionOf, templatesOf } from './audience-question.ts'

/** What a draft would come to, sent now or at a time (Unix ms). */
export function planBroadcast(
  db: ReadableDatabase,
  draft: BroadcastDraft,
  now: number,
  sendAt?: number,
): BroadcastPlan {
  const startAt = Math.max(now, sendAt ?? now)
  return buildPlan({
    startAt,
    audience: countAudience(db, questionOf(db, draft, startAt)),
    variants: variantsOf(db, draft),
    settings: draft.settings,
    limits: standingLimits(db, now),
    rateCard: readRateCard(db),
    timeZone: localTimeZone(),
  })
}

const categories = { UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const

function variantsOf(db: ReadableDatabase, draft: BroadcastDraft): PlannedVariant[] {
  return templatesOf(db, draft).map((template, index) => {
    const { templateId, share } = draft.variants[index]!
    const category = template?.category
    return {
      templateId,
      share,
      // what nobody knows is priced as the dearest
      category:
        category === 'UTILITY' || category === 'AUTHENTICATION'
          ? categories[category]
          : 'marketing',
      blockedCode: blockedCodeOf(draft, index, template),
    }
  })
}

/** The four limits as the last look at the account, what was sent, and the owner have them. */
export function standingLimits(db: ReadableDatabase, now: number): StandingLimits {
  const account = readAccount(db)
  const own = readSendingLimits(db)
  const tier = portfolioLimitOf(account?.messagingLimit ?? null)
  return {
    throughput: throughputOf(account?.throughputLevel ?? null),
    portfolio: tier === null ? null : { perDay: tier, uses: peopleWrittenTo(db, now) },
    ownPerSecond: own.perSecond,
    own: own.perDay === null ? null : { perDay: own.perDay, uses: messagesSent(db, now) },
    pair: leftLately(db, now, pairMs),
    ahead: waitingInOthers(db),
  }
}
