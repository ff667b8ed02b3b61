import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { cents } from '../../src/domain/money/cents.ts'
import { type Price, price } from '../../src/domain/money/price.ts'
import type { Result } from '../../src/domain/refusal.ts'
import type { OrderChange } from '../../src/exchange/venue/change-order.ts'
import { createVenue, type RunningVenue } from '../../src/exchange/venue/create-venue.ts'
import { type VenueConfig, venueConfig } from '../../src/exchange/venue/venue-config.ts'
import type {
  AccountTerms,
  GroupOrderRequest,
  NetOrderRequest,
  OrderRequest,
  OrderSide,
  SimpleOrderRequest,
  VenueOrder,
} from '../../src/exchange/venue/venue-types.ts'
import { QuotedMarket, TUESDAY_10 } from './quoted-market.ts'

export const CALENDAR = buildMarketCalendar(2025, 2027)
export const ACCOUNT = 'VA00000042'
/** Calls and puts of SPX and SPY with quotes at the desk. */
export const C6500 = 'SPXW260925C06500000'
export const C6550 = 'SPXW260925C06550000'
export const C6600 = 'SPXW260925C06600000'
export const P6400 = 'SPXW260925P06400000'
export const P6450 = 'SPXW260925P06450000'
export const SPY_CALL = 'SPY261016C00660000'
export const SPY_PUT = 'SPY261016P00640000'

/** Dollars as a price. */
export function usd(amount: number): Price {
  return price(Math.round(amount * 10_000))
}

/** An order for shares of SPY: 10 at the market unless said otherwise. */
export function shares(side: OrderSide, change: Partial<SimpleOrderRequest> = {}): SimpleOrderRequest {
  return { class: 'equity', symbol: 'SPY', side, quantity: 10, type: 'market', duration: 'day', ...change }
}

/** An order for one option, at the market unless said otherwise. */
export function option(
  side: OrderSide,
  optionSymbol: string,
  change: Partial<SimpleOrderRequest> = {},
): SimpleOrderRequest {
  const symbol = optionSymbol.startsWith('SPX') ? 'SPX' : 'SPY'
  return {
    class: 'option',
    symbol,
    optionSymbol,
    side,
    quantity: 1,
    type: 'market',
    duration: 'day',
    ...change,
  }
}

/** A net order: legs as side, symbol, quantity. */
export function net(
  type: NetOrderRequest['type'],
  limit: number | null,
  legs: readonly (readonly [OrderSide, string, number?])[],
  change: Partial<NetOrderRequest> = {},
): NetOrderRequest {
  const symbol = legs[0]![1].startsWith('SPX') ? 'SPX' : 'SPY'
  return {
    class: 'multileg',
    symbol,
    type,
    duration: 'day',
    ...(limit === null ? {} : { limit: usd(limit) }),
    legs: legs.map(([side, optionSymbol, quantity = 1]) => ({
      symbol,
      side,
      quantity,
      ...(optionSymbol === 'SPY' ? {} : { optionSymbol }),
    })),
    ...change,
  }
}

/** A credit spread of SPX calls, 6550 sold and 6600 bought. */
export function creditSpread(limit: number | null, quantity = 1): NetOrderRequest {
  return net(limit === null ? 'market' : 'credit', limit, [
    ['sell_to_open', C6550, quantity],
    ['buy_to_open', C6600, quantity],
  ])
}

/** A group of orders. */
export function group(
  kind: GroupOrderRequest['class'],
  ...children: readonly SimpleOrderRequest[]
): GroupOrderRequest {
  return { class: kind, children }
}

/** A venue with one account in front of a market with quotes. */
export class VenueDesk {
  readonly market: QuotedMarket
  readonly venue: RunningVenue

  constructor(
    config: Partial<Parameters<typeof venueConfig>[0]> = {},
    terms: Partial<AccountTerms> = {},
    now = TUESDAY_10,
  ) {
    this.market = new QuotedMarket(now)
    const quiet = { nightlyChance: 0, beforeExDividend: false }
    const whole: VenueConfig = venueConfig({ calendar: CALENDAR, seed: 7, assignment: quiet, ...config })
    this.venue = createVenue(whole)
    this.open(ACCOUNT, terms)
    this.quote()
  }

  open(id: string, terms: Partial<AccountTerms> = {}): void {
    this.venue.openAccount({ id, type: 'margin', optionLevel: 3, openingCash: cents(100_000_000), ...terms })
  }

  /** The quotes of the desk, fresh: SPY at 650, SPX at 6,500, options a dime or so wide. */
  quote(): void {
    const { market } = this
    market.set('SPY', 649.99, 650.01, 600)
    market.set('SPX', 6_500, 6_500, 0)
    market.set(C6500, 50, 50.2)
    market.set(C6550, 25, 25.2)
    market.set(C6600, 12, 12.2)
    market.set(P6400, 15, 15.2)
    market.set(P6450, 28, 28.2)
    market.set(SPY_CALL, 4.9, 5.1)
    market.set(SPY_PUT, 4.1, 4.3)
  }

  submit(request: OrderRequest, account = ACCOUNT): Result<{ id: number }> {
    return this.venue.submit(account, request, this.market)
  }

  /** Places an order that must be accepted. */
  place(request: OrderRequest, account = ACCOUNT): number {
    const placed = this.submit(request, account)
    if (!placed.ok) throw new Error(`${placed.code}: ${placed.message}`)
    return placed.value.id
  }

  /** Places an order and lets it fill at this instant. */
  fill(request: OrderRequest): number {
    const id = this.place(request)
    this.venue.step(this.market)
    return id
  }

  /** The code by which an order is refused, or null when it was taken. */
  refused(request: OrderRequest): string | null {
    const placed = this.submit(request)
    return placed.ok ? null : placed.code
  }

  modify(id: number, change: OrderChange): Result<{ id: number }> {
    return this.venue.modify(ACCOUNT, id, change, this.market)
  }

  cancel(id: number): Result<{ id: number }> {
    return this.venue.cancel(ACCOUNT, id, this.market)
  }

  /** Lets time pass and does what is due. */
  pass(ms: number): void {
    this.market.now += ms
    this.venue.step(this.market)
  }

  order(id: number): VenueOrder {
    return this.venue.order(ACCOUNT, id)!
  }

  status(id: number): VenueOrder['status'] {
    return this.order(id).status
  }

  balances() {
    return this.venue.balances(ACCOUNT, this.market)
  }

  /** Brings a position in by hand, + bought, - sold, at dollars a share. */
  hold(symbol: string, quantity: number, dollars: number): void {
    const traded = this.venue.control.tradeByHand(
      ACCOUNT,
      { symbol, quantity, price: usd(dollars) },
      this.market,
    )
    if (!traded.ok) throw new Error(traded.message)
  }

  /** Lets time pass to an instant of New York and does what is due. */
  passTo(day: string, time: string): void {
    this.pass(instantOf(tradingDay(day), timeOfDay(time)) - this.market.now)
  }

  /** Symbol and quantity of each position. */
  held(): (readonly [string, number])[] {
    return this.venue.positions(ACCOUNT).map(({ symbol, quantity }) => [symbol, quantity] as const)
  }
}
