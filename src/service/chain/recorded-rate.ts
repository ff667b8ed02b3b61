import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { describeDay } from '../../domain/option/describe-contract.ts'
import { forwardFromParity } from '../../domain/pricing/forward.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { KnownRate } from './chain-terms.ts'
import { chainTimes } from './chain-times.ts'
import { parityQuotes } from './parity-columns.ts'

interface Series {
  readonly root: string
  readonly expiration: TradingDay
  readonly rows: number[]
  readonly years: number
}

/** A slope needs strikes and time: with fewer pairs, or within a week, the rate is mostly noise. */
const LEAST_PAIRS = 20
const LEAST_YEARS = 7 / 365
/** A few series are asked; a recording whose nearest ones cannot tell will not tell. */
const TRIES = 4

/** European series quoted at the instant of a row, by root and expiration. */
function europeanSeries(chain: RecordedChain, at: number, calendar: MarketCalendar): Series[] {
  const found = new Map<string, Series>()
  const quoteDay = tradingDayFromEpochDay(chain.quoteDay[at]!)
  const minute = chain.quoteMinute[at]!
  for (let row = 0; row < chain.rowCount; row++) {
    if (chain.isAmerican[row] === 1 || chain.quoteDay[row] !== chain.quoteDay[at]) continue
    if (chain.quoteMinute[row] !== minute) continue
    const key = `${chain.root.codes[row]} ${chain.expirationDay[row]}`
    const series = found.get(key)
    if (series !== undefined) series.rows.push(row)
    else {
      const root = chain.root.symbols[chain.root.codes[row]!]!
      const expiration = tradingDayFromEpochDay(chain.expirationDay[row]!)
      const quoteMinute = minute < 0 ? null : minute
      const { years } = chainTimes(calendar, { root, expiration, quoteDay, quoteMinute })
      found.set(key, { root, expiration, rows: [row], years })
    }
  }
  return [...found.values()].filter(({ years }) => years >= LEAST_YEARS)
}

/**
 * The interest rate that European options of the same recording and instant imply for about the same time:
 * those of the nearest expiration, the largest series first. Null where there are none to tell.
 *
 * @param at a row of the instant
 * @param years the time that the rate is wanted for
 */
export function recordedRate(
  chain: RecordedChain,
  at: number,
  years: number,
  calendar: MarketCalendar,
): KnownRate | null {
  const daysOff = (series: Series): number => Math.round(Math.abs(series.years - years) * 365)
  const nearest = europeanSeries(chain, at, calendar).sort(
    (a, b) => daysOff(a) - daysOff(b) || b.rows.length - a.rows.length,
  )
  for (const { root, expiration, rows, years: time } of nearest.slice(0, TRIES)) {
    const parity = forwardFromParity({ quotes: parityQuotes(chain, rows) })
    if (!parity.ok || parity.value.pairs < LEAST_PAIRS) continue
    const rate = -Math.log(parity.value.discount) / time
    return { rate, source: `as ${root} ${describeDay(expiration)} implies` }
  }
  return null
}
