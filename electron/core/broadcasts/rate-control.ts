/** How many messages one number may let go, and when the next one may. Times are ms of one steady clock. */
export interface RateControl {
  /** Milliseconds until the next may leave; 0: now; Infinity: not before an answer has come. */
  waitMs(now: number): number
  /** One leaves now. */
  leave(now: number): void
  /** The answer to one that left then has come, whatever it says. */
  answered(leftAt: number, now: number): void
  /** The number is said to be too fast: it goes on slower, and not before so long. */
  tooFast(now: number, askedMs: number | null): void
  /** Nothing leaves for so long. */
  hold(now: number, ms: number): void
  /** The most that may leave in a second; Infinity: no limit. */
  setLimit(perSecond: number): void
  /** What may leave in a second right now. */
  perSecond(): number
}

const secondMs = 1000
/** What may leave in one go after a pause, as a part of a second's worth. */
const burstShare = 0.25
/** Of the shortest way there and back so much is sure to be on the way; the rest may be spent at either end. */
const wayShare = 0.9
const endsMs = 5
/** Of fewer answers nobody knows the shortest way. */
const knownAfter = 100
/** A refusal halves the rate; each second without one brings back so much of the limit. */
const decrease = 0.5
const increaseShare = 0.05

/**
 * Keeps a number under its limit of messages in any second as the other side counts them, which is when
 * they arrive there and not when they leave here. So each takes its place from when it leaves until a
 * second after its answer, less the shortest way there and back that was seen: no delay on the way can
 * then push two into one second that are further apart here. Slows down when it is refused all the
 * same (others may use the number) and comes back step by step, as TCP does.
 *
 * Sources: Meta: Throughput (130429); RFC 5681 (additive increase, multiplicative decrease).
 */
export function createRateControl(limit: number): RateControl {
  let perSecond = limit
  let rate = limit
  let tokens = 1
  let filledAt = -Infinity
  let heldUntil = -Infinity
  let steppedAt = -Infinity
  let onTheirWay = 0
  let shortestMs = Infinity
  let seen = 0
  let answers: number[] = []
  let head = 0

  const burst = () => Math.max(1, rate * burstShare)

  function recover(now: number): void {
    if (rate >= perSecond) return
    if (now - steppedAt < secondMs) return
    steppedAt = now
    rate = Math.min(perSecond, rate + Math.max(1, perSecond * increaseShare))
  }

  function fill(now: number): void {
    const since = Math.max(0, now - filledAt)
    tokens = Math.min(burst(), tokens + (since * rate) / secondMs)
    filledAt = now
  }

  /** How long a place is taken after the answer; the way is known better the more answers have come. */
  const takenMs = () =>
    seen < knownAfter ? secondMs : secondMs - Math.max(0, shortestMs * wayShare - endsMs)

  function release(now: number): void {
    const until = now - takenMs()
    while (head < answers.length && answers[head]! <= until) head += 1
    if (head < 1024) return
    answers = answers.slice(head)
    head = 0
  }

  return {
    waitMs(now) {
      if (now < heldUntil) return heldUntil - now
      if (rate === Infinity) return 0
      recover(now)
      fill(now)
      // a hair of rounding is not worth a timer
      if (tokens < 0.999) return ((1 - tokens) * secondMs) / rate
      release(now)
      const taken = onTheirWay + answers.length - head
      if (taken < Math.max(1, Math.floor(rate))) return 0
      return head < answers.length ? Math.max(1, answers[head]! + takenMs() - now) : Infinity
    },
    leave(now) {
      onTheirWay += 1
      if (rate === Infinity) return
      fill(now)
      tokens -= 1
    },
    answered(leftAt, now) {
      onTheirWay -= 1
      if (rate === Infinity) return
      const took = Math.max(0, now - leftAt)
      shortestMs = Math.min(shortestMs, took)
      answers.push(now)
      seen += 1
    },
    tooFast(now, askedMs) {
      heldUntil = Math.max(heldUntil, now + (askedMs ?? secondMs))
      // many refusals that were on their way together are one
      if (rate < perSecond && now - steppedAt < secondMs) return
      steppedAt = now
      const known = rate === Infinity ? Math.max(2, onTheirWay * 2) : rate
      rate = Math.max(1, known * decrease)
      if (perSecond === Infinity) perSecond = known
    },
    hold(now, ms) {
      heldUntil = Math.max(heldUntil, now + ms)
    },
    setLimit(next) {
      if (next === perSecond) return
      rate = rate >= perSecond ? next : Math.min(rate, next)
      perSecond = next
    },
    perSecond: () => rate,
  }
}
