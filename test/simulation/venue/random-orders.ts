import { price } from '../../../src/domain/money/price.ts'
import type { RandomStream } from '../../../src/exchange/market/random-stream.ts'
import { InstrumentTable } from '../../../src/exchange/venue/instrument.ts'
import type {
  MarketView,
  NetOrderRequest,
  OrderDuration,
  OrderLegRequest,
  OrderRequest,
  OrderSide,
  SimpleOrderRequest,
  SimpleOrderType,
  VenuePosition,
} from '../../../src/exchange/venue/venue-types.ts'

const instruments = new InstrumentTable()

/** What can be traded in a world. */
export interface Tradables {
  readonly shares: readonly string[]
  /** Compact OCC symbols. */
  readonly options: readonly string[]
}

/** Draws orders of every class, most of them sensible enough to be taken, some nonsense. */
export class RandomOrders {
  readonly #random: RandomStream
  readonly #tradables: Tradables

  constructor(random: RandomStream, tradables: Tradables) {
    this.#random = random
    this.#tradables = tradables
  }

  below(count: number): number {
    return Math.floor(this.#random.uniform() * count)
  }

  chance(share: number): boolean {
    return this.#random.uniform() < share
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!
  }

  order(positions: readonly VenuePosition[], market: MarketView): OrderRequest {
    const kind = this.below(10)
    if (kind < 2) return this.#shares(positions, market)
    if (kind < 5) return this.#option(positions, market)
    if (kind < 8) return this.chance(0.15) ? this.#combo(market) : this.#spread(positions, market)
    return this.#group(positions, market)
  }

  #duration(): OrderDuration {
    return this.pick(['day', 'day', 'gtc', 'gtc', 'pre', 'post'])
  }

  #near(symbol: string, market: MarketView): number {
    const book = market.book(symbol)
    const middle = ((book?.bid ?? book?.last ?? 10_000) + (book?.ask ?? book?.last ?? 10_000)) / 2
    return Math.max(100, Math.round((middle * (0.9 + 0.2 * this.#random.uniform())) / 100) * 100)
  }

  #prices(type: SimpleOrderType, symbol: string, market: MarketView): Partial<SimpleOrderRequest> {
    const one = (): ReturnType<typeof price> => price(this.#near(symbol, market))
    return {
      ...(type === 'limit' || type === 'stop_limit' ? { limit: one() } : {}),
      ...(type === 'stop' || type === 'stop_limit' ? { stop: one() } : {}),
    }
  }

  #type(): SimpleOrderType {
    return this.pick(['market', 'limit', 'limit', 'limit', 'stop', 'stop_limit'])
  }

  /** A side that fits what is held, mostly. */
  #side(held: number, isOption: boolean): OrderSide {
    const [buy, sell, short, cover] = isOption
      ? (['buy_to_open', 'sell_to_close', 'sell_to_open', 'buy_to_close'] as const)
      : (['buy', 'sell', 'sell_short', 'buy_to_cover'] as const)
    if (this.chance(0.05)) return this.pick([buy, sell, short, cover])
    if (held > 0) return this.chance(0.7) ? sell : buy
    if (held < 0) return this.chance(0.7) ? cover : short
    return this.chance(0.5) ? buy : short
  }

  #simple(leg: OrderLegRequest, market: MarketView): SimpleOrderRequest {
    const type = this.#type()
    const symbol = leg.optionSymbol ?? leg.symbol
    return {
      ...leg,
      class: leg.optionSymbol === undefined ? 'equity' : 'option',
      type,
      duration: this.#duration(),
      ...this.#prices(type, symbol, market),
    }
  }

  #shares(positions: readonly VenuePosition[], market: MarketView): SimpleOrderRequest {
    const symbol = this.pick(this.#tradables.shares)
    const held = positions.find((position) => position.symbol === symbol)?.quantity ?? 0
    const quantity = this.chance(0.3) && held !== 0 ? Math.abs(held) : 1 + this.below(150)
    return this.#simple({ symbol, side: this.#side(held, false), quantity }, market)
  }

  #optionLeg(positions: readonly VenuePosition[]): OrderLegRequest {
    const own = positions.filter(({ symbol }) => instruments.option(symbol) !== null)
    const isOwn = own.length > 0 && this.chance(0.6)
    const optionSymbol = isOwn ? this.pick(own).symbol : this.pick(this.#tradables.options)
    const held = positions.find(({ symbol }) => symbol === optionSymbol)?.quantity ?? 0
    const quantity = this.chance(0.3) && held !== 0 ? Math.abs(held) : 1 + this.below(4)
    const symbol = instruments.of(optionSymbol).underlying
    return { symbol, optionSymbol, side: this.#side(held, true), quantity }
  }

  #option(positions: readonly VenuePosition[], market: MarketView): SimpleOrderRequest {
    return this.#simple(this.#optionLeg(positions), market)
  }

