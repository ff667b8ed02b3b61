import type { EngineAsk, EngineRequest } from '../contract/engine-request.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { Result } from '../domain/refusal.ts'
import type { AccountStanding } from '../service/accounts/account-standing.ts'
import type { ResetReport } from '../service/engine/accept-reset.ts'
import type { CancelReport } from '../service/engine/cancel-orders.ts'
import type { SentClose } from '../service/engine/close-trade.ts'
import type { SentCover } from '../service/engine/cover-short.ts'
import type { Examination } from '../service/engine/examine-engine.ts'
import type { TradeStory } from '../service/engine/explain-trade.ts'
import type { FlattenReport } from '../service/engine/flatten.ts'
import type { OrderLine, PositionLine } from '../service/engine/list-books.ts'
import type { EngineStatus } from '../service/engine/read-status.ts'
import type { BreakLine } from '../service/engine/resolve-break.ts'
import type { EntryGate } from '../service/engine/stop-entries.ts'
import type { TradeLine } from '../service/engine/trade-line.ts'
import type { SettingLine } from '../service/engine/view-settings.ts'
import type { OnceAnswer } from '../service/idempotency/once.ts'
import type { AdjustedProtection } from '../service/trades/adjust-protection.ts'
import type { HandClose } from '../service/trades/close-by-hand.ts'
import type { ExportPiece } from '../service/trades/export-trades.ts'
import type { PlacedTrade } from '../service/trades/placement-answer.ts'
import type { TradePreview } from '../service/trades/preview-trade.ts'
import type { MarketChoice } from './exchange-door.ts'
import type { PeopleAnswers } from './people/people-answers.ts'

/** An engine as a person wants it. What is null is the engine's to choose, or what was chosen before. */
export interface EngineWish {
  /** The folder of database, exchange and log. */
  readonly dataFolder: string | null
  readonly broker: 'exchange' | 'sandbox' | 'live' | null
  readonly market: MarketChoice | null
  /** The day on which the exchange's market begins. */
  readonly day: TradingDay | null
  /** Market seconds in a second; infinite for as fast as the work allows. */
  readonly speed: number | null
  readonly seed: number | null
  readonly preset: string | null
  /** Which account a request is about, `environment:number`; the engine's own unless said. */
  readonly account: string | null
  /** Whether the API is served. */
  readonly api: boolean
  /** Its port; 0 takes any that is free. */
  readonly port: number | null
}

/** One spread that was found, per share prices in units of `Price`, + received. */
export interface ProposalLine {
  readonly label: string
  readonly score: number
  readonly natural: number
  readonly mid: number
}

/** What a run of the rules found, and what was entered. */
export interface ProposalReport {
  readonly at: Instant
  readonly underlyings: readonly string[]
  readonly candidates: number
  readonly accepted: number
  /** Most first. */
  readonly refusals: readonly { readonly rule: string; readonly count: number }[]
  readonly unread: readonly string[]
  readonly proposals: readonly ProposalLine[]
  readonly nearest: readonly {
    readonly label: string
    readonly rule: string
    readonly score: number | null
  }[]
  /** What stops entries; null when nothing does or none were tried. */
  readonly forbidden: string | null
  readonly entries: readonly { readonly label: string; readonly sent: boolean; readonly code: string }[]
}

/** What one run of the monitor did. */
export interface MonitorLines {
  readonly at: Instant
  readonly snapshot: string
  readonly trouble: string | null
  readonly judged: readonly {
    readonly tradeId: string
    readonly unrealizedCents: Cents | null
    readonly trigger: string | null
  }[]
  readonly exits: readonly { readonly tradeId: string; readonly reason: string; readonly outcome: string }[]
  readonly closed: number
}

/** What reading the account anew found. */
export interface SyncReport {
  readonly at: Instant
  readonly snapshotId: string
  readonly state: string
  readonly trouble: string | null
}

/** A backup that was made. */
export interface BackupReport {
  /** Of the database. */
  readonly file: string
  readonly bytes: number
  /** Files of the data folder that stand beside it. */
  readonly beside: number
  /** Files of old backups that were deleted. */
  readonly dropped: number
}

