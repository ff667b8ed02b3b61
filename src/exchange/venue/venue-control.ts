import type { Result } from '../../domain/refusal.ts'
import type { HistoryEvent, VenueEvent } from './venue-event.ts'
import type { HandFill, HandTrade, VenueFault } from './venue-fault.ts'
import type { VenueRefusalCode } from './venue-refusal.ts'
import type {
  AccountTerms,
  ClosedLot,
  MarketView,
  VenueBalances,
  VenueOrder,
  VenuePosition,
} from './venue-types.ts'

type Answer<Value> = Result<Value, VenueRefusalCode>

/** All that the venue knows of an account, as plain JSON. */
export interface AccountTruth {
  readonly terms: AccountTerms
  readonly balances: VenueBalances
  readonly positions: readonly VenuePosition[]
  /** Every order ever, also those that the broker's list no longer shows. */
  readonly orders: readonly VenueOrder[]
  readonly closedLots: readonly ClosedLot[]
  readonly history: readonly HistoryEvent[]
  /** Of this account, oldest first. */
  readonly events: readonly VenueEvent[]
  /** What is planned and has not struck yet. */
  readonly faults: readonly VenueFault[]
}

/** The levers of tests and demos: what a person, the clearing house or bad luck does behind the API's back. */
export interface VenueControl {
  /** Trades without an order, at a price or the natural one; orders that work stay as they are. */
  tradeByHand(accountId: string, trade: HandTrade, market: MarketView): Answer<HandFill>
  /** Trades a position away, whole or so many of it, without an order. */
  closeByHand(
    accountId: string,
    symbol: string,
    market: MarketView,
    quantity?: number,
    price?: HandTrade['price'],
  ): Answer<HandFill>
  /** A short option is assigned now: so many contracts, all when absent. */
  assign(
    accountId: string,
    optionSymbol: string,
    market: MarketView,
    contracts?: number,
  ): Answer<{ contracts: number }>
  /** Positions, orders, lots and history gone, cash as at the opening: what a sandbox may do over night. */
  wipe(accountId: string, market: MarketView): Answer<{ cash: number }>
  /** The next order has this id; ids that were used are used again. */
  resetOrderIds(next: number): void
  /** Changes kind and option level; what works or is held stays. */
  setTerms(
    accountId: string,
    terms: Partial<Pick<AccountTerms, 'type' | 'optionLevel'>>,
  ): Answer<AccountTerms>
  /**
   * Splits an underlying `newShares` for `oldShares`: shares, contracts and their symbols are adjusted. Refused when
   * a contract would have no symbol, or two the same.
   */
  split(
    underlying: string,
    newShares: number,
    oldShares: number,
    market: MarketView,
  ): Answer<{ underlying: string; newShares: number; oldShares: number }>
  /** Plans a fault. */
  plan(fault: VenueFault): void
  /** Takes every planned fault back, of an account or all. */
  clearFaults(accountId?: string): void
  truth(accountId: string, market: MarketView): Answer<AccountTruth>
}
