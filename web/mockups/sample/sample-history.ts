import { daysToExpiration } from '../../../src/domain/calendar/days-to-expiration.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { sessionOnOrBefore, sessionsBetween } from '../../../src/domain/calendar/session-lookup.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import {
  epochDay,
  type TradingDay,
  tradingDay,
  tradingDayFromEpochDay,
} from '../../../src/domain/calendar/trading-day.ts'
import { type Cents, cents } from '../../../src/domain/money/cents.ts'
import { cashFlowOf, type NetPrice } from '../../../src/domain/spread/net-price.ts'
import { profitBetween } from '../../../src/domain/spread/pnl.ts'
import { strategyShape } from '../../../src/domain/spread/strategy-table.ts'
import type { ExitReason } from '../../../src/domain/trade/exit-reason.ts'
import type { ClosedTradeView } from '../../api/history-view.ts'
import { CALENDAR, type Moment, type SampleSymbol, UNDERLYINGS } from './sample-market.ts'
import { seededNormal } from './sample-random.ts'
import { entryAt, envelopeOf, markAt, type SampleSpread, strikesOf } from './sample-spread.ts'

const FIRST = tradingDay('2026-03-02')
const LAST = tradingDay('2026-11-24')
const SESSIONS = sessionsBetween(CALENDAR, FIRST, LAST).map(({ day }) => day)
/** Commission and fees of a contract, in cents; each leg pays it on the way in and out. */
const FEE_PER_CONTRACT = 43

/** The daily market of an underlying, walked backwards from where it stands now. */
function marketOf(symbol: SampleSymbol, seed: number): readonly Moment[] {
  const { spot, volatility } = UNDERLYINGS[symbol]
  const normal = seededNormal(seed)
  const moments: Moment[] = []
  let price: number = spot
  let level: number = volatility
  for (const day of [...SESSIONS].reverse()) {
    moments.push({ at: instantOf(day, timeOfDay('15:45')), spot: price, volatility: level })
    const shock = normal()
    price /= Math.exp(0.0006 + (shock * level * 0.85) / Math.sqrt(252))
    level = Math.max(0.11, level + 0.08 * (volatility - level) + 0.012 * shock)
  }
  return moments.reverse()
}

/** The monthly expiration that is nearest to 32 days away. */
function expirationFrom(day: TradingDay): TradingDay {
  const target = epochDay(day) + 32
  const friday = target + ((5 - ((target + 4) % 7) + 7) % 7)
  return sessionOnOrBefore(CALENDAR, tradingDayFromEpochDay(friday)).day
}

function strikesFor(symbol: SampleSymbol, strategy: SampleSpread['strategy'], spot: number): number[] {
  const away = UNDERLYINGS[symbol].volatility * Math.sqrt(32 / 365) * 0.72
  const isPut = strategy === 'BULL_PUT_CREDIT'
  const short = Math.round(spot * Math.exp(isPut ? -away : away))
  if (strategy === 'BULL_CALL_DEBIT') return [Math.round(spot), Math.round(spot) + 5]
  return isPut ? [short - 5, short] : [short, short + 5]
}

interface Exit {
  readonly day: TradingDay
  readonly price: NetPrice
  readonly reason: ExitReason
}

/** The first close at which the default exit rules end the trade; null while it would still be open. */
function exitOf(spread: SampleSpread, entry: NetPrice, market: readonly Moment[], from: number): Exit | null {
  const { maxProfitCents, maxLossCents } = envelopeOf(spread, entry, 1)
  const isCredit = strategyShape(spread.strategy).effect === 'credit'
  const most = maxProfitCents === 'unbounded' ? Number.POSITIVE_INFINITY : maxProfitCents
  const stop = isCredit
    ? Math.min(2 * Math.abs(cashFlowOf(entry, 1)), 0.75 * maxLossCents)
    : 0.5 * maxLossCents
  for (let i = from + 1; i < SESSIONS.length; i++) {
    const day = SESSIONS[i]!
    const price = markAt(spread, market[i]!)
    const pnl = profitBetween(entry, price, 1)
    const isLate = daysToExpiration(day, spread.expiration) <= 2
    if (-pnl >= stop) return { day, price, reason: 'STOP_LOSS' }
    if (pnl >= (isCredit ? 0.5 : 0.6) * most) return { day, price, reason: 'PROFIT_TARGET' }
    if (isLate) return { day, price, reason: 'TIME_EXIT' }
  }
  return null
}

