import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { OptionContract } from '../domain/option/contract.ts'
import type { BrokerRead } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/** A closed lot in the broker's own gain/loss report, which is made overnight. */
export interface GainLossRow {
  readonly symbol: string
  readonly contract: OptionContract | null
  readonly quantity: number
  readonly cost: Cents
  readonly proceeds: Cents
  readonly gainLoss: Cents
  readonly openedOn: TradingDay
  readonly closedOn: TradingDay
}

/** A line of the clearing firm's history: trades, expirations, exercises, assignments, money. */
export interface HistoryRow {
  readonly day: TradingDay
  readonly kind: 'trade' | 'expired' | 'exercise' | 'assignment' | 'other'
  readonly symbol: string | null
  readonly description: string
  /** + received, - paid. */
  readonly amount: Cents
  /** Signed: bought +, sold -. */
  readonly quantity: number
}

/** Evidence that comes later than fills. `readHistory` gives null where the environment has none (the sandbox). */
export interface ReportsDesk {
  readGainLoss(
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly GainLossRow[]>>
  readHistory(
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly HistoryRow[] | null>>
}
