import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import type { TradingMode } from '../domain/settings/trading-mode.ts'
import type { BrokerProvider } from '../ports/broker.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Log } from '../ports/log.ts'
import type { MarketData } from '../ports/market-data.ts'
import type { DeadManSwitch, Notifier } from '../ports/notifier.ts'
import type { Store } from '../ports/store/store.ts'
import type { VolatilityHistory } from '../ports/volatility-history.ts'

/** Everything that the cycles of one account work with; the app makes it. */
export interface CycleContext {
  readonly username: string
  /** `environment:accountId`. */
  readonly account: string
  readonly mode: TradingMode
  readonly broker: BrokerProvider
  readonly market: MarketData
  /** Where the prices of snapshots come from when not from `market`; nothing is traded by them. */
  readonly snapshotPrices?: { readonly source: string; readonly market: MarketData } | undefined
  /** Null where no source of past volatility is configured. */
  readonly volatility: VolatilityHistory | null
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly notifier: Notifier
  readonly deadMan: DeadManSwitch
  readonly calendar: MarketCalendar
  /** Whether somebody else must have their turn: then no further entry is begun. */
  readonly mustGiveWay?: (() => boolean) | undefined
  /** Settings of a preset, under those that the user has written. */
  readonly preset: readonly { readonly key: string; readonly value: string }[]
}
