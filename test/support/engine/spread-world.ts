import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { buildSpreadLegs } from '../../../src/domain/spread/spread-legs.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { fixedMarket, type FixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { enterSpread, type WantedSpread } from './enter-spread.ts'
import { ACCOUNT, tradingWorld, type TradingWorld, type WorldOptions } from './trading-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TEN = Date.UTC(2026, 8, 22, 14)
export const LONG = 'SPY261016C00650000'
export const SHORT = 'SPY261016C00660000'

/** Calls 650/660 for a debit of 2.60 at the mid. */
export const DEBIT = {
  strategy: 'BULL_CALL_DEBIT',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: [650, 660],
} as const satisfies WantedSpread

/** A world around a market whose quotes the test sets. */
export interface SpreadWorld {
  readonly world: TradingWorld
  readonly market: FixedMarket
}

/** A world that has been mirrored once; the exit by time waits for the last session, unless it is asked for. */
export async function openedWorld(options: WorldOptions = {}, now = TEN): Promise<SpreadWorld> {
  const market = fixedMarket(now)
  market.set(LONG, 5.0, 5.2)
  market.set(SHORT, 2.4, 2.6)
  const settings = { 'exit.time_dte': '0', ...options.settings }
  const world = await tradingWorld(market, { ...options, settings })
  await world.engine.syncTradierSnapshot('sync')
  return { world, market }
}

/** So many minutes with a run of the monitor at the end of each. */
export async function minutes(world: TradingWorld, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    world.pass(MINUTE_MS)
    await runMonitor(world.engine)
  }
}

/** The newest first. */
export function tradesOf(world: TradingWorld): Promise<readonly TradeRecord[]> {
  return world.read((tx) => tx.recentTrades(ACCOUNT, 50))
}

/** Works orders in steps of five seconds until the newest trade is as wanted. */
export async function work(world: TradingWorld, wanted: (status: string) => boolean): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    if (wanted((await tradesOf(world))[0]!.trade.status)) return
    world.pass(5_000)
    await workOrders(world.engine)
  }
  throw new Error(`the trade is ${(await tradesOf(world))[0]!.trade.status} after five minutes`)
}

/** Quotes the legs of a spread so narrowly around what they are worth that the walk of an entry reaches the market. */
function narrow(market: FixedMarket, wanted: WantedSpread): void {
  const strikes = wanted.strikes.map((strike) => price(strike * 10_000))
  const legs = buildSpreadLegs(wanted.strategy, strikes, tradingDay(wanted.expiration), wanted.root)
  if (!legs.ok) throw new Error(legs.message)
  for (const { contract } of legs.value) {
    const symbol = formatOccSymbol(contract)
    const quote = market.quote(symbol)
    const middle = Math.round(((quote?.bid ?? 0) + (quote?.ask ?? 0)) / 200) / 100
    market.set(symbol, middle - 0.01, middle + 0.01)
  }
}

/** Enters a spread and works it until it is open; answers the trade's id. */
export async function enterAndFill(
  { world, market }: SpreadWorld,
  wanted: WantedSpread = DEBIT,
): Promise<string> {
  narrow(market, wanted)
  const outcome = await enterSpread(world, wanted)
  if (outcome.kind !== 'sent') throw new Error(`not entered: ${outcome.code}`)
  for (let i = 0; i < 60; i += 1) {
    const record = await world.read((tx) => tx.tradeById(outcome.tradeId))
    if (record!.trade.status === 'OPEN') return outcome.tradeId
    world.pass(5_000)
    await workOrders(world.engine)
  }
  throw new Error('the entry did not fill in five minutes')
}

/** A debit spread, filled and past the grace in which the mirror may lag. */
export async function filledWorld(
  options: WorldOptions = {},
  wanted: WantedSpread = DEBIT,
): Promise<SpreadWorld> {
  const opened = await openedWorld(options)
  await enterAndFill(opened, wanted)
  await minutes(opened.world, 4)
  return opened
}

/** Quotes at which the debit spread has reached its target of profit. */
export function winDebit(market: FixedMarket): void {
  market.set(LONG, 9.0, 9.1)
  market.set(SHORT, 1.0, 1.1)
}

/** Quotes at which the debit spread is worth too little to keep. */
export function loseDebit(market: FixedMarket): void {
  market.set(LONG, 0.9, 1.0)
  market.set(SHORT, 0.4, 0.5)
}
