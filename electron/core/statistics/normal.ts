/**
 * Share of the standard normal distribution below `z`.
 *
 * Hart's rational approximation, good to fifteen digits. Source: G. West, "Better approximations to
 * cumulative normal functions", Wilmott Magazine, May 2005.
 */
export function normalCdf(z: number): number {
  const tail = upperTail(Math.abs(z))
  return z > 0 ? 1 - tail : tail
}

const numerator = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const denominator = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
]

/** Highest power first. */
const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/** Share above `x`, which is not negative. */
function upperTail(x: number): number {
  if (x > 37) return 0
  const density = Math.exp((-x * x) / 2)
  if (x < 7.07106781186547) return (density * polynomial(numerator, x)) / polynomial(denominator, x)
  // a continued fraction, from its end
  const fraction = [4, 3, 2, 1].reduce((below, part) => x + part / below, x + 0.65)
  return density / fraction / 2.506628274631
}

/** Chance of a value at least as far from nought as `z`, on either side. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * upperTail(Math.abs(z)))
}

/** Chance that a chi-square of one degree of freedom is at least so large: it is a normal one squared. */
export function chiSquareTail(value: number): number {
  return twoSidedP(Math.sqrt(Math.max(0, value)))
}

// Coefficients of AS 241, lowest power first: the middle, the tails, the far tails.
const middle = {
  top: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  bottom: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
    39307.89580009271061, 28729.085735721942674, 5226.495278852545925,
  ],
}
const tails = {
  top: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
    7.7454501427834140764e-4,
  ],
  bottom: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
    0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
    1.05075007164441684324e-9,
  ],
}
const farTails = {
  top: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5,
    2.01033439929228813265e-7,
  ],
  bottom: [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
    7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
    2.04426310338993978564e-15,
  ],
}

/**
 * The value below which a share of the standard normal distribution lies.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
 * Statistics 37 (1988), 477-484, routine PPND16.
 *
 * @param share above 0 and below 1
 */
export function normalQuantile(share: number): number {
  const fromMiddle = share - 0.5
  if (Math.abs(fromMiddle) <= 0.425)
    return fromMiddle * ratio(middle, 0.180625 - fromMiddle * fromMiddle)
  const root = Math.sqrt(-Math.log(fromMiddle < 0 ? share : 1 - share))
  const size = root <= 5 ? ratio(tails, root - 1.6) : ratio(farTails, root - 5)
  return fromMiddle < 0 ? -size : size
}

function ratio(of: { readonly top: number[]; readonly bottom: number[] }, x: number): number {
  return polynomial(of.top.toReversed(), x) / polynomial(of.bottom.toReversed(), x)
}

/** How many standard errors an interval at 95 % reaches to either side. */
export const z95 = normalQuantile(0.975)
