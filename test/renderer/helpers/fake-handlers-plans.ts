import { AppError } from '../../../shared/errors.ts'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import type { ReviewItem } from '../../../shared/domain/reviews.ts'
import type { FakeState } from './fake-state.ts'
import { groupOf } from './fake-handlers-groups.ts'
import type { HandlersOf } from './fake-handlers-office.ts'
import { fakeId, pageOfItems } from './fake-shop/basics.ts'
import { countsOf, summaryOf } from './fake-shop/plans.ts'

function planOf(state: FakeState, planId: string) {
  const plan = state.plans.find((candidate) => candidate.id === planId)
  if (plan === undefined) throw new AppError('not_found')
  return plan
}

function actionsOf(state: FakeState, planId: string): PlanAction[] {
  return state.actions.filter((action) => action.planId === planId)
}

function jobOf(state: FakeState, jobId: string) {
  const job = state.jobs.find((candidate) => candidate.id === jobId)
  if (job === undefined) throw new AppError('not_found')
  return job
}

function reviewOf(state: FakeState, reviewId: string) {
  const review = state.reviews.find((candidate) => candidate.id === reviewId)
  if (review === undefined) throw new AppError('not_found')
  return review
}

function itemsOf(state: FakeState, reviewId: string): ReviewItem[] {
  return state.reviewItems.filter((item) => item.reviewId === reviewId)
}

function decide(item: ReviewItem, decision: ReviewItem['decision'], note?: string): void {
  item.decision = decision
  item.decidedAt = decision === null ? null : Date.now()
  item.decidedBy = decision === null ? null : 'owner'
  if (note !== undefined) item.note = note
}

/** Answers of the calls about plans, jobs and reviews. */
export const fakePlanHandlers: HandlersOf<'plans' | 'jobs' | 'reviews'> = {
  'plans.create': () => ({ planId: fakeId('plan', 1), actions: 5, removals: 2, byHand: 0 }),
  'plans.list': (input, state) =>
    pageOfItems(
      state.plans.filter(
        (plan) =>
          (input.groupId === undefined || plan.groupId === input.groupId) &&
          (input.state === undefined || plan.state === input.state),
      ),
      input,
    ),
  'plans.get': (input, state) => ({
    ...planOf(state, input.planId),
    actions: actionsOf(state, input.planId),
  }),
  'plans.approve': (input, state) => {
    const plan = planOf(state, input.planId)
    if (plan.state !== 'open') throw new AppError('plan_not_open')
    const actions = actionsOf(state, plan.id)
    const isChosen = (action: PlanAction) =>
      input.actions === 'all' || input.actions.includes(action.id)
    const removals = actions.filter((item) => isChosen(item) && item.kind === 'remove_participant')
    if (removals.length !== input.confirmedRemovals) throw new AppError('confirmation_required')
    for (const action of actions) {
      action.state = isChosen(action) ? 'approved' : 'declined'
      action.decidedAt = Date.now()
    }
    return Object.assign(plan, {
      state: actions.some(isChosen) ? 'applying' : 'finished',
      approvedAt: Date.now(),
      counts: countsOf(actions),
    })
  },
  'plans.cancel': (input, state) =>
    Object.assign(planOf(state, input.planId), { state: 'cancelled' }),
  'plans.tick': (input, state) => {
    const action = state.actions.find((candidate) => candidate.id === input.actionId)
    if (action === undefined) throw new AppError('not_found')
    action.state = input.isDone ? 'done' : 'approved'
    action.finishedAt = input.isDone ? Date.now() : null
    const plan = planOf(state, action.planId)
    plan.counts = countsOf(actionsOf(state, plan.id))
    return action
  },
  'jobs.list': (input, state) =>
    pageOfItems(
      state.jobs.filter((job) => input.state === undefined || job.state === input.state),
      input,
    ),
  'jobs.retry': (input, state) => Object.assign(jobOf(state, input.jobId), { state: 'queued' }),
  'jobs.cancel': (input, state) => Object.assign(jobOf(state, input.jobId), { state: 'cancelled' }),
  'jobs.resolve': (input, state) =>
    Object.assign(jobOf(state, input.jobId), {
      state: input.outcome === 'happened' ? 'done' : 'failed',
    }),

  'reviews.start': (input, state) => {
    const group = groupOf(state, input.groupId)
    const open = state.reviews.find(
      (review) => review.groupId === group.id && review.state === 'open',
    )
    if (open !== undefined) return open
    const made = {
      id: state.newId(),
      groupId: group.id,
      groupSubject: group.subject,
      state: 'open' as const,
      summary: summaryOf([]),
      startedAt: Date.now(),
      finishedAt: null,
      startedBy: 'owner',
      planId: null,
    }
    state.reviews.unshift(made)
    return made
  },
  'reviews.list': (input, state) =>
    pageOfItems(
      state.reviews.filter(
        (review) =>
          (input.groupId === undefined || review.groupId === input.groupId) &&
          (input.state === undefined || review.state === input.state),
      ),
      input,
    ),
  'reviews.get': (input, state) => reviewOf(state, input.reviewId),
  'reviews.items': (input, state) =>
    pageOfItems(
      itemsOf(state, input.reviewId).filter(
        (item) =>
          (input.filter === 'all' ||
            (input.filter === 'flagged'
              ? item.criteria.length > 0
              : (item.decision !== null) === (input.filter === 'decided'))) &&
          (input.criterion === undefined ||
            item.criteria.some((criterion) => criterion.code === input.criterion)) &&
          (input.decision === undefined || item.decision === input.decision),
      ),
      input,
    ),
  'reviews.decide': (input, state) => {
    const review = reviewOf(state, input.reviewId)
    if (review.state !== 'open') throw new AppError('review_not_open')
    const item = state.reviewItems.find((candidate) => candidate.id === input.itemId)
    if (item === undefined) throw new AppError('not_found')
    decide(item, input.decision, input.note)
    review.summary = summaryOf(itemsOf(state, review.id))
    return { item: structuredClone(item), summary: review.summary }
  },
  'reviews.decideMany': (input, state) => {
    const review = reviewOf(state, input.reviewId)
    const matching = itemsOf(state, review.id).filter(
      (item) =>
        (!input.onlyUndecided || item.decision === null) &&
        (input.optIn === undefined || item.member.optIn === input.optIn) &&
        (input.criterion === undefined ||
          item.criteria.some((criterion) => criterion.code === input.criterion)),
    )
    if (!input.dryRun) for (const item of matching) decide(item, input.decision)
    review.summary = summaryOf(itemsOf(state, review.id))
    return { matched: matching.length, summary: review.summary }
  },
  'reviews.finish': (input, state) => {
    const review = reviewOf(state, input.reviewId)
    if (review.state !== 'open') throw new AppError('review_not_open')
    const planId = review.summary.remove > 0 ? fakeId('plan', 1) : null
    Object.assign(review, { state: 'finished', finishedAt: Date.now(), planId })
    return { review, planId }
  },
  'reviews.cancel': (input, state) =>
    Object.assign(reviewOf(state, input.reviewId), { state: 'cancelled', finishedAt: Date.now() }),
}
