import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { RandomStream } from '../../../src/exchange/market/random-stream.ts'
import { createVenue, type RunningVenue, restoreVenue } from '../../../src/exchange/venue/create-venue.ts'
import { checkBuyingPower, checkInvariants } from '../../../src/exchange/venue/invariants.ts'
import { isFinal } from '../../../src/exchange/venue/order-ticket.ts'
import { type VenueConfig, venueConfig } from '../../../src/exchange/venue/venue-config.ts'
import { VENUE_PARTS } from '../../../src/exchange/venue/venue-parts.ts'
import type { VenueParts } from '../../../src/exchange/venue/venue-state.ts'
import type { AccountTerms, MarketView, OrderRequest } from '../../../src/exchange/venue/venue-types.ts'
import type { Violation } from '../../../src/exchange/venue/violation.ts'
import { RandomOrders, type Tradables } from './random-orders.ts'
import { OPTIONS, SHARES, WildMarket } from './wild-market.ts'

const CALENDAR = buildMarketCalendar(2022, 2030)
const MONDAY_9 = Date.UTC(2026, 8, 21, 13)
const MINUTE_MS = 60_000

const ACCOUNTS: readonly AccountTerms[] = [
  { id: 'MARGIN6', type: 'margin', optionLevel: 6, openingCash: cents(300_000_000) },
  { id: 'MARGIN3', type: 'margin', optionLevel: 3, openingCash: cents(5_000_000) },
  { id: 'CASH2', type: 'cash', optionLevel: 2, openingCash: cents(10_000_000) },
]

/** What a run came to. */
export interface RunResult {
  readonly violations: readonly Violation[]
  readonly hash: string
  readonly accepted: number
  readonly fills: number
  readonly cleared: number
}

/** A market that a run can bring forward. */
export interface MovingMarket extends MarketView {
  advanceTo(time: number): void
}

/** Where a run takes place, and how time passes there. */
export interface World extends Tradables {
  readonly market: MovingMarket
  /** The next instant to look at the market. */
  next(orders: RandomOrders): number
}

/** A world of leaps in time, through quotes as bad as they come. */
function wildWorld(seed: number): World {
  const market = new WildMarket(CALENDAR, seed, MONDAY_9)
  const leaps = [1_000, MINUTE_MS, 10 * MINUTE_MS, 45 * MINUTE_MS, 60 * MINUTE_MS, 5 * 60 * MINUTE_MS]
  return {
    market,
    options: OPTIONS,
    shares: SHARES,
    next: (orders) => market.now + Math.ceil(orders.pick(leaps) * (orders.below(100) + 1) * 0.01),
  }
}

/** How a run differs from an ordinary one. */
export interface RunOptions {
  readonly world?: World
  readonly parts?: Partial<VenueParts>
  /** What the venue sees of the market; the checkers see the market itself. */
  readonly shown?: (market: MarketView) => MarketView
  readonly steps?: number
}

/** One random life of a venue from a seed: its market, its accounts, what people and bad luck do. */
export class VenueRun {
  readonly #world: World
  readonly #config: VenueConfig
  #venue: RunningVenue
  readonly #shown: MarketView
  readonly #orders: RandomOrders
  readonly #steps: number
  #violations: readonly Violation[] = []
  #accepted = 0