/** A closed trade with the session by session marks that the equity curve is made of. */
export interface SampleClosedTrade {
  readonly view: ClosedTradeView
  readonly quantity: number
  readonly marks: readonly { readonly day: TradingDay; readonly pnl: Cents }[]
}

function closedTrade(spread: SampleSpread, market: readonly Moment[], from: number, number: number) {
  const opened = SESSIONS[from]!
  const entry = entryAt(spread, market[from]!)
  const exit = exitOf(spread, entry, market, from)
  if (exit === null) return null
  const quantity = 1 + (number % 3 === 0 ? 1 : 0)
  const legs = spread.strikes.length
  const fees = cents(FEE_PER_CONTRACT * legs * 2 * quantity)
  // One of them was found flat at the broker: nobody knows what it made, so nothing is made up.
  const isFlat = number === 17
  const view: ClosedTradeView = {
    id: `T-${900 + number}`,
    underlying: spread.symbol,
    strategy: spread.strategy,
    strikes: strikesOf(spread),
    expiration: spread.expiration,
    quantity,
    opened,
    closed: exit.day,
    daysHeld: epochDay(exit.day) - epochDay(opened),
    dteAtEntry: daysToExpiration(opened, spread.expiration),
    entry,
    exit: isFlat ? null : exit.price,
    reason: isFlat ? 'BROKER_ALREADY_FLAT' : exit.reason,
    feesCents: isFlat ? null : fees,
    netCents: isFlat ? null : cents(profitBetween(entry, exit.price, quantity) - fees),
    provenance: isFlat ? null : number % 11 === 4 ? 'gain_loss' : 'fill',
  }
  const marks = SESSIONS.slice(from, SESSIONS.indexOf(exit.day)).map((day, i) => ({
    day,
    pnl: profitBetween(entry, markAt(spread, market[from + i]!), quantity),
  }))
  return { view, quantity, marks }
}

const TURNS: readonly (readonly [SampleSymbol, SampleSpread['strategy']])[] = [
  ['SPY', 'BULL_PUT_CREDIT'],
  ['QQQ', 'BULL_PUT_CREDIT'],
  ['SPY', 'BEAR_CALL_CREDIT'],
  ['IWM', 'BULL_PUT_CREDIT'],
  ['SPY', 'BULL_PUT_CREDIT'],
  ['QQQ', 'BULL_CALL_DEBIT'],
]

/** What the default rules would have closed on a made-up market of nine months, the oldest close first. */
export const SAMPLE_CLOSED: readonly SampleClosedTrade[] = (() => {
  const markets = { SPY: marketOf('SPY', 11), QQQ: marketOf('QQQ', 12), IWM: marketOf('IWM', 13) }
  const found: SampleClosedTrade[] = []
  for (let from = 2, number = 1; from < SESSIONS.length - 6; from += 4, number++) {
    const [symbol, strategy] = TURNS[number % TURNS.length]!
    const market = markets[symbol as keyof typeof markets]
    const strikes = strikesFor(symbol, strategy, market[from]!.spot)
    const spread = { symbol, strategy, strikes, expiration: expirationFrom(SESSIONS[from]!) }
    const trade = closedTrade(spread, market, from, number)
    if (trade !== null) found.push(trade)
  }
  return found.sort((a, b) => a.view.closed.localeCompare(b.view.closed))
})()

export const SAMPLE_SESSIONS = SESSIONS
