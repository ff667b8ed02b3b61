import type { BrokerProvider } from '../../ports/broker.ts'
import type { BrokerHealthSource } from '../../ports/broker-health.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MarketData } from '../../ports/market-data.ts'
import { TradierBroker } from './broker.ts'
import type { CallCount } from './call-log.ts'
import { TradierClient } from './client.ts'
import type { HttpTransport } from './http-transport.ts'
import { TradierMarketData } from './market-data.ts'
import { DEFAULT_CEILING, RequestBudget } from './request-budget.ts'

/**
 * An account's way to everything that its token opens. All of it shares the token's request budget, which the connections
 * of other accounts at the same token are given as well.
 */
export interface TradierConnection extends BrokerHealthSource {
  readonly marketData: MarketData
  /** The broker of one of the token's accounts. */
  broker(accountId: string): BrokerProvider
  /** The calls of the last 60 seconds by endpoint and priority. */
  callsInLastMinute(): CallCount
  /** Until when entries and scans may wait for the budget, epoch milliseconds; asked at each of their calls. */
  waitUntil(patience: () => number): void
  /** Ends the waits of entries and scans at once. */
  endWaits(): void
}

/** What a connection is made of. */
export interface TradierConnectionParts {
  /** Bound to one host and one token of the same environment. */
  readonly transport: HttpTransport
  /** All waiting and every limit run on it; the exchange's own must be the market's. */
  readonly clock: Clock
  /** The budget of the token where others use it as well; one of its own unless given. */
  readonly budget?: RequestBudget
  /** Calls in any 60 seconds; 50 unless given. */
  readonly ceiling?: number
  /** How late an exchange shows its quotes, where it does. */
  readonly declaredDelayMs?: number
}

/** Opens a token's way to Tradier: sandbox, live or the built-in exchange, by its transport. Nothing is sent yet. */
export function connectTradier(parts: TradierConnectionParts): TradierConnection {
  const { transport, clock, ceiling = DEFAULT_CEILING, declaredDelayMs } = parts
  const client = new TradierClient(transport, parts.budget ?? new RequestBudget(clock, ceiling), clock)
  return {
    marketData: new TradierMarketData(client, clock, declaredDelayMs),
    broker: (accountId) => new TradierBroker(client, accountId, clock),
    callsInLastMinute: () => client.callsInLastMinute(),
    readHealth: () => client.readHealth(),
    waitUntil: (patience) => client.waitUntil(patience),
    endWaits: () => client.endWaits(),
  }
}
