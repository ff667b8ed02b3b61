import { expirationInstant } from '../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../domain/calendar/days-to-expiration.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import { underlyingPrice } from '../domain/market/underlying-price.ts'
import { negatePrice, PRICE_UNITS_PER_DOLLAR, type Price, price } from '../domain/money/price.ts'
import { signOfAction } from '../domain/option/action.ts'
import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import { bsmGreeks } from '../domain/pricing/bsm.ts'
import { netPriceOfPaid } from '../domain/spread/net-price.ts'
import { openQuantity, unrealizedPnl } from '../domain/trade/trade-figures.ts'
import { closingPrices } from '../engine/monitoring/closing-prices.ts'
import type { Quote } from '../ports/market-data.ts'
import type { PriceSnapshotRecord } from '../ports/store/price-snapshot-store.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { decidingLeg, volatilityOf } from './deciding-volatility.ts'

/**
 * Writes down what each open trade is worth, whoever may exit it: in the session each forty seconds, and once before
 * and after it. What nobody quotes is null, and without any quotes nothing is written.
 *
 * @returns how many were written
 */
export async function recordPrices(
  engine: AccountEngine,
  kind: PriceSnapshotRecord['kind'],
): Promise<number> {
  const { store, username, account, clock } = engine.context
  const unfinished = await store.transact(username, (tx) => tx.unfinishedTrades(account))
  const open = unfinished.filter(({ trade }) => openQuantity(trade) > 0)
  if (open.length === 0) return 0
  const quotes = await engine.quotes.read(symbolsOf(open), 'sync')
  if (quotes === null) return 0
  const at = clock.now()
  const records = open.map((record) => snapshotOf(engine, record, quotes, at, kind))
  await store.transact(username, (tx) => tx.insertPriceSnapshots(records))
  return records.length
}

function symbolsOf(records: readonly TradeRecord[]): string[] {
  const legs = records.flatMap(({ spread }) => spread.legs.map(({ contract }) => formatOccSymbol(contract)))
  return [...new Set([...legs, ...records.map(({ spread }) => spread.underlying)])]
}

function snapshotOf(
  { context, settings }: AccountEngine,
  record: TradeRecord,
  quotes: ReadonlyMap<string, Quote>,
  at: Instant,
  kind: PriceSnapshotRecord['kind'],
): PriceSnapshotRecord {
  const { calendar, market } = context
  const { declaredDelayMs } = market
  const { spread, trade } = record
  const ofLegs = spread.legs.map(({ contract }) => quotes.get(formatOccSymbol(contract)) ?? null)
  const { mark, natural } = closingPrices({ at, settings, declaredDelayMs, record, quotes: ofLegs })
  const age = { staleAfter: settings['quote.stale_after'], declaredDelayMs }
  const underlying = underlyingPrice(quotes.get(spread.underlying) ?? null, at, age)
  const leg = decidingLeg(spread)
  const terms = { at, calendar, rate: settings['pricing.rate'] }
  return {
    tradeId: trade.id,
    at,
    kind,
    mark,
    bid: natural,
    ask: mark === null || natural === null ? null : price(2 * mark - natural),
    delta: deltaOf(record, quotes, underlying, terms),
    iv: volatilityOf(leg, quotes.get(formatOccSymbol(leg.contract)), underlying, terms),
    underlying,
    unrealizedPnl: mark === null ? null : unrealizedPnl(trade, netPriceOfPaid(negatePrice(mark))),
    source: 'broker',
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
