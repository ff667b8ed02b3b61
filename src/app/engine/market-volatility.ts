import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { previousSession } from '../../domain/calendar/session-lookup.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import { ivRank } from '../../domain/volatility/iv-rank.ts'
import type { Market } from '../../exchange/market/market.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { IvStanding, VolatilityHistory } from '../../ports/volatility-history.ts'

/** The underlyings whose 30-day volatility the index is of: the S&P 500 in three sizes. */
const S_AND_P: ReadonlySet<string> = new Set(['SPX', 'XSP', 'SPY'])
const INDEX = 'VIX'
/** Calendar days that hold the 252 sessions of the window. */
const REACH_DAYS = 380

/**
 * The past of implied volatility in the built-in exchange's market: the closes of its own volatility index, which
 * stands for the options on the S&P 500 and for no others. Where the market has no such past, as recorded days, there is
 * no standing, and the answer says so.
 */
export function marketVolatility(market: Market): VolatilityHistory {
  return {
    async readStanding(underlying): Promise<BrokerRead<IvStanding>> {
      if (!S_AND_P.has(underlying)) return nothing(`there is no volatility index of ${underlying}`)
      const level = market.quote(INDEX)?.last ?? null
      if (level === null) return nothing(`this market has no ${INDEX}`)
      const at = instant(market.now)
      const { calendar } = market
      const to = previousSession(calendar, newYorkDayOf(at)).day
      const history = market
        .dailyBars(INDEX, addDays(to, -REACH_DAYS), to)
        .map(({ day, close }) => ({ day, volatility: fractionOf(close) }))
      const current = fractionOf(level)
      const found = ivRank({ history, current, calendar, to })
      if (!found.ok) return nothing(found.message)
      const { rank, percentile, window } = found.value
      return { ok: true, value: { rank, percentile, iv: current, window, source: INDEX, asOf: at } }
    },
  }
}

/** An index level of 20.00 is a volatility of 0.2. */
function fractionOf(level: number): number {
  return level / PRICE_UNITS_PER_DOLLAR / 100
}

function nothing(message: string): BrokerRead<never> {
  return { ok: false, kind: 'rejected', code: 'no_volatility_history', message, retryAt: null }
}
