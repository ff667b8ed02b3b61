import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { sessionOnOrAfter } from '../../../src/domain/calendar/session-lookup.ts'
import { type TradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { addDays } from '../../../src/domain/calendar/weekday.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_UNIVERSE } from '../../../src/exchange/market/synthetic-universe.ts'
import { SYNTHETIC_RATE } from '../../../src/exchange/market/underlying-state.ts'

const calendar = buildMarketCalendar(2024, 2030)
const EPSILON = 1e-9
/** Funds and stocks, with and without dividends, calm and wild. */
const AMERICAN = SYNTHETIC_UNIVERSE.filter(({ kind }) => kind !== 'index')

interface Pair {
  readonly strike: number
  readonly call: { readonly bid: number; readonly ask: number }
  readonly put: { readonly bid: number; readonly ask: number }
}

interface Moment {
  readonly market: Market
  readonly symbol: string
  readonly day: TradingDay
  readonly spot: { readonly bid: number; readonly ask: number }
}

interface Draw {
  readonly symbol: string
  readonly seed: number
  /** Days after the first date, and minutes after that day's open. */
  readonly later: number
  readonly minute: number
}

const draws: fc.Arbitrary<Draw> = fc.record({
  symbol: fc.constantFrom(...AMERICAN.map(({ symbol }) => symbol)),
  seed: fc.integer(),
  later: fc.integer({ min: 0, max: 400 }),
  minute: fc.integer({ min: 0, max: 389 }),
})

function momentOf({ symbol, seed, later, minute }: Draw): Moment {
  const specs = AMERICAN.filter((spec) => spec.symbol === symbol)
  const session = sessionOnOrAfter(calendar, addDays(tradingDay('2026-09-22'), later))
  const start = Math.min(session.closes, session.opens + minute * 60_000)
  const market = createSyntheticMarket({
    seed,
    start,
    calendar,
    specs,
    historySessions: 30,
    minuteSessions: 1,
  })
  return { market, symbol, day: session.day, spot: sides(market, symbol) }
}

function sides(market: Market, symbol: string): { bid: number; ask: number } {
  const { bid, ask } = market.book(symbol)!
  return { bid: bid! / 10_000, ask: ask! / 10_000 }
}

function pairsOf({ market, symbol }: Moment, expiration: TradingDay): Pair[] {
  return market
    .chain(symbol, expiration)
    .filter(({ contract }) => contract.type === 'call')
    .map(({ symbol: call, contract }) => ({
      strike: contract.strike / 10_000,
      call: sides(market, call),
      put: sides(market, call.replace(/C(?=\d{8}$)/, 'P')),
    }))
}

/** What a trader could earn without risk, dollars a share, of each kind; at most zero in a fair market. */
function gains(moment: Moment): Record<string, number> {
  const { market, symbol, day, spot } = moment
  const best: Record<string, number> = { pairs: 0 }
  const hunt = (kind: string, gain: number) => {
    best[kind] = Math.max(best[kind] ?? Number.NEGATIVE_INFINITY, gain)
  }
  const nearer = new Map<number, { call: number; put: number }>()
  for (const { root, day: expiration } of market.expirations(symbol)) {
    const years = yearsToExpiry(instant(market.now), expirationInstant(calendar, { root, expiration }))
    const discount = Math.exp(-SYNTHETIC_RATE * years)
    const dividends = market
      .dividends(symbol)
      .filter((paid) => paid.day > day && paid.day <= expiration)
      .reduce((sum, { amount }) => sum + amount / 10_000, 0)
    const pairs = pairsOf(moment, expiration)
    for (const [i, { strike, call, put }] of pairs.entries()) {
      best['pairs']! += 1
      hunt('buy and exercise a call', spot.bid - strike - call.ask)
      hunt('buy and exercise a put', strike - spot.ask - put.ask)
      // Whatever the holder of the short option does: the shares, and the strike borrowed to the end, cover it.
      hunt('sell call, buy put and shares', call.bid - put.ask - (spot.ask - strike * discount))
      hunt('buy call, sell put and shares', spot.bid - dividends - strike - (call.ask - put.bid))
      const higher = pairs[i + 1]
      if (higher !== undefined) {
        hunt('call vertical for nothing', higher.call.bid - call.ask)
        hunt('put vertical for nothing', put.bid - higher.put.ask)
        hunt('call vertical above its width', call.bid - higher.call.ask - (higher.strike - strike))
        hunt('put vertical above its width', higher.put.bid - put.ask - (higher.strike - strike))
      }
      const before = nearer.get(strike)
      if (before !== undefined) {
        hunt('call calendar for nothing', before.call - call.ask)
        hunt('put calendar for nothing', before.put - put.ask)
      }
      nearer.set(strike, {
        call: Math.max(call.bid, before?.call ?? 0),
        put: Math.max(put.bid, before?.put ?? 0),
      })
    }
  }
  return best
}

describe('American quotes of any seed, day and minute', () => {
  test('offer no gain without risk', () => {
    fc.assert(
      fc.property(draws, (draw) => {
        const { pairs, ...found } = gains(momentOf(draw))
        expect(pairs).toBeGreaterThan(50)
        expect(Object.keys(found)).toHaveLength(10)
        for (const [kind, gain] of Object.entries(found)) {
          expect([kind, gain <= EPSILON ? 0 : gain]).toEqual([kind, 0])
        }
      }),
      { numRuns: 60, seed: 20_260_922 },
    )
  })

  test('and the hunt finds them where quotes are wrong', () => {
    const moment = momentOf({ symbol: 'KO', seed: 3, later: 0, minute: 100 })
    const { market } = moment
    const dear = withBook(market, (symbol) => {
      const book = market.book(symbol)!
      const more = /P\d{8}$/.test(symbol) ? 30_000 : 0
      return { ...book, bid: price(book.bid! + more), ask: price(book.ask! + more) }
    })
    const found = gains({ ...moment, market: dear })
    expect(found['buy call, sell put and shares']).toBeGreaterThan(1)
  })
})

/** The market with other books; its private state is only reached through itself. */
function withBook(market: Market, book: Market['book']): Market {
  return new Proxy(market, {
    get: (target, name) => {
      if (name === 'book') return book
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
