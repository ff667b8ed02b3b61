import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'
import type { CallerContext } from '../../ports/store/hand-terms.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'
import type { HandVerdict } from './judge-by-hand.ts'

/** A trade by hand that wants to be admitted. */
export interface HandPlan {
  readonly spread: SpreadTerms
  readonly quantity: number
  /** The limit that it is sent with: it never fills at a worse price. */
  readonly limit: NetPrice
  /** What it may lose until its stop, when it fills at its limit. */
  readonly lossUntilStop: Cents
  readonly context: CallerContext
}

/** What entries by hand need of an account at work, with the settings of now. */
export interface HandDesk {
  /** For what is looked at before anything is written, and judged again when it is: a round trip a read. */
  readonly reads: UnitOfWork<StoreTransaction>
  readonly key: BrokerAccountKey
  readonly desk: Pick<OrderDesk, 'place' | 'preview'>
  readonly clock: Clock
  readonly settings: Settings
  /** How old quotes are by the feed's own declaration. */
  readonly declaredDelayMs: number
  /**
   * Runs work after all other of the account's by hand. What must never happen twice is guarded by the database; this
   * keeps a hundred clicks from asking the broker a hundred times before the first of them is written, which would use
   * up the budget that the exits need.
   */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Quotes of this moment, of those symbols that the feed knows; null when they cannot be read. */
  readonly quotes: (symbols: readonly string[]) => Promise<ReadonlyMap<string, Quote> | null>
  readonly expirations: (underlying: string) => Promise<BrokerRead<readonly TradingDay[]>>
  /**
   * Judges by every limit that holds for a person's hand, in the transaction at hand. When it is the one that writes
   * the trade, under the account's lock, what is admitted is counted by the next.
   */
  readonly judge: (tx: StoreTransaction, plan: HandPlan) => Promise<HandVerdict>
  /** What forbids entries at the last moment, such as the kill switch; null when nothing does. */
  readonly forbids: (tx: StoreTransaction) => Promise<string | null>
  /** The last complete snapshot when it is fresh enough to act on, else null. */
  readonly freshSnapshot: () => Promise<string | null>
  readonly look: () => Promise<unknown>
  /**
   * Reads orders back and takes in what they say; those that the broker knows. What an earlier look has taken in as it
   * still is costs the store nothing.
   */
  readonly confirm: (
    orderIds: readonly string[],
    known: readonly BrokerOrder[],
  ) => Promise<readonly BrokerOrder[]>
}
