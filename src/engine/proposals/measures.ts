import { trendScore } from '../../domain/market/regime.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import { isAdjustedRoot } from '../../domain/option/product.ts'
import type { PayoffPosition } from '../../domain/pricing/payoff-at-expiration.ts'
import { expectedValue, probabilityOfProfit } from '../../domain/pricing/probability.ts'
import type { Candidate } from './candidate.ts'

// What the rules measure of a candidate. NaN is "cannot be measured"; it is never within any bounds.

/** Largest over the legs; NaN when one of them is. */
function largest({ rows }: Candidate, of: (row: number) => number): number {
  let most = Number.NEGATIVE_INFINITY
  for (const row of rows) most = Math.max(most, of(row))
  return most
}

function countLegs({ rows }: Candidate, of: (row: number) => boolean): number {
  let count = 0
  for (const row of rows) if (of(row)) count++
  return count
}

/** 1 when the expiration is listed, 0 when not, NaN when nobody knows. */
export function listed({ series }: Candidate): number {
  const { expirations } = series.market
  return expirations === null ? Number.NaN : Number(expirations.has(series.expiration))
}

/** Legs that are not standard contracts of 100 shares. */
export function adjustedLegs(candidate: Candidate): number {
  const { root, options } = candidate.series
  const adjusted = isAdjustedRoot(root)
  return countLegs(candidate, (row) => adjusted || options[row]!.multiplier !== CONTRACT_MULTIPLIER)
}

/** Legs without a bid or an ask. */
export function unquotedLegs(candidate: Candidate): number {
  const { bid, ask } = candidate.series
  return countLegs(candidate, (row) => Number.isNaN(bid[row]! + ask[row]!))
}

/** Legs whose ask is 0; a bid of 0 is a bid. */
export function worthlessAsks(candidate: Candidate): number {
  return countLegs(candidate, (row) => candidate.series.ask[row]! <= 0)
}

/** Legs whose bid is above the ask. */
export function crossedLegs(candidate: Candidate): number {
  const { bid, ask } = candidate.series
  return countLegs(candidate, (row) => bid[row]! > ask[row]!)
}

/** Seconds that the oldest quote has beyond the declared delay. */
export function oldestQuote(candidate: Candidate): number {
  return largest(candidate, (row) => candidate.series.age[row]!)
}

/** Dollars by which the underlying is away from the nearest short strike, + while that is out of the money. */
export function outOfTheMoney({ shape, series, rows }: Candidate): number {
  const spot = series.market.price ?? Number.NaN
  let least = Number.POSITIVE_INFINITY
  for (let leg = 0; leg < rows.length; leg++) {
    if (shape.signs[leg] === 1) continue
    const above = series.strike[rows[leg]!]! - spot
    least = Math.min(least, series.isCall[rows[leg]!] === 1 ? above : -above)
  }
  return least / PRICE_UNITS_PER_DOLLAR
}

/** Absolute delta of the deciding leg; of several, the one farthest from a middle. */
export function decidingDelta({ shape, series, rows }: Candidate, middle: number): number {
  let farthest = middle
  for (const leg of shape.deciding) {
    const delta = Math.abs(series.delta[rows[leg]!]!)
    if (Number.isNaN(delta)) return Number.NaN
    if (Math.abs(delta - middle) >= Math.abs(farthest - middle)) farthest = delta
  }
  return farthest
}

/** The net price at which the spread opens at once, units of `Price`, + received. */
export function naturalOf({ shape, series, rows }: Candidate): number {
  let net = 0
  for (let leg = 0; leg < rows.length; leg++) {
    const row = rows[leg]!
    net += shape.signs[leg] === 1 ? -series.ask[row]! : series.bid[row]!
  }
  return net
}

/** The net price in the middle of all quotes, units of `Price`, + received; a half unit is possible. */
export function midOf({ shape, series, rows }: Candidate): number {
  return rows.reduce(
    (net, row, leg) => net - (shape.signs[leg]! * (series.bid[row]! + series.ask[row]!)) / 2,
    0,
  )
}

// Ratios are divisions of two whole numbers of units, so that a value at its bound is not lost to rounding.

/** What is received (credit) or paid (debit) at the natural price, units of `Price`. */
function openingUnits(candidate: Candidate): number {
  const natural = naturalOf(candidate)
  return candidate.shape.effect === 'credit' ? natural : 0 - natural
}

