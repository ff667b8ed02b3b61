import type { OptionContract } from '../../domain/option/contract.ts'
import { americanGreeks } from '../../domain/pricing/american.ts'
import { bsmGreeks, type Greeks } from '../../domain/pricing/bsm.ts'
import { dollarsOf } from './payoff-position.ts'

/** What a value depends on beside the contract: the underlying, rates, time, and how exercise works. */
export interface OptionMarket {
  /** Dollars per share. */
  readonly spot: number
  /** Years of 365 days to expiration, above 0. */
  readonly years: number
  /** A year, continuously compounded. */
  readonly rate: number
  readonly dividendYield: number
  readonly exercise: 'american' | 'european'
}

/** Value and greeks of one contract, per share, by the model that its exercise calls for. */
export function contractGreeks(
  { type, strike }: OptionContract,
  { exercise, ...market }: OptionMarket,
  volatility: number,
): Greeks {
  const input = { ...market, type, strike: dollarsOf(strike), volatility }
  return exercise === 'american' ? americanGreeks(input) : bsmGreeks(input)
}
