import { instant } from '../../../src/domain/calendar/instant.ts'
import { addDays } from '../../../src/domain/calendar/weekday.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { addCents, cents, negateCents } from '../../../src/domain/money/cents.ts'
import { premiumCents } from '../../../src/domain/money/premium.ts'
import type { Price } from '../../../src/domain/money/price.ts'
import { buildSpreadLegs } from '../../../src/domain/spread/spread-legs.ts'
import { adoptTrade } from '../../../src/domain/trade/trade.ts'
import { priceEnvelope } from '../../../src/engine/lifecycle/price-envelope.ts'
import type { OptionListing } from '../../../src/exchange/market/market-listing.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from './trading-world.ts'

/** Settings by which nothing is closed for its price, so that what is held stays. */
export const NO_PRICE_EXITS = {
  'exit.profit_target_credit': 'off',
  'exit.trail_arm': 'off',
  'exit.low_value': 'off',
  'exit.iv_crush_ratio': 'off',
  'exit.stop_credit_multiple': 'off',
  'exit.stop_credit_max_loss': '1',
} as const

type Pair = readonly [low: OptionListing, high: OptionListing]

/** Strikes between the legs of a spread. */
const APART = 4

/** Puts of one root and day in pairs that share no contract, sold for a credit and bought back for less than half the width. */
function pairsOf({ market }: TradingWorld, underlying: string): Pair[] {
  const from = addDays(newYorkDayOf(instant(market.now)), 10)
  const days = [...new Set(market.expirations(underlying).map(({ day }) => day))].filter((day) => day >= from)
  return days.flatMap((day) => {
    const puts = market
      .chain(underlying, day)
      .filter(({ contract }) => contract.type === 'put' && contract.root === underlying)
    const pairs = puts.flatMap((low, i): Pair[] =>
      i % (2 * APART) < APART && i + APART < puts.length ? [[low, puts[i + APART]!]] : [],
    )
    return pairs.filter(([low, high]) => {
      const [below, above] = [market.book(low.symbol), market.book(high.symbol)]
      if (!below?.bid || !below.ask || !above?.bid || !above.ask) return false
      const width = high.contract.strike - low.contract.strike
      return above.bid > below.ask && above.ask - below.bid < width / 2
    })
  })
}

function tradeByHand(world: TradingWorld, symbol: string, quantity: number): Price {
  const filled = world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity }, world.market)
  if (!filled.ok) throw new Error(filled.message)
  return filled.value.price
}

/** Sells one put spread at the exchange, and adopts it as a managed trade. */
function holdOne(world: TradingWorld, [low, high]: Pair): TradeRecord {
  const { ids, clock } = world.context
  const paid = premiumCents(tradeByHand(world, low.symbol, 1), 1)
  const received = premiumCents(tradeByHand(world, high.symbol, -1), 1)
  const { root, expiration } = low.contract
  const strikes = [low.contract.strike, high.contract.strike]
  const legs = buildSpreadLegs('BULL_PUT_CREDIT', strikes, expiration, root)
  if (!legs.ok) throw new Error(legs.message)
  const terms = { id: ids.next(), managed: true, quantity: 1, multiplier: 100 }
  return priceEnvelope({
    account: ACCOUNT,
    trade: adoptTrade(terms, addCents(received, negateCents(paid)), clock.now()),
    spread: { strategy: 'BULL_PUT_CREDIT', underlying: low.underlying, root, expiration, legs: legs.value },
    proposalId: null,
    createdAt: clock.now(),
    maxProfit: null,
    maxLoss: null,
    reserve: cents(0),
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: null,
    memo: {},
  })
}

/**
 * Open put spreads, held at the exchange and in the store alike, no two on the same contract. To be called before the
 * first snapshot, which then has nothing to explain.
 */
export async function holdSpreads(
  world: TradingWorld,
  count: number,
  underlyings: readonly string[],
): Promise<void> {
  const pairs = underlyings.flatMap((underlying) => pairsOf(world, underlying)).slice(0, count)
  if (pairs.length < count) throw new Error(`the market has ${pairs.length} pairs of puts, not ${count}`)
  const records = pairs.map((pair) => holdOne(world, pair))
  await world.read(async (tx) => {
    for (const record of records) await tx.insertTrade(record)
  })
}
