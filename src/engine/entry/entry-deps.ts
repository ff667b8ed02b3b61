import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { DecisionStore, JsonValue } from '../../ports/store/decision-store.ts'
import type { IntentStore } from '../../ports/store/intent-store.ts'
import type { ProposalRecord, ProposalStore, RuleOutcome } from '../../ports/store/proposal-store.ts'
import type { TradeStore } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { EntryCandidate } from './entry-candidate.ts'

/** What an entry reads and writes in a transaction. */
export type EntryTransaction = AccountStore & TradeStore & IntentStore & ProposalStore & DecisionStore

/** How an entry is priced and how long it is walked. */
export interface EntrySettings {
  readonly quantity: number
  /** Ticks that each step of the walk concedes. */
  readonly walkTicks: number
  readonly walkIntervalMs: number
  /** The walk ends, and what is unfilled is cancelled, after this. */
  readonly walkTimeoutMs: number
  /** Beyond the natural price, per share, that the walk may concede at most. */
  readonly floorBeyondNatural: Price
  /** No entry in this many milliseconds after the open and before the close. */
  readonly opensAfterMs: number
  readonly closesBeforeMs: number
  /** Only log what would be sent. */
  readonly dryRun: boolean
}

/** The proposal judged again on fresh quotes: as it stands now, or the rule that it fails. */
export type Revalidation =
  | { readonly kind: 'stands'; readonly candidate: EntryCandidate; readonly inputs: JsonValue }
  | { readonly kind: 'fails'; readonly rule: RuleOutcome }
  | { readonly kind: 'not_available'; readonly why: string }

/** What is admitted, or the limit that refuses. `final`: it will not be admitted later either. */
export type Admission = Result<Cents, string>

/** What entries need. */
export interface EntryDeps<Tx extends EntryTransaction> {
  readonly username: string
  readonly account: string
  readonly work: UnitOfWork<Tx>
  readonly desk: Pick<OrderDesk, 'place' | 'preview' | 'cancel'>
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
  readonly log: Log
  readonly calendar: MarketCalendar
  readonly settings: EntrySettings
  /** Reads the chain once more and judges the proposal again: its age, its drift, and every rule that made it. */
  readonly revalidate: (proposal: ProposalRecord) => Promise<Revalidation>
  /**
   * Judges limits, buying power and risk conditions, in the entry's transaction and under the account's lock, so that
   * what is admitted is reserved by the rows that the entry writes next. Answers the risk to reserve, in cents.
   */
  readonly admit: (tx: Tx, candidate: EntryCandidate, quantity: number) => Promise<Admission>
  /** What forbids sending at the last moment, such as the kill switch; null when nothing does. */
  readonly forbids: (tx: Tx) => Promise<string | null>
  readonly look: () => Promise<unknown>
  readonly confirm: (orderIds: readonly string[]) => Promise<unknown>
  /** The last complete snapshot when it is fresh enough to act on, else null. */
  readonly freshSnapshot: () => Promise<string | null>
}
