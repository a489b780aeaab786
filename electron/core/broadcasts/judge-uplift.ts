import type { Uplift } from '../../../shared/domain/broadcasts.ts'
import { differenceOfMeans, type Sample } from '../statistics/means.ts'
import {
  differenceOfProportions,
  sampleRatioP,
  shareWithInterval,
  type Difference,
  type Proportion,
} from '../statistics/proportions.ts'
import { detectableDifference, equalGroupSize, neededPerGroup } from '../statistics/sample-size.ts'

/** One of the two groups that were drawn: everybody in it, whatever became of their message. */
export interface Arm {
  /** Who ordered, of all who were drawn. */
  readonly ordered: Proportion
  /** What each of them spent, most of them nothing; minor units. */
  readonly spending: Sample
}

export interface UpliftQuestion {
  readonly treated: Arm
  readonly heldOut: Arm
  readonly holdOutPercent: number
  /** The window is over and the orders of it may be known. */
  readonly canBeJudged: boolean
}

/** A test is wrong in no more than so many cases. */
const level = 0.05
/** Below this, means of what people spend are too far from a normal distribution to be compared. */
const fewestForMeans = 30

/**
 * Whether writing brought more than not writing, by intention to treat: everybody who was drawn counts in
 * the group that they were drawn for. Nothing is said of a difference before the window is over, since who
 * looks often enough finds one by chance.
 *
 * It is a difference where the interval lies on one side of nought and the test agrees. Where it is none,
 * groups that are too small to show one say nothing at all, and the size that they need is named.
 */
export function judgeUplift({
  treated,
  heldOut,
  holdOutPercent,
  canBeJudged,
}: UpliftQuestion): Uplift {
  const difference = canBeJudged ? differenceOfProportions(treated.ordered, heldOut.ordered) : null
  const verdict = verdictOf(treated.ordered, heldOut.ordered, difference)
  const said = {
    treated: shareWithInterval(treated.ordered),
    heldOut: shareWithInterval(heldOut.ordered),
    difference,
    sampleRatioP: sampleRatioP(heldOut.ordered.n, treated.ordered.n, holdOutPercent / 100),
    revenuePerHead: spendingPerHead(treated.spending, heldOut.spending, canBeJudged),
  }
  if (verdict !== 'too_small' && verdict !== 'no_difference')
    return { ...said, verdict, neededPerArm: null, detectable: null }
  const { detectable, needed } = whatItTakes(heldOut.ordered)
  return { ...said, verdict, detectable, neededPerArm: verdict === 'too_small' ? needed : null }
}

function verdictOf(
  treated: Proportion,
  heldOut: Proportion,
  difference: Difference | null,
): Uplift['verdict'] {
  if (heldOut.n === 0) return 'no_hold_out'
  if (difference === null) return 'running'
  const isBeyondChance = difference.pValue < level
  if (isBeyondChance && difference.low > 0) return 'better'
  if (isBeyondChance && difference.high < 0) return 'worse'
  const { needed } = whatItTakes(heldOut)
  return equalGroupSize(treated.n, heldOut.n) < needed ? 'too_small' : 'no_difference'
}

function whatItTakes(base: Proportion): { detectable: number; needed: number } {
  const share = base.count / base.n
  const detectable = detectableDifference(share)
  // where there is no room above, below
  const other = share + detectable > 1 ? share - detectable : share + detectable
  return { detectable, needed: neededPerGroup(share, other) }
}

function spendingPerHead(
  treated: Sample,
  heldOut: Sample,
  canBeJudged: boolean,
): Uplift['revenuePerHead'] {
  if (treated.n === 0 || heldOut.n === 0) return null
  const isEnough = Math.min(treated.n, heldOut.n) >= fewestForMeans
  return {
    treated: treated.sum / treated.n,
    heldOut: heldOut.sum / heldOut.n,
    difference: canBeJudged && isEnough ? differenceOfMeans(treated, heldOut) : null,
  }
}
