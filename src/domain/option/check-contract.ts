import { type Price, price } from '../money/price.ts'
import { formatPrice } from '../money/price-text.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import type { OptionContract } from './contract.ts'

/** The step between strikes that an OCC symbol can name: 1/1000 dollar. */
export const STRIKE_STEP = price(10)

/** The highest strike that an OCC symbol can name: 8 digits of 1/1000 dollar, 99,999.999 dollars. */
export const MAX_STRIKE = price(999_999_990)

/** Why a price is not a strike, in the order of the checks. */
export type StrikeCode =
  | 'strike_must_be_positive'
  | 'strike_must_be_whole_thousandths'
  | 'strike_must_be_below_100000_dollars'

/** Why a contract cannot be a listed option, in the order of the checks. */
export type ContractCode =
  | 'root_must_be_letters_then_digits'
  | 'expiration_must_be_in_2000_to_2099'
  | StrikeCode

// FLEX series (a leading digit: 1SPX) are not listed in chains and are refused with everything else.
const ROOT = /^(?=.{1,6}$)[A-Z]+[0-9]*$/

/**
 * Whether a text is an option root: 1 to 6 characters, capital letters first, then only digits, which mark
 * a contract that was adjusted after a corporate action (`AAPL1`).
 *
 * @example
 * [isRoot('SPXW'), isRoot('AAPL1'), isRoot('BRK/B'), isRoot('spy')] // => [true, true, false, false]
 */
export function isRoot(text: string): boolean {
  return ROOT.test(text)
}

/**
 * Accepts a price that an OCC symbol can name as a strike.
 *
 * Refusals in this order: `strike_must_be_positive`, `strike_must_be_whole_thousandths`,
 * `strike_must_be_below_100000_dollars`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * checkStrike(price(4_500_005)).code // => 'strike_must_be_whole_thousandths'
 */
export function checkStrike(strike: Price): Result<Price, StrikeCode> {
  const text = formatPrice(strike)
  if (strike <= 0) return refuse('strike_must_be_positive', `The strike ${text} must be above 0.`)
  if (strike % STRIKE_STEP !== 0) {
    return refuse(
      'strike_must_be_whole_thousandths',
      `The strike ${text} must be a whole number of 1/1000 dollar.`,
    )
  }
  if (strike > MAX_STRIKE) {
    return refuse('strike_must_be_below_100000_dollars', `The strike ${text} must be at most 99999.999.`)
  }
  return ok(strike)
}

/**
 * Accepts a contract that an OCC symbol can name. To be called on contracts that are built from outside
 * input (a file's columns, a form); `formatOccSymbol` takes it for granted.
 *
 * Refusals in this order: `root_must_be_letters_then_digits`, `expiration_must_be_in_2000_to_2099`, and
 * those of `checkStrike`.
 *
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { price } from '../money/price.ts'
 * checkContract({ root: 'BRK/B', expiration: tradingDay('2024-01-19'), type: 'put', strike: price(3_500_000) }).code // => 'root_must_be_letters_then_digits'
 */
export function checkContract(contract: OptionContract): Result<OptionContract, ContractCode> {
  if (!isRoot(contract.root)) {
    return refuse(
      'root_must_be_letters_then_digits',
      `"${contract.root}" is not an option root; give 1 to 6 capital letters, then digits if adjusted.`,
    )
  }
  // An OCC symbol has two digits for the year, so any other century would name a different contract.
  if (!contract.expiration.startsWith('20')) {
    return refuse(
      'expiration_must_be_in_2000_to_2099',
      `The expiration ${contract.expiration} must be in the years 2000 to 2099.`,
    )
  }
  const strike = checkStrike(contract.strike)
  return strike.ok ? ok(contract) : strike
}
