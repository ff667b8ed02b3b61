import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingMode } from '../../domain/settings/trading-mode.ts'
import type { WrittenSetting } from '../../domain/settings/read-settings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** An account as a person looks at it: the store and the clock are enough, whether its engine runs or not. */
export interface AccountView {
  readonly username: string
  /** `environment:accountId`. */
  readonly account: string
  readonly mode: TradingMode
  readonly work: UnitOfWork<StoreTransaction>
  /** The account's own clock: the market's on the built-in exchange. */
  readonly clock: Pick<Clock, 'now'>
  readonly calendar: MarketCalendar
  /** Settings under those that the user has written. */
  readonly preset: readonly WrittenSetting[]
}
