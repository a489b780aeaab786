import { AppError } from '../../../shared/errors.ts'
import type { Explanation } from '../../../shared/domain/common.ts'
import type { Review } from '../../../shared/domain/reviews.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import type { ActionDraft } from '../../core/plans/draft-actions.ts'
import { orderForReview } from '../../core/reviews/order-for-review.ts'
import { memberCriteria } from '../../core/rules/evaluate-rules.ts'
import { getGroup } from '../../store/group-store.ts'
import { insertPlan, removalsUnderWay } from '../../store/plan-store.ts'
import {
  closeReview,
  decidedItems,
  decideItem,
  getReview,
  getReviewItem,
  insertReview,
  listReviewItems,
  listReviews,
  matchingItemIds,
  openReviewOf,
  type DecidedItem,
} from '../../store/review-store.ts'
import { readSnapshot } from '../../store/snapshot-store.ts'
import { reviewCriteria } from '../../../shared/domain/rules.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'

type Names =
  | 'reviews.start'
  | 'reviews.list'
  | 'reviews.get'
  | 'reviews.items'
  | 'reviews.decide'
  | 'reviews.decideMany'
  | 'reviews.finish'
  | 'reviews.cancel'

export const reviewHandlers: Handlers<Names> = {
  'reviews.start': command(start),
  'reviews.list': query(({ db }, input) => listReviews(db, input)),
  'reviews.get': query(({ db }, { reviewId }) => getReview(db, reviewId)),
  'reviews.items': query(({ db, now }, input) => {
    getReview(db, input.reviewId)
    return listReviewItems(db, now, input)
  }),
  'reviews.decide': command((context, input) => {
    requireOpen(context, input.reviewId)
    const before = getReviewItem(context.db, context.now, input.reviewId, input.itemId)
    decideItem(context.db, context.now, input.itemId, {
      decision: input.decision,
      note: input.note ?? null,
      by: context.caller.actor,
    })
    context.audit({
      action: 'reviews.decided',
      subjectKind: 'contact',
      subjectId: before.member.contactId,
      groupId: getReview(context.db, input.reviewId).groupId,
      contactId: before.member.contactId,
      data: { reviewId: input.reviewId, before: before.decision, after: input.decision },
    })
    context.changed(['reviews', 'overview'])
    return {
      item: getReviewItem(context.db, context.now, input.reviewId, input.itemId),
      summary: getReview(context.db, input.reviewId).summary,
    }
  }),
  'reviews.decideMany': command((context, input) => {
    requireOpen(context, input.reviewId)
    const ids = matchingItemIds(context.db, input)
    if (!input.dryRun && ids.length > 0) {
      for (const id of ids)
        decideItem(context.db, context.now, id, {
          decision: input.decision,
          note: null,
          by: context.caller.actor,
        })
      context.audit({
        action: 'reviews.decidedMany',
        subjectKind: 'review',
        subjectId: input.reviewId,
        groupId: getReview(context.db, input.reviewId).groupId,
        data: {
          decision: input.decision,
          criterion: input.criterion ?? null,
          optIn: input.optIn ?? null,
          count: ids.length,
        },
      })
      context.changed(['reviews', 'overview'])
    }
    return { matched: ids.length, summary: getReview(context.db, input.reviewId).summary }
  }),
  'reviews.finish': command(finish),
  'reviews.cancel': command((context, { reviewId }) => {
    const review = requireOpen(context, reviewId)
    closeReview(context.db, context.now, reviewId, 'cancelled', null)
    context.audit({
      action: 'reviews.cancelled',
      subjectKind: 'review',
      subjectId: reviewId,
      groupId: review.groupId,
    })
    context.changed(['reviews', 'overview'], review.groupId)
    return getReview(context.db, reviewId)
  }),
}

function requireOpen(context: CommandContext, reviewId: string): Review {
  const review = getReview(context.db, reviewId)
  if (review.state !== 'open')
    throw new AppError('review_not_open', {
      field: 'reviewId',
      message: 'This review is finished. Start a new one.',
    })
  return review
}

