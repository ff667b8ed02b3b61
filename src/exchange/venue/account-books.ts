import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import type { HistoryEvent } from './venue-event.ts'
import type { AccountTerms, ClosedLot, MarketTime } from './venue-types.ts'

/** A part of a holding that was got at one time; lots are closed first in, first out. */
export interface Lot {
  /** Signed like its holding: long +, short -. */
  readonly quantity: number
  /** What it cost: + paid for a long, - received for a short. Without fees, as Tradier's cost basis. */
  readonly cost: Cents
  readonly openedAt: MarketTime
}

/** What an account holds of one symbol. It is there only while its quantity is not 0. */
export interface Holding {
  readonly id: number
  readonly symbol: string
  /** Long +, short -; the sum of its lots. */
  quantity: number
  /** Oldest first, all of one sign. */
  lots: readonly Lot[]
  /** When the holding changed last: Tradier's `date_acquired`. */
  changedAt: MarketTime
}

/** Equity at the end of a session. */
export interface EquityLine {
  readonly day: TradingDay
  readonly equity: Cents
}

/** Everything that the venue keeps of one account, beside its orders. */
export interface AccountBooks {
  terms: AccountTerms
  /** In the account, proceeds of shorts included; what working orders hold is not taken off. */
  cash: Cents
  /** Commissions and fees paid so far; cash is already less by them. */
  feesPaid: Cents
  readonly holdings: Map<string, Holding>
  readonly closedLots: ClosedLot[]
  readonly history: HistoryEvent[]
  /** Profit of lots that were closed on a New York day, the latest such day. */
  closedToday: { readonly day: TradingDay; readonly amount: Cents } | null
  readonly equityLines: EquityLine[]
  /** Ids of its orders, parents only, in the order of acceptance. */
  readonly orderIds: number[]
  /** Those of them that are not final. */
  readonly working: Set<number>
  /** Orders that can still be matched, children of groups by their own ids, by underlying. */
  readonly unitsOf: Map<string, Set<number>>
  /** The sum of what working orders hold of the buying power. */
  held: Cents
}

/** The books of a new account: its opening cash and nothing else. */
export function openBooks(terms: AccountTerms): AccountBooks {
  return {
    terms,
    cash: terms.openingCash,
    feesPaid: cents(0),
    holdings: new Map(),
    closedLots: [],
    history: [],
    closedToday: null,
    equityLines: [],
    orderIds: [],
    working: new Set(),
    unitsOf: new Map(),
    held: cents(0),
  }
}

/** What an account holds, by symbol: an order that does not depend on how it came about. */
export function holdingsInOrder({ holdings }: AccountBooks): Holding[] {
  return [...holdings.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
}
