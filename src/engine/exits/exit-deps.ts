import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Price } from '../../domain/money/price.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import type { Alert } from '../../ports/notifier.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { DecisionStore } from '../../ports/store/decision-store.ts'
import type { IntentStore } from '../../ports/store/intent-store.ts'
import type { OrderStore } from '../../ports/store/order-store.ts'
import type { PositionReader } from '../../ports/store/position-reader.ts'
import type { TradeRecord, TradeStore } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { ExitStep } from './exit-price.ts'

/** What an exit reads and writes in a transaction. */
export type ExitTransaction = AccountStore &
  TradeStore &
  IntentStore &
  OrderStore &
  PositionReader &
  DecisionStore

/** How the ladder of exits climbs. */
export interface ExitSettings {
  /** The prices, one after the other; at least one. */
  readonly steps: readonly ExitStep[]
  /** What the step `beyond` concedes beyond the natural price, per share. */
  readonly beyond: Price
  /** How long each price works. */
  readonly stepMs: number
  /** Failed ladders in a row that make EXIT_ERROR. */
  readonly attemptsAllowed: number
  /** How long an EXIT_ERROR waits before its next ladder; doubled with each, up to ten times. */
  readonly retryMs: number
}

/** How brackets are placed. */
export interface BracketSettings {
  /** Basis points of the stop by which the limit of its order lies below it. */
  readonly floorBelow: number
  /** Refused ones in a row after which the trade is UNPROTECTED. */
  readonly attempts: number
  /** Before a refused one is tried again; doubled with each. */
  readonly retryMs: number
}

/** How a closing order is priced: by the ladder, or as a person says, for the day. */
export type ExitOrder =
  | { readonly kind: 'ladder' }
  | { readonly kind: 'market' }
  /** Per share of the whole spread, + received. */
  | { readonly kind: 'limit'; readonly received: Price }

/** What exits need. */
export interface ExitDeps {
  readonly username: string
  readonly account: string
  readonly work: UnitOfWork<ExitTransaction>
  readonly desk: Pick<OrderDesk, 'place' | 'cancel'>
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
  readonly log: Log
  readonly calendar: MarketCalendar
  readonly settings: ExitSettings
  readonly brackets: BracketSettings
  /** Tells a person. */
  readonly tell: (alerts: readonly Alert[]) => Promise<void>
  /** Quotes of option symbols, read in one call for all of them. */
  readonly quotes: (symbols: readonly string[]) => Promise<ReadonlyMap<string, Quote> | null>
  /** How old quotes are by the feed's own declaration; milliseconds. */
  readonly declaredDelayMs: number
  /** Mirrors the account once more, after something was placed. */
  readonly look: () => Promise<unknown>
  /** Reads orders back by the broker's ids and takes in what they say, after a cancel. */
  readonly confirm: (orderIds: readonly string[]) => Promise<unknown>
  /** Whether the last complete snapshot is fresh enough to size an order by, and its id. */
  readonly freshSnapshot: () => Promise<string | null>
}

/** What the exits remember of a trade's ladder, in its memo. */
export interface LadderMemo {
  /** Index of the present step. */
  readonly step: number
  /** Paid (+) or received (-) per share at that step, units of `Price`; null before the first. */
  readonly paid: number | null
}

/** The ladder as a trade's memo has it; at its foot when there is none. */
export function ladderOf({ memo }: TradeRecord): LadderMemo {
  const number = (name: string): number | null => {
    const value = memo[name]
    return typeof value === 'number' ? value : null
  }
  return { step: number('exitStep') ?? 0, paid: number('exitPaid') }
}

/** The record with its ladder remembered, and whether its order stays at the price that a person gave. */
export function withLadder(record: TradeRecord, ladder: LadderMemo, isFixed = false): TradeRecord {
  const { exitFixed: _, ...memo } = record.memo
  const fixed = isFixed ? { exitFixed: true } : {}
  return { ...record, memo: { ...memo, exitStep: ladder.step, exitPaid: ladder.paid, ...fixed } }
}

/** Whether the closing order of a trade stays at the price that a person gave, for the day, and climbs no ladder. */
export function isFixedExit({ trade, memo }: TradeRecord): boolean {
  return trade.status === 'CLOSING_PENDING' && memo['exitFixed'] === true
}