/** Width of the widest wing, units of `Price`. */
export function widthOf({ series, rows }: Candidate): number {
  let widest = 0
  for (let leg = 0; leg + 1 < rows.length; leg += 2) {
    widest = Math.max(widest, series.strike[rows[leg + 1]!]! - series.strike[rows[leg]!]!)
  }
  return widest
}

/** What is received (credit) or paid (debit) at the natural price, dollars per share. */
export function openingPrice(candidate: Candidate): number {
  return openingUnits(candidate) / PRICE_UNITS_PER_DOLLAR
}

/** The opening price over the width. */
export function priceOverWidth(candidate: Candidate): number {
  return openingUnits(candidate) / widthOf(candidate)
}

/** Maximum profit over maximum loss of a debit. */
export function rewardOverRisk(candidate: Candidate): number {
  const paid = openingUnits(candidate)
  return (widthOf(candidate) - paid) / paid
}

function positionOf(candidate: Candidate): PayoffPosition {
  const { shape, series, rows } = candidate
  const legs = rows.map((row, leg) => ({
    type: series.isCall[row] === 1 ? ('call' as const) : ('put' as const),
    strike: series.strike[row]! / PRICE_UNITS_PER_DOLLAR,
    signedQuantity: shape.signs[leg]!,
  }))
  return { legs, cash: naturalOf(candidate) / PRICE_UNITS_PER_DOLLAR }
}

/** Volatility of the deciding leg; of several, their mean. */
export function decidingIv({ shape, series, rows }: Candidate): number {
  return shape.deciding.reduce((sum, leg) => sum + series.iv[rows[leg]!]!, 0) / shape.deciding.length
}

function endingOf(candidate: Candidate): { forward: number; totalVol: number } {
  const { forward, years } = candidate.series
  return { forward, totalVol: decidingIv(candidate) * Math.sqrt(years) }
}

/** Probability of profit at expiration at the natural price: lognormal on the forward, deciding leg's volatility. */
export function popOf(candidate: Candidate): number {
  const ending = endingOf(candidate)
  if (!(ending.forward > 0 && ending.totalVol > 0)) return Number.NaN
  return probabilityOfProfit(ending, positionOf(candidate))
}

/** Expected profit of one spread at the natural price, held to expiration, in dollars; shown, never a gate. */
export function expectedProfit(candidate: Candidate): number {
  const ending = endingOf(candidate)
  if (!(ending.forward > 0 && ending.totalVol > 0)) return Number.NaN
  return CONTRACT_MULTIPLIER * expectedValue(ending, candidate.series.discount, positionOf(candidate))
}

/** IV rank of the underlying, 0 to 100. */
export function ivRank({ series }: Candidate): number {
  return series.market.ivRank ?? Number.NaN
}

/** Largest |IV short - IV long| over IV short of the wings. */
export function skewOf({ shape, series, rows }: Candidate): number {
  let most = 0
  for (let leg = 0; leg + 1 < rows.length; leg += 2) {
    const [short, long] = shape.signs[leg] === -1 ? [leg, leg + 1] : [leg + 1, leg]
    const ivShort = series.iv[rows[short]!]!
    most = Math.max(most, Math.abs(ivShort - series.iv[rows[long]!]!) / ivShort)
  }
  return most
}

/** Open interest of the leg that has least. */
export function leastOpenInterest(candidate: Candidate): number {
  return -largest(candidate, (row) => -candidate.series.openInterest[row]!)
}

/** Ask less bid of the widest leg, dollars. */
export function widestLeg(candidate: Candidate): number {
  const { bid, ask } = candidate.series
  return largest(candidate, (row) => ask[row]! - bid[row]!) / PRICE_UNITS_PER_DOLLAR
}

/** Ask less bid over the mid, of the leg where that is most. */
export function widestLegOverMid(candidate: Candidate): number {
  const { bid, ask } = candidate.series
  return largest(candidate, (row) => (2 * (ask[row]! - bid[row]!)) / (ask[row]! + bid[row]!))
}

/** How well the trend suits the strategy, 0 to 100. */
export function trendOf({ shape, series }: Candidate): number {
  return trendScore(series.market.regime.distance, shape.outlook) ?? Number.NaN
}
