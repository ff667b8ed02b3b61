import { expect, test } from 'vitest'
import { recordPrices } from '../../../src/cycles/price-snapshots.ts'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { type Instant, instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import type { MarketData, Quote } from '../../../src/ports/market-data.ts'
import { holdSpreads } from '../../support/engine/hold-spreads.ts'
import { tradingWorld } from '../../support/engine/trading-world.ts'

const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))

async function worldAt(start: Instant, count: number) {
  const market = createSyntheticMarket({ seed: 5, start, calendar: buildMarketCalendar(2024, 2030) })
  const world = await tradingWorld(market)
  await holdSpreads(world, count, ['SPY'])
  const requests = () => world.requests.filter(({ path }) => path.endsWith('/markets/quotes')).length
  const goTo = (time: Instant) => world.pass(time - world.market.now)
  const trades = await world.read((tx) => tx.unfinishedTrades(world.context.account))
  const snapshots = (id = trades[0]!.trade.id) => world.read((tx) => tx.priceSnapshots(id))
  return { world, trades, requests, goTo, snapshots }
}

test('each open trade is written down by one call for all, and what was just read is not read again', async () => {
  const { world, trades, requests, snapshots } = await worldAt(at('2026-09-22', '11:00'), 3)
  const before = requests()
  expect(await recordPrices(world.engine, 'PERIODIC')).toBe(3)
  expect(requests() - before).toBe(1)
  world.pass(5_000)
  expect(await recordPrices(world.engine, 'PERIODIC')).toBe(3)
  expect(requests() - before).toBe(1)
  const { spread } = trades[0]!
  const [first] = await snapshots()
  expect(first).toMatchObject({ kind: 'PERIODIC', source: 'broker' })
  expect(first!.bid! <= first!.mark! && first!.mark! <= first!.ask!).toBe(true)
  expect(Math.abs(first!.delta!)).toBeLessThan(1)
  expect(first!.iv).toBeGreaterThan(0.05)
  // C-03: the mark is of the spread, at most its width; the underlying stands in a column of its own.
  const strikes = spread.legs.map(({ contract }) => contract.strike)
  expect(Math.abs(first!.mark!)).toBeLessThan(Math.max(...strikes) - Math.min(...strikes))
  expect(first!.underlying).toBeGreaterThan(Math.max(...strikes) / 2)
})

test('C-03 C-04 after the close a bookend of option prices is read once, and nothing else, in a hundred cycles', async () => {
  const { world, requests, goTo, snapshots } = await worldAt(at('2026-09-22', '15:50'), 2)
  goTo(at('2026-09-22', '16:20'))
  const before = requests()
  for (let i = 0; i < 100; i += 1) {
    await recordPrices(world.engine, 'PERIODIC')
    await recordPrices(world.engine, 'POST_MARKET')
    world.pass(40_000)
  }
  expect(requests() - before).toBe(1)
  const [bookend, ...others] = await snapshots()
  expect(others).toEqual([])
  expect(bookend).toMatchObject({ kind: 'POST_MARKET' })
  expect(bookend!.mark).toBeLessThan(0)
  expect(bookend!.mark).toBeGreaterThan(-0.1 * bookend!.underlying!)
})

test('before the open the last quotes are those of the last close, as a bookend of their own', async () => {
  const { world, goTo, snapshots } = await worldAt(at('2026-09-22', '15:50'), 1)
  goTo(at('2026-09-23', '09:25'))
  expect(await recordPrices(world.engine, 'PERIODIC')).toBe(0)
  expect(await recordPrices(world.engine, 'PRE_MARKET')).toBe(1)
  expect((await snapshots())[0]).toMatchObject({ kind: 'PRE_MARKET', at: at('2026-09-23', '09:25') })
})

/** Everything as the broker has it, but for what a test says of some symbols. */
function pricesWith(base: MarketData, changed: (quote: Quote) => Quote): MarketData {
  return {
    declaredDelayMs: 0,
    async readQuotes(symbols, priority) {
      const board = await base.readQuotes(symbols, priority)
      if (!board.ok) return board
      const quotes = new Map([...board.value.quotes].map(([symbol, quote]) => [symbol, changed(quote)]))
      return { ok: true, value: { ...board.value, quotes } }
    },
    readExpirations: (...asked) => base.readExpirations(...asked),
    readChain: (...asked) => base.readChain(...asked),
    readDailyBars: (...asked) => base.readDailyBars(...asked),
  }
}

test('C-02 the price of the stock in place of the option’s is refused and flagged; a source that fails is not waited for', async () => {
  const { world, trades, snapshots } = await worldAt(at('2026-09-22', '11:00'), 1)
  const { underlying } = trades[0]!.spread
  const stock = world.market.quote(underlying)!
  const wrong = pricesWith(world.context.market, (quote) =>
    quote.symbol === underlying ? quote : { ...quote, bid: stock.bid, ask: stock.ask },
  )
  const context = { ...world.context, snapshotPrices: { source: 'orats', market: wrong } }
  await recordPrices(await AccountEngine.start(context), 'PERIODIC')
  const [refused] = await snapshots()
  expect(refused).toMatchObject({ source: 'orats', mark: null, bid: null, ask: null, unrealizedPnl: null })
  expect(world.log.filter(({ tag, level }) => tag === '[prices]' && level === 'warn')).toHaveLength(1)

  world.pass(MINUTE_MS)
  const silent: MarketData = {
    ...wrong,
    readQuotes: async () => ({
      ok: false,
      kind: 'unavailable',
      code: 'http_503',
      message: 'down',
      retryAt: null,
    }),
  }
  const broken = { ...world.context, snapshotPrices: { source: 'orats', market: silent } }
  await recordPrices(await AccountEngine.start(broken), 'PERIODIC')
  const [, second] = await snapshots()
  expect(second).toMatchObject({ source: 'broker', at: instant(world.market.now) })
  expect(second!.mark).not.toBeNull()
})
