import { invariant } from '../invariant.ts'
import type { Cents } from '../money/cents.ts'
import type { Price } from '../money/price.ts'
import type { Execution, ExitExecution } from './execution.ts'
import type { ExitReason, OrderedExitReason } from './exit-reason.ts'
import type { TradeFlag } from './trade-flag.ts'
import type { TradeStatus } from './trade-status.ts'

/** Who began the trade: the engine, a person here, or somebody elsewhere whose position was adopted. */
export type TradeOrigin = 'ENGINE' | 'MANUAL' | 'IMPORTED'

/** A closing order of the trade, with the reason that its decision gave. */
export interface ExitOrder {
  readonly orderId: string
  /** Spreads that it closes. */
  readonly quantity: number
  readonly reason: OrderedExitReason
  /** `died`: proven rejected, cancelled or expired with a part unfilled. At most one order is `working`. */
  readonly state: 'working' | 'filled' | 'died'
}

/** The take-profit and stop prices per share that are in force, + received to close; null where there is none. */
export interface Bracket {
  readonly takeProfit: Price | null
  readonly stopLoss: Price | null
  /** `broker`: orders there, which it has accepted; `engine`: our own watch judges the quotes, and no order stands there. */
  readonly heldBy: 'broker' | 'engine'
}

/**
 * A trade: the ticket of one intended spread. It holds facts only; quantities and P&L are computed from
 * them (`trade-figures.ts`), so that they cannot contradict each other.
 */
export interface Trade {
  readonly id: string
  readonly origin: TradeOrigin
  /** The trade whose tombstoned entry filled late and began this one. */
  readonly linkedTo: string | null
  /** Whether the engine may exit it. A person always may. */
  readonly managed: boolean
  /** Shares that one contract stands for, 100 unless adjusted. */
  readonly multiplier: number
  readonly status: TradeStatus
  /** 1 at birth, and 1 more with each accepted change: the optimistic lock. */
  readonly version: number
  /** Spreads intended; becomes what filled once the rest of the entry is dead. */
  readonly quantity: number
  readonly entries: readonly Execution[]
  /** In the order of their last growth. */
  readonly exits: readonly ExitExecution[]
  /** In the order of placement. */
  readonly exitOrders: readonly ExitOrder[]
  /** Exit attempts that failed in a row. */
  readonly exitAttempts: number
  /** Set with CLOSED, never before, and never changed afterwards. */
  readonly exitReason: ExitReason | null
  readonly entryCancelRequested: boolean
  readonly bracket: Bracket | null
  /** In the order of `TRADE_FLAGS`. */
  readonly flags: readonly TradeFlag[]
  /** Fees and commissions paid so far, at least 0; null while nobody has reported them. */
  readonly fees: Cents | null
  /** Epoch milliseconds at which the whole entry was in, or its rest dead. */
  readonly openedAt: number | null
  /** Epoch milliseconds. */
  readonly closedAt: number | null
}

/** What is known of a trade before its entry order is sent. */
export interface TradeTerms {
  readonly id: string
  readonly origin: TradeOrigin
  readonly managed: boolean
  readonly quantity: number
  readonly multiplier: number
  readonly linkedTo?: string
}

/**
 * A new trade, ENTRY_PENDING at version 1. For a tombstoned entry that filled after CANCELLED, pass the old
 * trade's id as `linkedTo` and record the fill on the new trade.
 *
 * @throws {InvariantViolation} when quantity or multiplier is not a positive integer
 * @example
 * beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 2, multiplier: 100 }).status // => 'ENTRY_PENDING'
 */
export function beginTrade(terms: TradeTerms): Trade {
  const { id, origin, managed, quantity, multiplier } = terms
  invariant(Number.isSafeInteger(quantity) && quantity > 0, `a trade has 1 spread or more, got ${quantity}`)
  invariant(Number.isSafeInteger(multiplier) && multiplier > 0, `a multiplier is positive, got ${multiplier}`)
  return {
    id,
    origin,
    linkedTo: terms.linkedTo ?? null,
    managed,
    multiplier,
    status: 'ENTRY_PENDING',
    version: 1,
    quantity,
    entries: [],
    exits: [],
    exitOrders: [],
    exitAttempts: 0,
    exitReason: null,
    entryCancelRequested: false,
    bracket: null,
    flags: [],
    fees: null,
    openedAt: null,
    closedAt: null,
  }
}

/**
 * A trade for a position that stands at the broker already and was begun elsewhere: OPEN at once, with the
 * cash that its entry moved (cents, + received) or null when nobody knows it.
 *
 * @throws {InvariantViolation} when quantity or multiplier is not a positive integer
 * @example
 * adoptTrade({ id: 'T2', managed: false, quantity: 1, multiplier: 100 }, null, 0).status // => 'OPEN'
 */
export function adoptTrade(
  terms: Omit<TradeTerms, 'origin'>,
  entryCashFlow: Cents | null,
  openedAt: number,
): Trade {
  const adoption: Execution = {
    key: 'adoption',
    source: 'adoption',
    quantity: terms.quantity,
    cashFlow: entryCashFlow,
    pricedBy: entryCashFlow === null ? null : 'person',
  }
  return {
    ...beginTrade({ ...terms, origin: 'IMPORTED' }),
    status: 'OPEN',
    entries: [adoption],
    openedAt,
  }
}
