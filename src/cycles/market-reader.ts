import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { addDays } from '../domain/calendar/weekday.ts'
import type { Settings } from '../domain/settings/settings.ts'
import type { UnderlyingMarket } from '../engine/proposals/proposal-input.ts'
import type { BrokerRead } from '../ports/broker-fault.ts'
import type { DailyBar, OptionChain } from '../ports/market-data.ts'
import type { IvStanding } from '../ports/volatility-history.ts'
import type { CycleContext } from './cycle-context.ts'

/** Calendar days of history that hold the sessions of the regime, holidays and all. */
const HISTORY_DAYS_A_SESSION = 2

/**
 * Reads what proposals are made of: quotes in one call, the chains of the window one call each; expirations, history and
 * the standing of the volatility once a day. What cannot be read is null, and named in the log once.
 */
export class MarketReader {
  private readonly context: CycleContext
  private readonly daily = new Map<string, unknown>()
  private day: TradingDay | null = null

  constructor(context: CycleContext) {
    this.context = context
  }

  /** The markets of some underlyings at present. */
  async readMarkets(
    underlyings: readonly string[],
    settings: Settings,
  ): Promise<readonly UnderlyingMarket[]> {
    this.turnPage()
    const board = await this.context.market.readQuotes(underlyings, 'scan')
    const markets: UnderlyingMarket[] = []
    for (const underlying of underlyings) {
      const quote = board.ok ? (board.value.quotes.get(underlying) ?? null) : null
      const expirations = await this.expirations(underlying)
      const chains = await this.chains(underlying, inWindow(expirations ?? [], this.today(), settings))
      const closes = await this.closes(underlying, settings)
      markets.push({
        underlying,
        quote,
        expirations,
        chains,
        closes,
        standing: await this.standing(underlying),
      })
    }
    return markets
  }

  /** One underlying with a fresh quote and the fresh chain of one day; null when either cannot be read. */
  async readOne(
    underlying: string,
    expiration: TradingDay,
    settings: Settings,
  ): Promise<UnderlyingMarket | null> {
    this.turnPage()
    const { market } = this.context
    const board = await market.readQuotes([underlying], 'entry')
    const chain = await market.readChain(underlying, expiration, 'entry')
    if (!board.ok || !chain.ok) return null
    const closes = await this.closes(underlying, settings)
    return {
      underlying,
      quote: board.value.quotes.get(underlying) ?? null,
      expirations: await this.expirations(underlying),
      chains: [chain.value],
      closes,
      standing: await this.standing(underlying),
    }
  }

  private today(): TradingDay {
    return newYorkDayOf(this.context.clock.now())
  }

  private turnPage(): void {
    const today = this.today()
    if (this.day === today) return
    this.daily.clear()
    this.day = today
  }

  private async once<Value>(key: string, read: () => Promise<BrokerRead<Value>>): Promise<Value | null> {
    if (this.daily.has(key)) return this.daily.get(key) as Value
    const answer = await read()
    if (!answer.ok) {
      this.context.log.write('warn', '[data]', `${key} could not be read`, {
        kind: answer.kind,
        code: answer.code,
      })
      return null
    }
    this.daily.set(key, answer.value)
    return answer.value
  }

  private expirations(underlying: string): Promise<readonly TradingDay[] | null> {
    const { market } = this.context
    return this.once(`expirations of ${underlying}`, () => market.readExpirations(underlying, 'scan'))
  }

  private async closes(underlying: string, settings: Settings): Promise<readonly DailyBar[]> {
    const today = this.today()
    const reach = settings['regime.sessions'] * HISTORY_DAYS_A_SESSION + 10
    const read = () =>
      this.context.market.readDailyBars(underlying, addDays(today, -reach), addDays(today, -1), 'scan')
    return (await this.once(`history of ${underlying}`, read)) ?? []
  }

  private async standing(underlying: string): Promise<IvStanding | null> {
    const { volatility } = this.context
    if (volatility === null) return null
    return this.once(`volatility of ${underlying}`, () => volatility.readStanding(underlying, 'scan'))
  }

  private async chains(underlying: string, days: readonly TradingDay[]): Promise<readonly OptionChain[]> {
    const chains: OptionChain[] = []
    for (const day of days) {
      const chain = await this.context.market.readChain(underlying, day, 'scan')
      if (chain.ok) chains.push(chain.value)
    }
    return chains
  }
}

/** Expirations from the least to the greatest number of days that entries allow. */
function inWindow(
  expirations: readonly TradingDay[],
  today: TradingDay,
  settings: Settings,
): readonly TradingDay[] {
  const first = addDays(today, settings['entry.dte_min'])
  const last = addDays(today, settings['entry.dte_max'])
  return expirations.filter((day) => day >= first && day <= last)
}
