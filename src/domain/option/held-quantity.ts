/** Shares are counted to a millionth: what is finer is the error of a double, not a holding. */
const SHARE_PARTS = 1_000_000

/**
 * Whether a symbol has the tail of an option's: a date, C or P, and eight digits. So has one that is adjusted or
 * otherwise none that we trade.
 *
 * @example
 * [looksLikeOption('SPY1261016P00650000'), looksLikeOption('BRK/B')] // => [true, false]
 */
export function looksLikeOption(symbol: string): boolean {
  return /\d{6}[CP]\d{8}$/.test(symbol)
}

/**
 * Whether so much of a symbol can be held: contracts come whole, shares in parts as well, as reinvested dividends buy
 * them. Zero is no holding.
 *
 * @param quantity absolute, contracts or shares
 * @example
 * [isHeldQuantity('SPY', 0.0312), isHeldQuantity('SPY261016P00650000', 1.5), isHeldQuantity('SPY', NaN)] // => [true, false, false]
 */
export function isHeldQuantity(symbol: string, quantity: number): boolean {
  const isCounted = quantity > 0 && quantity <= Number.MAX_SAFE_INTEGER
  return isCounted && (Number.isInteger(quantity) || !looksLikeOption(symbol))
}

/**
 * A sum or difference of shares without the error of its doubles: to the nearest millionth of a share.
 *
 * @example
 * [1100.1 - 1000.1, roundShares(1100.1 - 1000.1), roundShares(0.1 + 0.7 - 0.8)] // => [99.99999999999989, 100, 0]
 */
export function roundShares(shares: number): number {
  const parts = Math.round(shares * SHARE_PARTS)
  return parts === 0 ? 0 : parts / SHARE_PARTS
}

/**
 * The whole shares in a holding, towards zero: options deliver by the hundred, and no part of a share is ever theirs.
 *
 * @example
 * [wholeShares(112.3456), wholeShares(-100.5), wholeShares(0.9)] // => [112, -100, 0]
 */
export function wholeShares(shares: number): number {
  const whole = Math.trunc(roundShares(shares))
  return whole === 0 ? 0 : whole
}

/**
 * The whole shares to count with when a risk is bounded, + long, - short: of a long holding what covers for certain, of a
 * short one all that may be owed.
 *
 * @example
 * [coveringShares(199.75), coveringShares(0.5), coveringShares(-0.5)] // => [199, 0, -1]
 */
export function coveringShares(shares: number): number {
  const whole = Math.floor(roundShares(shares))
  return whole === 0 ? 0 : whole
}
