import { expirationInstant } from '../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../domain/calendar/days-to-expiration.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import { phaseAt } from '../domain/calendar/market-phase.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { marketDayOf, previousSession } from '../domain/calendar/session-lookup.ts'
import { tradingHoursOfRoot } from '../domain/calendar/trading-hours.ts'
import { underlyingPrice } from '../domain/market/underlying-price.ts'
import { negatePrice, PRICE_UNITS_PER_DOLLAR, type Price, price } from '../domain/money/price.ts'
import { signOfAction } from '../domain/option/action.ts'
import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import { bsmGreeks } from '../domain/pricing/bsm.ts'
import { netPriceOfPaid } from '../domain/spread/net-price.ts'
import { openQuantity, unrealizedPnl } from '../domain/trade/trade-figures.ts'
import { closingPrices } from '../engine/monitoring/closing-prices.ts'
import { plausiblePrices } from '../engine/monitoring/plausible-prices.ts'
import type { Quote } from '../ports/market-data.ts'
import type { PriceSnapshotRecord } from '../ports/store/price-snapshot-store.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import type { AccountEngine, SnapshotQuotes } from './account-engine.ts'
import { decidingLeg, volatilityOf } from './deciding-volatility.ts'

/**
 * Writes down what each open trade is worth, whoever may exit it: in the session each forty seconds, while its options
 * trade, and once before and after it. All quotes are read together, those of the last seconds are not read again. What
 * nobody quotes, or what the option cannot be worth, is null, and without any quotes nothing is written.
 *
 * @returns how many were written
 */
export async function recordPrices(
  engine: AccountEngine,
  kind: PriceSnapshotRecord['kind'],
): Promise<number> {
  const { store, username, account, clock } = engine.context
  const wanted = await store.transact(username, async (tx) => {
    const unfinished = await tx.unfinishedTrades(account)
    const open = unfinished.filter(({ trade }) => openQuantity(trade) > 0)
    if (kind === 'PERIODIC') return open.filter((record) => isTrading(engine, record))
    // After hours nothing moves: what was read once today is not read again, however often the cycle is started.
    const latest = await tx.latestPriceSnapshots(open.map(({ trade }) => trade.id))
    const today = newYorkDayOf(clock.now())
    const done = latest.filter((one) => one.kind === kind && newYorkDayOf(one.at) === today)
    const ids = new Set(done.map(({ tradeId }) => tradeId))
    return open.filter(({ trade }) => !ids.has(trade.id))
  })
  if (wanted.length === 0) return 0
  const board = await engine.readSnapshotQuotes(symbolsOf(wanted))
  if (board === null) return 0
  const records = wanted.map((record) => snapshotOf(engine, record, board, kind))
  await store.transact(username, (tx) => tx.insertPriceSnapshots(records))
  return records.length
}

function isTrading({ context }: AccountEngine, { spread }: TradeRecord): boolean {
  return phaseAt(context.calendar, context.clock.now(), tradingHoursOfRoot(spread.root)) === 'open'
}

/** Seconds that a quote may be old: a bookend is of the last quotes before it, which are those of a close. */
function staleAfter(
  { context, settings }: AccountEngine,
  kind: PriceSnapshotRecord['kind'],
  at: Instant,
): number {
  const usual = settings['quote.stale_after']
  if (kind === 'PERIODIC') return usual
  const today = marketDayOf(context.calendar, at)
  const isOver = today.kind === 'session' && at >= today.closes
  const { closes } = isOver ? today : previousSession(context.calendar, newYorkDayOf(at))
  return usual + (at - closes) / 1_000
}

function symbolsOf(records: readonly TradeRecord[]): string[] {
  const legs = records.flatMap(({ spread }) => spread.legs.map(({ contract }) => formatOccSymbol(contract)))
  return [...new Set([...legs, ...records.map(({ spread }) => spread.underlying)])]
}

function snapshotOf(
  engine: AccountEngine,
  record: TradeRecord,
  { quotes, source, declaredDelayMs }: SnapshotQuotes,
  kind: PriceSnapshotRecord['kind'],
): PriceSnapshotRecord {
  const { calendar, clock } = engine.context
  const { spread, trade } = record
  const at = clock.now()
  const age = { staleAfter: staleAfter(engine, kind, at), declaredDelayMs }
  const settings = { ...engine.settings, 'quote.stale_after': age.staleAfter }
  const underlying = underlyingPrice(quotes.get(spread.underlying) ?? null, at, age)
  const ofLegs = spread.legs.map(({ contract }) => quotes.get(formatOccSymbol(contract)) ?? null)
  const input = { at, settings, declaredDelayMs, record, quotes: ofLegs }
  const prices = plausiblePrices(closingPrices(input), input, underlying)
  const { mark, natural } = prices
  if (prices.legs.includes('implausible')) {
    const facts = { trade: trade.id, legs: prices.legs.join(' '), source }
    engine.context.log.write('warn', '[prices]', 'a leg is quoted at what it cannot be worth', facts)
  }
  const isPriced = mark !== null && natural !== null
  const leg = decidingLeg(spread)
  const terms = { at, calendar, rate: settings['pricing.rate'] }
  return {
    tradeId: trade.id,
    at,
    kind,
    mark,
    bid: natural,
    ask: isPriced ? price(2 * mark - natural) : null,
    delta: isPriced ? deltaOf(record, quotes, underlying, terms) : null,
    iv: isPriced ? volatilityOf(leg, quotes.get(formatOccSymbol(leg.contract)), underlying, terms) : null,
    underlying,
    unrealizedPnl: isPriced ? unrealizedPnl(trade, netPriceOfPaid(negatePrice(mark))) : null,
    source,
  }
}

/** Of the whole spread, per share; each leg by the volatility that its own quote implies. Null while one tells none. */
function deltaOf(
  { spread }: TradeRecord,
  quotes: ReadonlyMap<string, Quote>,
  underlying: Price | null,
  terms: Parameters<typeof volatilityOf>[3],
): number | null {
  if (underlying === null) return null
  let sum = 0
  for (const leg of spread.legs) {
    const { contract, action, ratio } = leg
    const volatility = volatilityOf(leg, quotes.get(formatOccSymbol(contract)), underlying, terms)
    if (volatility === null) return null
    const { delta } = bsmGreeks({
      type: contract.type,
      spot: underlying / PRICE_UNITS_PER_DOLLAR,
      strike: contract.strike / PRICE_UNITS_PER_DOLLAR,
      years: yearsToExpiry(terms.at, expirationInstant(terms.calendar, contract)),
      rate: terms.rate,
      dividendYield: 0,
      volatility,
    })
    sum += signOfAction(action) * ratio * delta
  }
  return sum
}
