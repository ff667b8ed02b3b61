import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { AnalysedContract, IvComparison } from './chain-analysis.ts'
import { isTight } from './chain-quote.ts'

function isComparable({ type, strike, bid, ask }: AnalysedContract, forward: number): boolean {
  const outOfTheMoney = (type === 'call') === strike / PRICE_UNITS_PER_DOLLAR >= forward
  return outOfTheMoney && isTight(bid ?? Number.NaN, ask ?? Number.NaN)
}

/**
 * Compares our volatilities with the recorder's where the quotes can bear it: tight and out of the money,
 * since in the money a cent of the quote is many points of volatility. Null when nothing is comparable.
 */
export function compareIv(contracts: readonly AnalysedContract[], forward: number): IvComparison | null {
  const differences: number[] = []
  for (const contract of contracts) {
    const { iv, recordedIv } = contract
    if (iv === null || recordedIv === null || !isComparable(contract, forward)) continue
    differences.push(Math.abs(iv - recordedIv))
  }
  if (differences.length === 0) return null
  differences.sort((a, b) => a - b)
  const middle = differences.length >> 1
  const upper = differences[middle]!
  const median = differences.length % 2 === 1 ? upper : (differences[middle - 1]! + upper) / 2
  return { contracts: differences.length, median, max: differences.at(-1)! }
}
