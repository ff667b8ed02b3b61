import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { compareContracts } from '../../domain/option/contract-order.ts'

/** What is known of a share, fund or index besides its prices. */
export interface UnderlyingListing {
  /** The ticker: `SPY`, `SPX`, `VIX`. */
  readonly symbol: string
  readonly description: string
  readonly kind: 'stock' | 'etf' | 'index'
  /** The letter of its exchange, as Tradier writes it: `P` is NYSE Arca, `Q` Nasdaq, `N` the NYSE, `C` Cboe. */
  readonly exchange: string
  /** The roots of its options, in alphabetical order (`SPX`, `SPXW`); empty when it has none. */
  readonly roots: readonly string[]
  /** Shares a day over three months, 0 for an index and where it is not known. */
  readonly averageVolume: number
}

/** The cycle that an expiration belongs to, in Tradier's words. */
export type ExpirationType = 'standard' | 'weeklys' | 'quarterlys' | 'eom'

/** One day on which options of a root end. */
export interface ExpirationListing {
  readonly day: TradingDay
  readonly root: string
  readonly type: ExpirationType
  /** Shares that a contract delivers, or what a point of its price is worth: 100. */
  readonly multiplier: number
}

/** One listed option. */
export interface OptionListing {
  /** Compact OCC symbol. */
  readonly symbol: string
  readonly contract: OptionContract
  readonly underlying: string
  readonly expirationType: ExpirationType
  readonly multiplier: number
  /** Contracts outstanding as of this morning; 0 where it is not known. */
  readonly openInterest: number
}

/** Orders the options of one day as a chain shows them: by strike, the call before the put, then by root. */
export function compareListings(a: OptionListing, b: OptionListing): number {
  const [x, y] = [a.contract, b.contract]
  const isSameRow = x.strike === y.strike && x.type === y.type
  return isSameRow ? compareContracts(x, y) : x.strike - y.strike || (x.type === 'call' ? -1 : 1)
}