/** A backup that was restored. */
export interface RestoreReport {
  readonly file: string
  readonly beside: number
  /** Steps of the schema that were applied after it. */
  readonly migrated: readonly string[]
}

/** The answer to each request. */
export interface EngineAnswers extends PeopleAnswers {
  readonly status: EngineStatus
  readonly trades: readonly TradeLine[]
  readonly orders: readonly OrderLine[]
  readonly positions: readonly PositionLine[]
  readonly why: TradeStory
  readonly doctor: Examination
  readonly settings: readonly SettingLine[]
  readonly set: SettingLine
  readonly unset: SettingLine
  readonly sync: SyncReport
  readonly propose: ProposalReport
  readonly enter: ProposalReport
  readonly monitor: MonitorLines
  readonly pause: EntryGate
  readonly resume: EntryGate
  readonly hard_stop: EntryGate
  readonly release: EntryGate
  readonly cancel_all: CancelReport
  readonly flatten: FlattenReport
  readonly close: SentClose
  readonly close_at: HandClose
  readonly adjust: AdjustedProtection
  readonly cover: SentCover
  readonly manage: TradeLine
  readonly adopt: TradeLine
  readonly account_list: readonly AccountStanding[]
  readonly account_open: AccountStanding
  readonly account_close: AccountStanding
  readonly account_token: { readonly account: string }
  readonly account_live_off: AccountStanding
  readonly breaks: readonly BreakLine[]
  readonly resolve_break: BreakLine
  readonly accept_reset: ResetReport
  readonly place: OnceAnswer<PlacedTrade>
  readonly preview: TradePreview
  readonly export: ExportPiece
  readonly backup: BackupReport
}

/** The request of one name. */
export type RequestOf<Ask extends EngineAsk> = Extract<EngineRequest, { ask: Ask }>

/** Asks an engine: the one that runs, or what it left behind. */
export type EngineAsker = <Ask extends EngineAsk>(
  wish: EngineWish,
  request: RequestOf<Ask>,
) => Promise<Result<EngineAnswers[Ask]>>

/** What an engine did, as it does it. */
export type EngineEvent =
  | { readonly kind: 'rules'; readonly report: ProposalReport }
  | { readonly kind: 'trade'; readonly at: Instant; readonly trade: TradeLine; readonly change: TradeChange }
  | { readonly kind: 'account'; readonly at: Instant; readonly standing: Standing }
  | {
      readonly kind: 'alert'
      readonly at: Instant
      readonly severity: string
      readonly title: string
      readonly body: string
    }
  | { readonly kind: 'trouble'; readonly at: Instant; readonly message: string }

/** How an account stands, amounts in cents. */
export interface Standing {
  readonly equityCents: Cents | null
  readonly unrealizedCents: Cents | null
  readonly realizedTodayCents: Cents | null
  readonly openTrades: number
}

/** What changed in a trade. */
export type TradeChange =
  | { readonly kind: 'entry_sent' }
  | { readonly kind: 'filled'; readonly quantity: number; readonly cashCents: Cents | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'exit_sent'; readonly reason: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'other'; readonly words: string }

/** An engine that runs. */
export interface OpenEngine {
  /** What a person should know of it at its start, label and text. */
  readonly head: readonly (readonly [label: string, text: string])[]
  /** Sentences that stand below. */
  readonly notes: readonly string[]
  /** Resolves when the market has come to its end; rejects when the engine cannot go on. */
  readonly ended: Promise<void>
  /** Ends in order: nothing under way is cut off, the exchange is saved, the folder let go. */
  close(): Promise<Result<true>>
}

/** What the opener tells while the engine runs. */
export interface EngineListener {
  readonly onEvent: (event: EngineEvent) => void
  /** Raw structured lines; null keeps them to the file. */
  readonly onLogLine: ((line: string) => void) | null
}

/** Opens an engine and begins its cycles, or says in a sentence why not. */
export type EngineOpener = (wish: EngineWish, listener: EngineListener) => Promise<Result<OpenEngine>>

/** Brings the database to the newest schema; answers the names of the steps that were applied. */
export type Migrator = (wish: EngineWish) => Promise<Result<readonly string[]>>

/** Restores a backup into an empty database or data folder. */
export type Restorer = (wish: EngineWish, file: string) => Promise<Result<RestoreReport>>
