/** Above this price over the smaller of forward and strike, the guess goes by the distance to the maximum. */
const HIGH_RATIO = 0.25

/** Beyond this moneyness (a strike 7 times the forward) the small-volatility fit near the money is of no use. */
const FIT_MONEYNESS = 2

/** (moneyness / m)² at which moneyness equals total volatility, the border of the two fits below. */
const FAR_BORDER = 2.9389554999553056

/**
 * A first guess of the total volatility that gives an out-of-the-money price, right to 2e-4 for the total
 * volatilities of ordinary quotes and to 4 % everywhere up to a moneyness of 1.5.
 *
 * Both fits invert the price in the limit of small volatility, where price and moneyness enter as one
 * variable only (coefficients by tools/implied-vol-guess.py); the first order of what volatility adds to
 * that limit is then put back.
 *
 * @param moneyness |ln(forward / strike)|, zero or more
 * @param ratio undiscounted price over the smaller of forward and strike, above 0 and below 1
 * @example
 * guessTotalVol(0, 0.0796556745540579) // => ≈ 0.200
 */
export function guessTotalVol(moneyness: number, ratio: number): number {
  if (ratio > HIGH_RATIO) return guessFromMaximum(moneyness, ratio)
  const half = 0.5 * moneyness
  const shrink = 1 - half * (1 - half * (0.5 - half * (1 / 6 - half * (1 / 24))))
  const m = ratio * Math.min(1, shrink) + half
  const z = (moneyness / m) ** 2
  if (!(z < FAR_BORDER)) return guessFarFromTheMoney(moneyness, ratio)
  // The inflection of the price: from there every step goes the right way, if not at once all of it.
  if (moneyness > FIT_MONEYNESS) return Math.sqrt(2 * moneyness)
  const tail = 0.00323577584071211 - z * 0.0007147440823899671
  const fit =
    2.506717898093378 -
    z * (0.2012874560561091 + z * (0.007241882850809404 + z * (0.008780052571883783 - z * tail)))
  const small = m * fit
  const a = moneyness / small
  return small * (1 + volatilityTerm(a, 0.5 * small) / (1 + a * (1.2533 + 0.65 * a)))
}

/** What volatility adds to the logarithm of the small-volatility price, first order in t², sign turned. */
function volatilityTerm(a: number, t: number): number {
  return t * t * (0.5 - 1 / (3 + a * a))
}

function guessFarFromTheMoney(moneyness: number, ratio: number): number {
  const v = Math.sqrt(0.5 * moneyness - Math.log(ratio / moneyness))
  const u = 1 / v
  const tail = 5.35085966096213 + u * (2.137635112670311 - u * 3.5479266674710592)
  const a = v * (1.4179697534280309 - u * (0.2326362303698828 + u * (4.929390629617938 - u * tail)))
  const shift = volatilityTerm(a, (0.5 * moneyness) / a) / (a + 2.4 / (a + 0.26))
  return moneyness / Math.max(a - shift, 0.3 * a)
}

/**
 * The distance to the maximum is 2 Φ(-t) at the money; its inverse is Hastings' (Abramowitz and Stegun
 * 26.2.23), and the first order of what moneyness adds is put back.
 */
function guessFromMaximum(moneyness: number, ratio: number): number {
  const r = Math.sqrt(moneyness + 2 * Math.LN2 - 2 * Math.log(1 - ratio))
  const numerator = 2.515517 + r * (0.802853 + r * 0.010328)
  const t = r - numerator / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308)))
  const a = (0.5 * moneyness) / t
  const curvature = 1 / (1 + t * (0.75 + 0.35 * t))
  const shift = (0.5 * a * a * (1 - curvature)) / (0.8 + 0.72 * t)
  return 2 * Math.max(t - shift, 0.3 * t)
}
