import { parseTradingDay } from '../calendar/trading-day.ts'
import { invariant } from '../invariant.ts'
import { price } from '../money/price.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { checkContract, isRoot, STRIKE_STEP } from './check-contract.ts'
import type { OptionContract } from './contract.ts'

// OCC, "Options Symbology Initiative" (in force since February 2010): root, 6 characters, padded with blanks
// on the right; expiration YYMMDD; C or P; strike in 1/1000 dollar, 8 digits. Brokers leave the blanks out.
const ROOT_WIDTH = 6
const TAIL_WIDTH = 15
const STRIKE_DIGITS = 8

/** Why a text is not an OCC symbol, in the order of the checks. */
export type OccSymbolCode =
  | 'symbol_must_be_16_to_21_characters'
  | 'root_must_be_letters_then_digits'
  | 'expiration_must_be_six_digits'
  | 'expiration_must_exist'
  | 'type_must_be_c_or_p'
  | 'strike_must_be_eight_digits'
  | 'strike_must_be_positive'

/** The root of a symbol's head; only a head of the full width may end in blanks. */
function readRoot(head: string): string | undefined {
  const root = head.length === ROOT_WIDTH ? head.replace(/ +$/, '') : head
  return isRoot(root) ? root : undefined
}

/**
 * Reads an OCC option symbol, compact (`SPY231020C00450000`) or padded to 21 characters
 * (`SPY   231020C00450000`). Nothing is guessed: small letters, other paddings and surrounding blanks are
 * refused. The year `YY` is always 20YY: the symbology dates from 2010, and no listed option outlives 2099.
 *
 * Refusals in this order: `symbol_must_be_16_to_21_characters`, `root_must_be_letters_then_digits`,
 * `expiration_must_be_six_digits`, `expiration_must_exist`, `type_must_be_c_or_p`,
 * `strike_must_be_eight_digits`, `strike_must_be_positive`.
 *
 * @example
 * parseOccSymbol('SPXW250321C05000000') // => { ok: true, value: { root: 'SPXW', expiration: '2025-03-21', type: 'call', strike: 50000000 } }
 */
export function parseOccSymbol(symbol: string): Result<OptionContract, OccSymbolCode> {
  const rootEnd = symbol.length - TAIL_WIDTH
  if (rootEnd < 1 || rootEnd > ROOT_WIDTH) {
    return refuse(
      'symbol_must_be_16_to_21_characters',
      `"${symbol}" has ${symbol.length} characters; an option symbol has 16 to 21, e.g. SPY231020C00450000.`,
    )
  }
  const root = readRoot(symbol.slice(0, rootEnd))
  if (root === undefined) {
    return refuse(
      'root_must_be_letters_then_digits',
      `"${symbol}" must begin with capital letters, then digits if adjusted, padded to 6 or not at all.`,
    )
  }
  const date = symbol.slice(rootEnd, rootEnd + 6)
  if (!/^\d{6}$/.test(date)) {
    return refuse('expiration_must_be_six_digits', `"${date}" in "${symbol}" must be a date as YYMMDD.`)
  }
  const expiration = parseTradingDay(`20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`)
  if (!expiration.ok) {
    return refuse('expiration_must_exist', `"${date}" in "${symbol}" is not a day of the calendar.`)
  }
  const letter = symbol.charAt(rootEnd + 6)
  if (letter !== 'C' && letter !== 'P') {
    return refuse('type_must_be_c_or_p', `"${letter}" in "${symbol}" must be C (call) or P (put).`)
  }
  const digits = symbol.slice(rootEnd + 7)
  if (!/^\d{8}$/.test(digits)) {
    return refuse(
      'strike_must_be_eight_digits',
      `"${digits}" in "${symbol}" must be the strike in 1/1000 dollar as 8 digits.`,
    )
  }
  const strike = price(Number(digits) * STRIKE_STEP)
  if (strike === 0) return refuse('strike_must_be_positive', `The strike in "${symbol}" must be above 0.`)
  return ok({ root, expiration: expiration.value, type: letter === 'C' ? 'call' : 'put', strike })
}

function tail(contract: OptionContract): string {
  const checked = checkContract(contract)
  // A symbol that names another contract would trade it.
  invariant(checked.ok, `no OCC symbol names this contract: ${checked.ok ? '' : checked.message}`)
  const { expiration, type, strike } = contract
  const date = `${expiration.slice(2, 4)}${expiration.slice(5, 7)}${expiration.slice(8, 10)}`
  const digits = String(strike / STRIKE_STEP).padStart(STRIKE_DIGITS, '0')
  return `${date}${type === 'call' ? 'C' : 'P'}${digits}`
}

/**
 * The compact OCC symbol, as brokers write it and as Legwork names a contract everywhere.
 *
 * @throws {InvariantViolation} when `checkContract` refuses the contract
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { price } from '../money/price.ts'
 * formatOccSymbol({ root: 'SPY', expiration: tradingDay('2023-10-20'), type: 'call', strike: price(4_500_000) }) // => 'SPY231020C00450000'
 */
export function formatOccSymbol(contract: OptionContract): string {
  return contract.root + tail(contract)
}

/**
 * The OCC symbol with its root padded to 6 characters, 21 in all, as the clearing house writes it.
 *
 * @throws {InvariantViolation} when `checkContract` refuses the contract
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { price } from '../money/price.ts'
 * formatOccSymbolPadded({ root: 'SPY', expiration: tradingDay('2023-10-20'), type: 'call', strike: price(4_500_000) }) // => 'SPY   231020C00450000'
 */
export function formatOccSymbolPadded(contract: OptionContract): string {
  return contract.root.padEnd(ROOT_WIDTH, ' ') + tail(contract)
}
