import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { MarketPhase } from '../../src/domain/calendar/market-phase.ts'
import type { Cents } from '../../src/domain/money/cents.ts'

/** Where orders go: the built-in exchange, the broker's sandbox, or real money. */
export type Environment = 'PAPER' | 'SANDBOX' | 'LIVE'

/** The market as the shell shows it. */
export interface MarketView {
  readonly phase: MarketPhase
  /** The next close while it is open, the next open otherwise. */
  readonly turnsAt: Instant
  /** Why today is not a usual session (`day after Thanksgiving`); null on a usual one. */
  readonly unusual: string | null
}

/** What stands around every screen. */
export interface DeskView {
  readonly environment: Environment
  /** The account as its owner names it, e.g. `Paper ··0421`. */
  readonly account: string
  readonly now: Instant
  readonly market: MarketView
  /** When the oldest quote that is shown was made; null while there is none. */
  readonly quotesAt: Instant | null
  /** When the last complete snapshot of the account was read; null before the first. */
  readonly snapshotAt: Instant | null
  readonly connection: 'live' | 'polling' | 'offline'
  readonly entries: 'running' | 'paused' | 'hard_stop'
  /** Notifications that nobody has looked at. */
  readonly unread: number
}

/** The money of an account; what nobody knows is null. */
export interface AccountFigures {
  readonly equityCents: Cents | null
  readonly buyingPowerCents: Cents | null
  readonly unrealizedCents: Cents | null
  /** Open trades that the unrealized sum leaves out because their mark is unknown. */
  readonly unmarked: number
  readonly realizedTodayCents: Cents | null
  readonly atRiskCents: Cents | null
  readonly openTrades: number
  readonly maxOpenTrades: number
}
