import type { Instant } from '../../domain/calendar/instant.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Result } from '../../domain/refusal.ts'
import type { OrderPreview } from '../order-desk.ts'
import type { OrderTicket } from '../order-ticket.ts'
import type { OrderRole } from './order-store.ts'

/**
 * The life of an intent.
 *
 *     prepared → sending → live → done
 *        │          ├→ unknown → live | tombstoned
 *        │          └→ refused, or back to prepared when proven unsent
 *        └→ expired
 *
 * `prepared`: durable, proven not sent. `sending`: may have been sent; found at a start it is `unknown`. `live`: the
 * broker has it. `done`: the broker's order is over. `tombstoned`: it was looked for long enough and not found; a
 * late arrival is cancelled or adopted. `refused`: proven not accepted. `expired`: never sent.
 */
export type IntentState =
  | 'prepared'
  | 'sending'
  | 'unknown'
  | 'live'
  | 'done'
  | 'refused'
  | 'expired'
  | 'tombstoned'

/** The states in which an order exists, may exist or may still be sent: an intent in one of them reserves. */
export const UNSETTLED_STATES = ['prepared', 'sending', 'unknown', 'live'] as const

/** One order that we want, written before it is sent. Its tag finds it at the broker. */
export interface OrderIntent {
  readonly id: string
  readonly account: string
  readonly tradeId: string
  readonly proposalId: string | null
  readonly role: OrderRole
  readonly tag: string
  readonly ticket: OrderTicket
  readonly state: IntentState
  /** Rises by 1 with each change: the optimistic lock. */
  readonly version: number
  /** How often it was claimed for sending; above 1 only after a proof that the last one never left. */
  readonly attempt: number
  /** After this it is not sent any more. */
  readonly notAfter: Instant
  readonly preparedAt: Instant
  readonly sentAt: Instant | null
  readonly resolvedAt: Instant | null
  readonly brokerOrderId: string | null
  /** How it was resolved or why refused, in words that name the rule or the broker's code. */
  readonly resolution: string | null
  readonly cancelRequestedAt: Instant | null
  /** Complete order lists in which an unknown one was looked for and not found. */
  readonly cleanScans: number
  /** Risk reserved for it in cents: 0 for exits. */
  readonly reserve: Cents
  readonly preview: OrderPreview | null
  /** Spreads filled so far and their cash, as last reported; the trade's fills have the same key. */
  readonly filledQuantity: number
  readonly cashFlow: Cents | null
}

/** The intents of the user's accounts. */
export interface IntentStore {
  /**
   * Writes a new intent. Refuses when the database already holds an unsettled one for the same proposal and role
   * (`intent_exists_for_proposal`) or a second unsettled closing order of the trade, exit or bracket
   * (`exit_is_working_already`): the index is the guard, whatever the code believed.
   */
  insertIntent(
    intent: OrderIntent,
  ): Promise<Result<'inserted', 'intent_exists_for_proposal' | 'exit_is_working_already'>>
  intentById(id: string): Promise<OrderIntent | null>
  /**
   * Of the guards, only a tombstoned intent that turns out to be live is free: that the broker has its order is the
   * truth, even when another was sent meanwhile.
   *
   * @throws {StaleVersionError} unless the stored version is `intent.version - 1`
   */
  saveIntent(intent: OrderIntent): Promise<void>
  /** As `saveIntent` for many, in a fixed number of statements. */
  saveIntents(intents: readonly OrderIntent[]): Promise<void>
  /** Prepared, sending, unknown and live ones of an account, by id. */
  unsettledIntents(account: string): Promise<readonly OrderIntent[]>
  /** Tombstoned since an instant: they may still arrive. */
  tombstonesSince(account: string, since: Instant): Promise<readonly OrderIntent[]>
  intentsByTag(account: string, tags: readonly string[]): Promise<readonly OrderIntent[]>
  /** All intents of some trades, in the order of their preparation. */
  intentsOfTrades(tradeIds: readonly string[]): Promise<readonly OrderIntent[]>
}

/**
 * Whether an order of this state exists, may exist or may still be sent.
 *
 * @example
 * [isUnsettled('unknown'), isUnsettled('tombstoned')] // => [true, false]
 */
export function isUnsettled(state: IntentState): boolean {
  return (UNSETTLED_STATES as readonly IntentState[]).includes(state)
}