  constructor(seed: number, options: RunOptions = {}) {
    const { world = wildWorld(seed), parts = {}, shown = (market) => market, steps = 320 } = options
    this.#world = world
    this.#shown = shown(world.market)
    this.#orders = new RandomOrders(new RandomStream(seed, 3), world)
    this.#steps = steps
    this.#config = venueConfig({
      calendar: CALENDAR,
      seed,
      fees: { perContract: cents(35), perOptionOrder: cents(100), perEquityOrder: cents(10) },
      matching: { improvementChance: 0.3 },
      latency: seed % 2 === 0 ? { cancelMs: 5_000, openMs: 1_000 } : {},
      assignment: { nightlyChance: 0.3, deepShare: 0.01 },
      settlement: { deliversNextSession: seed % 3 !== 0 },
    })
    this.#venue = createVenue(this.#config, { ...VENUE_PARTS, ...parts })
    for (const terms of ACCOUNTS) this.#venue.openAccount(terms)
  }

  get venue(): RunningVenue {
    return this.#venue
  }

  /** Saves the venue as JSON and goes on with what was read back. */
  reload(): void {
    const restored = restoreVenue(this.#config, JSON.parse(JSON.stringify(this.#venue.save())))
    if (!restored.ok) throw new Error(restored.message)
    this.#venue = restored.value
  }

  /** Runs to the end, or to the first moment at which something does not hold. */
  run(reloadAt = -1): RunResult {
    for (let i = 0; i < this.#steps && this.#violations.length === 0; i += 1) {
      if (i === reloadAt) this.reload()
      this.#pass()
      for (let n = this.#orders.below(6); n > 0; n -= 1) this.#act()
      if (i % 10 === 0) this.#check()
    }
    if (this.#violations.length === 0) this.#check()
    const events = this.venue.events()
    return {
      violations: this.#violations,
      hash: this.venue.eventHash(),
      accepted: this.#accepted,
      fills: events.filter(({ kind }) => kind === 'order_filled').length,
      cleared: events.filter((event) => event.kind === 'account_changed' && event.cause !== 'hand').length,
    }
  }

  #check(): void {
    const found = checkInvariants(this.venue.room, (symbol) => this.#world.market.settlementOf(symbol))
    this.#violations = [...this.#violations, ...found]
  }

  #pass(): void {
    this.#world.market.advanceTo(this.#world.next(this.#orders))
    this.venue.step(this.#shown)
  }

  #act(): void {
    const orders = this.#orders
    const { id } = orders.pick(ACCOUNTS)
    const what = orders.below(100)
    if (what < 60) this.#submit(id, orders.order(this.venue.positions(id), this.#world.market))
    else if (what < 75) this.#modify(id)
    else if (what < 88) this.#cancel(id)
    else this.#lever(id, what)
  }

  #submit(accountId: string, request: OrderRequest): void {
    const placed = this.venue.submit(accountId, request, this.#shown)
    if (!placed.ok) return
    this.#accepted += 1
    const found = checkBuyingPower(this.venue.room, accountId, placed.value.id, this.#shown)
    this.#violations = [...this.#violations, ...found]
  }

  #workingOf(accountId: string): number[] {
    return this.venue.orders(accountId).flatMap((order) => (isFinal(order) ? [] : [order.id]))
  }

  #modify(accountId: string): void {
    const working = this.#workingOf(accountId)
    if (working.length === 0) return
    const id = this.#orders.pick(working)
    const order = this.venue.order(accountId, id)!
    const limit = 'limit' in order && order.limit !== null ? order.limit : 10_000
    const moved = Math.max(100, Math.round((limit * (80 + this.#orders.below(40))) / 10_000) * 100)
    this.venue.modify(accountId, id, { limit: price(moved) }, this.#shown)
  }

  #cancel(accountId: string): void {
    const all = this.venue.orders(accountId)
    if (all.length > 0) this.venue.cancel(accountId, this.#orders.pick(all).id, this.#shown)
  }

  #lever(accountId: string, what: number): void {
    const { control } = this.venue
    const orders = this.#orders
    const held = this.venue.positions(accountId)
    if (what < 91) {
      const fault = orders.pick([
        { kind: 'reject_next', accountId, reason: 'planned' },
        { kind: 'partial_then_cancel', accountId, units: 1 },
        { kind: 'fill_on_cancel', accountId },
        { kind: 'reject_symbol', symbol: orders.pick(this.#world.options), reason: 'planned' },
      ] as const)
      if (orders.chance(0.1)) control.clearFaults()
      control.plan(fault)
    } else if (what < 94 && held.length > 0) {
      control.closeByHand(accountId, orders.pick(held).symbol, this.#shown, 1 + orders.below(3))
    } else if (what < 96) {
      const quantity = orders.pick([-2, -1, 1, 2])
      control.tradeByHand(
        accountId,
        { symbol: orders.pick(this.#world.options), quantity, price: price(10_000) },
        this.#shown,
      )
    } else if (what < 98 && held.length > 0) {
      control.assign(accountId, orders.pick(held).symbol, this.#shown)
    } else if (what === 98 && orders.chance(0.2)) {
      const [after, before] = orders.pick([
        [2, 1],
        [3, 2],
        [1, 10],
      ] as const)
      control.split('SPY', after, before, this.#shown)
    } else if (what === 99 && orders.chance(0.1)) {
      if (orders.chance(0.5)) control.wipe(accountId, this.#shown)
      else control.resetOrderIds(10_000_001 + orders.below(50))
    } else if (what === 99) {
      control.setTerms(accountId, { optionLevel: orders.pick([2, 3, 6]) })
    }
  }
}
