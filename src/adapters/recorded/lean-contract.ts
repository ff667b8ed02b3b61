import { parseTradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'

const NAME =
  /^\d{8}_([a-z.]+)_minute_[a-z]+_(?:american|european)_(call|put)_(\d+)_(\d{4})(\d{2})(\d{2})\.csv$/

/**
 * The contract that a file in a LEAN archive is of: its name carries type, strike times 10,000 and expiration
 * (`20151224_goog_minute_quote_american_call_10000000_20160108.csv`). Undefined when it does not read so.
 *
 * @param root of the OCC symbol
 */
export function leanContract(name: string, root: string): OptionContract | undefined {
  const match = NAME.exec(name)
  if (match === null) return undefined
  const [, , type, strike, year, month, dayOfMonth] = match
  const expiration = parseTradingDay(`${year}-${month}-${dayOfMonth}`)
  const units = Number(strike)
  if (!expiration.ok || !(units > 0) || !Number.isSafeInteger(units)) return undefined
  return { root, expiration: expiration.value, type: type === 'call' ? 'call' : 'put', strike: price(units) }
}