/** All criteria are looked at where no rule picks some: a review by hand wants the evidence too. */
const everyCriterion = reviewCriteria.parse({
  inactiveDays: 90,
  neverWrote: true,
  noOptIn: true,
  optedOut: true,
  numberInvalid: true,
})

function start(context: CommandContext, { groupId }: ParsedInput<'reviews.start'>): Review {
  getGroup(context.db, groupId)
  const open = openReviewOf(context.db, groupId)
  if (open !== null) return getReview(context.db, open)
  const snapshot = readSnapshot(context.db, groupId, context.now)
  const criteria = snapshot.rules?.memberReview?.criteria ?? everyCriterion
  const items = orderForReview(
    snapshot.members
      .filter((member) => !member.isAdmin)
      .map((member) => ({
        participantId: member.participantId,
        contactId: member.contactId,
        lastWroteAt: member.lastWroteAt,
        criteria: memberCriteria(snapshot, criteria, member).map((found) => found.evidence),
      })),
  )
  if (items.length === 0)
    throw new AppError('conflict', {
      field: 'groupId',
      message: 'There is nobody to review in this group.',
    })
  const reviewId = insertReview(context.db, context, {
    groupId,
    startedBy: context.caller.actor,
    items,
  })
  context.audit({
    action: 'reviews.started',
    subjectKind: 'review',
    subjectId: reviewId,
    groupId,
    data: { members: items.length },
  })
  evaluateGroup(context, groupId)
  context.changed(['reviews', 'findings', 'groups', 'overview'], groupId)
  return getReview(context.db, reviewId)
}

function finish(
  context: CommandContext,
  { reviewId }: ParsedInput<'reviews.finish'>,
): CallOutput<'reviews.finish'> {
  const review = requireOpen(context, reviewId)
  const actions = actionsOf(context, review)
  const planId =
    actions.length === 0
      ? null
      : insertPlan(context.db, context, {
          source: 'review',
          groupId: review.groupId,
          reviewId,
          createdBy: context.caller.actor,
          actions,
        })
  closeReview(context.db, context.now, reviewId, 'finished', planId)
  context.audit({
    action: 'reviews.finished',
    subjectKind: 'review',
    subjectId: reviewId,
    groupId: review.groupId,
    data: { ...review.summary, planId },
  })
  evaluateGroup(context, review.groupId)
  context.changed(['reviews', 'plans', 'findings', 'groups', 'overview'], review.groupId)
  return { review: getReview(context.db, reviewId), planId }
}

/** Removals and questions become actions; keeping and putting off change nothing outside. */
function actionsOf(context: CommandContext, review: Review): ActionDraft[] {
  const isManaged = getGroup(context.db, review.groupId).kind === 'managed'
  const removing = removalsUnderWay(context.db, review.groupId)
  return decidedItems(context.db, review.id).flatMap((item): ActionDraft[] => {
    if (item.decision !== 'remove' && item.decision !== 'ask') return []
    if (item.decision === 'remove' && removing.has(item.contact_id)) return []
    return [
      {
        kind: item.decision === 'remove' ? 'remove_participant' : 'ask_member',
        mode: item.decision === 'remove' && isManaged ? 'api' : 'by_hand',
        groupId: review.groupId,
        rule: 'member_review',
        contactId: item.contact_id,
        targetId: null,
        reasons: [decisionReason(item), ...(JSON.parse(item.criteria) as Explanation[])],
        findingIds: [],
        irreversible: item.decision === 'remove' && isManaged,
        text: null,
        pinDays: null,
      },
    ]
  })
}

function decisionReason(item: DecidedItem): Explanation {
  return {
    code: `review_${item.decision}`,
    params: { note: item.note, decidedBy: item.decided_by, decidedAt: item.decided_at },
  }
}
