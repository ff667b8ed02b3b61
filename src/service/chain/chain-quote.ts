/** What kind of market a quote makes. */
export type QuoteKind = 'two_sided' | 'zero_bid' | 'crossed' | 'missing'

/**
 * What kind of market a bid and an ask make. A side that was not recorded (NaN), a negative bid or an ask of
 * 0 is `missing`; a bid above the ask is `crossed` (equal ones are locked, and two-sided).
 *
 * @example
 * [quoteKind(1.2, 1.25), quoteKind(0, 0.05), quoteKind(1.3, 1.2), quoteKind(0, 0)] // => ['two_sided', 'zero_bid', 'crossed', 'missing']
 */
export function quoteKind(bid: number, ask: number): QuoteKind {
  if (!(bid >= 0) || !(ask > 0)) return 'missing'
  if (bid > ask) return 'crossed'
  return bid === 0 ? 'zero_bid' : 'two_sided'
}

/**
 * The middle of a quote in dollars per share; NaN where a crossed or missing one has none, since a number
 * there would be invented.
 *
 * @example
 * midOf(1.2, 1.3) // => 1.25
 */
export function midOf(bid: number, ask: number): number {
  const kind = quoteKind(bid, ask)
  return kind === 'two_sided' || kind === 'zero_bid' ? (bid + ask) / 2 : Number.NaN
}

/**
 * Whether a quote is tight enough to judge a volatility by: two-sided, and the spread at most a tenth of
 * the middle.
 *
 * @example
 * [isTight(5, 5.1), isTight(0.05, 0.1)] // => [true, false]
 */
export function isTight(bid: number, ask: number): boolean {
  return quoteKind(bid, ask) === 'two_sided' && ask - bid <= 0.1 * midOf(bid, ask)
}
