import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import type { AccountBooks } from './account-books.ts'
import type { TaskQueue } from './due-task.ts'
import { type EventHash, foldEvent, NO_EVENTS } from './event-hash.ts'
import { type Instrument, InstrumentTable } from './instrument.ts'
import type { applyFill } from './ledger.ts'
import type { GroupTicket, OrderTicket, UnitTicket } from './order-ticket.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'
import type { TakenLiquidity } from './taken-liquidity.ts'
import type { UnitMatch } from './unit-match.ts'
import type { VenueConfig } from './venue-config.ts'
import type { EventFact, VenueEvent } from './venue-event.ts'
import type { VenueFault } from './venue-fault.ts'
import type { MarketTime, MarketView } from './venue-types.ts'

/** Everything that a venue remembers: plain data, so that it can be saved and gone on from. */
export interface VenueState {
  /** The market's time at the latest call. */
  now: MarketTime
  /** To when resting orders were matched. */
  matchedAt: MarketTime
  /** The next session's end at which equity is written down; null before the first step. */
  nextEquity: { readonly day: TradingDay; readonly at: MarketTime } | null
  nextOrderId: number
  nextPositionId: number
  readonly random: SeededRandom
  readonly accounts: Map<string, AccountBooks>
  /** Orders by id: parents, and the children of groups. */
  readonly orders: Map<number, OrderTicket>
  /** Legs of net orders by id: the id of their order. */
  readonly orderOfLeg: Map<number, number>
  /** Ids of orders that can be matched, in the order in which they began to work. */
  readonly live: Set<number>
  /** Those of them that came or changed since the market was last matched. */
  readonly fresh: Set<number>
  readonly tasks: TaskQueue
  readonly taken: Map<string, TakenLiquidity>
  /** What a contract of an adjusted root stands for, in shares. */
  readonly adjusted: Map<string, number>
  /** The latest session whose evening was gone through for early assignments; null before the first. */
  assignedThrough: TradingDay | null
  readonly faults: VenueFault[]
  readonly events: VenueEvent[]
  eventHash: EventHash
}

/**
 * Steps of the venue that tests replace by broken ones, to see that the checkers of its invariants find them out.
 * Everything else runs the ones of `venue-parts.ts`.
 */
export interface VenueParts {
  readonly matchUnit: (ticket: UnitTicket, room: VenueRoom, market: MarketView) => UnitMatch | null
  readonly applyFill: typeof applyFill
  readonly cancelSiblings: (room: VenueRoom, group: GroupTicket, filled: UnitTicket, at: MarketTime) => void
  readonly deliverContracts: (
    room: VenueRoom,
    accountId: string,
    instrument: Instrument,
    contracts: number,
    at: MarketTime,
  ) => void
}

/** What the parts of the venue work in: its state, its configuration, its reader of symbols, and each other. */
export interface VenueRoom {
  readonly config: VenueConfig
  readonly state: VenueState
  readonly instruments: InstrumentTable
  readonly parts: VenueParts
}

/** A venue without accounts. */
export function newRoom(config: VenueConfig, parts: VenueParts): VenueRoom {
  const state: VenueState = {
    now: 0,
    matchedAt: 0,
    nextEquity: null,
    nextOrderId: config.firstOrderId,
    nextPositionId: config.firstPositionId,
    random: seededRandom(config.seed),
    accounts: new Map(),
    orders: new Map(),
    orderOfLeg: new Map(),
    live: new Set(),
    fresh: new Set(),
    tasks: { heap: [], nextSeq: 1 },
    taken: new Map(),
    adjusted: new Map(),
    assignedThrough: null,
    faults: [],
    events: [],
    eventHash: NO_EVENTS,
  }
  return { config, state, instruments: new InstrumentTable(state.adjusted), parts }
}

/** Writes an event into the log. */
export function tell({ state }: VenueRoom, accountId: string, at: MarketTime, fact: EventFact): void {
  const event: VenueEvent = { ...fact, seq: state.events.length + 1, at, accountId }
  state.events.push(event)
  state.eventHash = foldEvent(state.eventHash, event)
}

/** The books of an account that must exist: doors check first. */
export function booksOf({ state }: VenueRoom, accountId: string): AccountBooks {
  const books = state.accounts.get(accountId)
  invariant(books !== undefined, `there is no account ${accountId}`)
  return books
}
