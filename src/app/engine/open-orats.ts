import { OratsClient, type OratsFetch } from '../../adapters/orats/client.ts'
import { OratsMarketData } from '../../adapters/orats/market-data.ts'
import { OratsVolatilityHistory } from '../../adapters/orats/volatility-history.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MarketData } from '../../ports/market-data.ts'
import type { VolatilityHistory } from '../../ports/volatility-history.ts'
import type { OratsChoice } from './orats-choice.ts'

/** What ORATS is read for. */
export interface OratsSource {
  /** Prices for the snapshots of open trades; orders are priced by the broker's own quotes. */
  readonly market: MarketData
  readonly volatility: VolatilityHistory
  /** What must never be written down: the token, also as it stands in an address. */
  readonly secrets: readonly string[]
}

/** What surrounds the connection. */
export interface OratsSurroundings {
  readonly clock: Clock
  readonly calendar: MarketCalendar
  readonly fetch: OratsFetch
}

/** ORATS by a token: one client, so that all its readers share one count of calls. */
export function openOrats(
  { token, plan }: OratsChoice,
  { clock, calendar, fetch }: OratsSurroundings,
): OratsSource {
  const client = new OratsClient({ token, fetch, clock })
  return {
    market: new OratsMarketData(client, plan, calendar),
    volatility: new OratsVolatilityHistory(client, calendar),
    secrets: [token, encodeURIComponent(token)],
  }
}