  #spread(positions: readonly VenuePosition[], market: MarketView): NetOrderRequest {
    const legs = this.chance(0.5) ? this.#closingLegs(positions) : this.#openingLegs()
    const type = this.pick(['market', 'debit', 'credit', 'credit', 'debit', 'even'] as const)
    const natural = legs.reduce((sum, { side, symbol, optionSymbol = symbol, quantity }) => {
      return sum + (side.startsWith('buy') ? 1 : -1) * quantity * this.#near(optionSymbol, market)
    }, 0)
    const limit = Math.max(100, Math.round((Math.abs(natural) * (0.3 + this.#random.uniform())) / 100) * 100)
    return {
      class: 'multileg',
      symbol: legs[0]!.symbol,
      type,
      duration: this.pick(['day', 'gtc']),
      ...(type === 'debit' || type === 'credit' ? { limit: price(limit) } : {}),
      legs,
    }
  }

  /** Shares and an option on them: a covered call or a protective put. */
  #combo(market: MarketView): NetOrderRequest {
    const symbol = this.pick(this.#tradables.shares)
    const own = this.#tradables.options.filter((one) => instruments.of(one).underlying === symbol)
    const optionSymbol = this.pick(own)
    const isCall = instruments.of(optionSymbol).option!.contract.type === 'call'
    const units = 1 + this.below(3)
    const option = this.#near(optionSymbol, market)
    const net = this.#near(symbol, market) + (isCall ? -option : option)
    return {
      class: 'combo',
      symbol,
      type: 'debit',
      duration: this.pick(['day', 'gtc']),
      limit: price(Math.max(100, net)),
      legs: [
        { symbol, side: 'buy', quantity: 100 * units },
        { symbol, optionSymbol, side: isCall ? 'sell_to_open' : 'buy_to_open', quantity: units },
      ],
    }
  }

  /** Two to four contracts of one expiration, ratios 1 and 2, or of two: verticals, flies, condors, calendars, anything. */
  #openingLegs(): OrderLegRequest[] {
    const first = this.pick(this.#tradables.options)
    const { underlying, option } = instruments.of(first)
    const near = this.#tradables.options.filter((symbol) => {
      const other = instruments.of(symbol)
      const isSameDay = other.option!.contract.expiration === option!.contract.expiration
      return other.underlying === underlying && (isSameDay || this.chance(0.2))
    })
    const count = 2 + this.below(3)
    const chosen = new Set([first])
    for (let i = 0; i < 12 && chosen.size < count; i += 1) chosen.add(this.pick(near))
    const units = 1 + this.below(this.chance(0.3) ? 15 : 3)
    const symbols = [...chosen]
    return symbols.map((optionSymbol, i) => ({
      symbol: underlying,
      optionSymbol,
      side: i % 2 === 0 ? 'buy_to_open' : 'sell_to_open',
      quantity: units * (this.chance(0.2) ? 2 : 1),
    }))
  }

  #closingLegs(positions: readonly VenuePosition[]): OrderLegRequest[] {
    const own = positions.filter(({ symbol }) => instruments.option(symbol) !== null)
    if (own.length < 2) return this.#openingLegs()
    const { underlying } = instruments.of(this.pick(own).symbol)
    const legs = own.filter(({ symbol }) => instruments.of(symbol).underlying === underlying).slice(0, 4)
    if (legs.length < 2) return this.#openingLegs()
    const share = this.chance(0.5) ? 1 : 0.5
    return legs.map(({ symbol, quantity }) => ({
      symbol: underlying,
      optionSymbol: symbol,
      side: quantity > 0 ? 'sell_to_close' : 'buy_to_close',
      quantity: Math.max(1, Math.floor(Math.abs(quantity) * share)),
    }))
  }

  #group(positions: readonly VenuePosition[], market: MarketView): OrderRequest {
    const leg = this.chance(0.5)
      ? this.#optionLeg(positions)
      : {
          symbol: this.pick(this.#tradables.shares),
          side: this.pick<OrderSide>(['buy', 'sell']),
          quantity: 1 + this.below(20),
        }
    const symbol = leg.optionSymbol ?? leg.symbol
    const middle = this.#near(symbol, market)
    const exitSide = leg.optionSymbol === undefined ? 'sell' : 'sell_to_close'
    const kind = this.pick(['oco', 'oto', 'otoco'] as const)
    const base = { class: leg.optionSymbol === undefined ? 'equity' : 'option', duration: 'gtc' } as const
    const profit: SimpleOrderRequest = {
      ...leg,
      ...base,
      side: kind === 'oco' ? leg.side : exitSide,
      type: 'limit',
      limit: price(middle + 2_000 + this.below(20) * 500),
    }
    const stop: SimpleOrderRequest = {
      ...profit,
      type: 'stop',
      stop: price(Math.max(100, middle - 2_000 - this.below(20) * 500)),
    }
    const { limit: _, ...stopOnly } = stop
    if (kind === 'oco') return { class: kind, children: [profit, stopOnly] }
    const entrySide = leg.optionSymbol === undefined ? 'buy' : 'buy_to_open'
    const entry: SimpleOrderRequest = { ...profit, side: entrySide, limit: price(middle) }
    return { class: kind, children: kind === 'oto' ? [entry, profit] : [entry, profit, stopOnly] }
  }
}
