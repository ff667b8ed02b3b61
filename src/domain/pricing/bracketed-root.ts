/**
 * The root of a continuous function between two points where its signs differ, by Chandrupatla's method
 * ("A new hybrid quadratic/bisection algorithm", 1997): inverse quadratic steps where they can be trusted,
 * halving elsewhere, so it is never slow and never leaves the bracket. NaN when the signs do not differ.
 *
 * @param f the function
 * @param tolerance largest distance of the answer from the root
 * @example
 * bracketedRoot((x) => x * x - 2, 0, 2, 1e-12) // => ≈ 1.41421356237
 */
export function bracketedRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
): number {
  let [a, b, c] = [high, low, high]
  let [fa, fb, fc] = [f(high), f(low), 0]
  if (!(fa * fb <= 0)) return Number.NaN
  let share = 0.5
  for (let step = 0; step < 200; step++) {
    const x = a + share * (b - a)
    const fx = f(x)
    if (Number.isNaN(fx)) return Number.NaN
    if (Math.sign(fx) === Math.sign(fa)) {
      ;[c, fc] = [a, fa]
    } else {
      ;[c, b, fc, fb] = [b, a, fb, fa]
    }
    ;[a, fa] = [x, fx]
    const best = Math.abs(fa) < Math.abs(fb) ? a : b
    const least = (0.5 * tolerance) / Math.abs(b - a)
    if (!(least < 0.5) || fa === 0) return best
    const xi = (a - b) / (c - b)
    const phi = (fa - fb) / (fc - fb)
    const trusted = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
    const inverse =
      (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
    share = Math.min(1 - least, Math.max(least, trusted ? inverse : 0.5))
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b
}
