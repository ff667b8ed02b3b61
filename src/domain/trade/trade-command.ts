import type { Cents } from '../money/cents.ts'
import type { Price } from '../money/price.ts'
import type { Provenance } from './execution.ts'
import type { OrderedExitReason } from './exit-reason.ts'
import type { Bracket } from './trade.ts'
import type { TradeFlag } from './trade-flag.ts'

/** On what grounds a command is given; copied to each event, and so to its `trade_transitions` row. */
export interface Evidence {
  readonly actor: 'engine' | 'person'
  /** Epoch milliseconds. */
  readonly at: number
  /** The snapshot that the decision looked at; null only for a person's own word. */
  readonly snapshotId: string | null
  /** What proves it: a broker's order id, a fill, a settlement, a decision. */
  readonly reference: string | null
}

/** The broker's cumulative report of one order. */
interface FillReport {
  readonly orderId: string
  /** Spreads filled so far, not since the last report. */
  readonly filledQuantity: number
  /** Cash of all of them in cents, + received; null while the broker has not reported a price. */
  readonly cashFlow: Cents | null
}

/** How an order ended unfilled; `never_arrived` is an unknown outcome that was resolved as absent. */
export type OrderDeath = 'rejected' | 'cancelled' | 'expired' | 'never_arrived'

type Command<Type extends string, Data = unknown> = {
  readonly type: Type
  readonly evidence: Evidence
} & Data

/** Everything that may be told to a trade. The type names the fact or wish, and becomes the trigger. */
export type TradeCommand =
  | Command<'entry_filled', FillReport>
  /** The entry is over; `filledQuantity` is what the broker's final reports say of the whole entry. */
  | Command<'entry_died', { readonly cause: OrderDeath; readonly filledQuantity: number }>
  | Command<'entry_cancel_requested'>
  /** A closing order is about to be sent; its id is the intent's, durable before the request leaves. */
  | Command<
      'exit_requested',
      { readonly orderId: string; readonly quantity: number; readonly reason: OrderedExitReason }
    >
  /** The exit that failed is tried again, for the reason it had. */
  | Command<'exit_retried', { readonly orderId: string; readonly quantity: number }>
  /** A step of the ladder: the working order is proven dead at `filledQuantity`, the next takes its place. */
  | Command<
      'exit_repriced',
      { readonly orderId: string; readonly quantity: number; readonly filledQuantity: number }
    >
  | Command<'exit_filled', FillReport>
  /** `attemptsAllowed`: failed attempts in a row at which the trade becomes EXIT_ERROR. */
  | Command<
      'exit_died',
      {
        readonly orderId: string
        readonly cause: OrderDeath
        readonly filledQuantity: number
        readonly attemptsAllowed: number
      }
    >
  | Command<'acknowledged'>
  | Command<'bracket_filled', FillReport & { readonly leg: 'take_profit' | 'stop_loss' }>
  /** These prices are in force: the broker has accepted them, or our own watch has taken them over. Both null: nothing is. */
  | Command<
      'bracket_adjusted',
      {
        readonly takeProfit: Price | null
        readonly stopLoss: Price | null
        readonly heldBy: Bracket['heldBy']
      }
    >
  | Command<'flat_at_broker'>
  /** `cashFlow`: the settlement of all open spreads, 0 when they expired worthless, null when not known. */
  | Command<'expired', { readonly cashFlow: Cents | null }>
  /** Shares and long leg are gone; `cashFlow` is what all of it moved, or null. */
  | Command<'assignment_resolved', { readonly cashFlow: Cents | null }>
  | Command<'structure_broken'>
  | Command<'structure_repaired'>
  | Command<'flag_raised', { readonly flag: TradeFlag }>
  | Command<'flag_cleared', { readonly flag: TradeFlag }>
  /** A cash flow that was unknown is found. Never changes a reason. */
  | Command<
      'price_evidenced',
      {
        readonly side: 'entry' | 'exit'
        readonly key: string
        readonly cashFlow: Cents
        readonly provenance: Provenance
      }
    >
  /** All fees of the trade so far, in cents. */
  | Command<'fees_recorded', { readonly fees: Cents }>
  | Command<'managed_set', { readonly managed: boolean }>

/** The name of a command, and the trigger of the transitions that it causes. */
export type TradeTrigger = TradeCommand['type']

/** The command of one name. */
export type CommandOf<Type extends TradeTrigger> = Extract<TradeCommand, { type: Type }>
