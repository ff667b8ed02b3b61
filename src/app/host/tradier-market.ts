import { createHash } from 'node:crypto'
import { systemClock } from '../../adapters/system/system-clock.ts'
import { brokerToken } from '../../adapters/tradier/broker-token.ts'
import { connectTradier, type TradierConnection } from '../../adapters/tradier/connection.ts'
import { RequestBudget } from '../../adapters/tradier/request-budget.ts'
import { createSocketTransport } from '../../adapters/tradier/socket-transport.ts'
import { LIVE, SANDBOX } from '../../adapters/tradier/tradier-endpoint.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MarketWorld } from '../engine/market-world.ts'

/** Tradier's own environments. */
export type TradierEnvironment = 'sandbox' | 'live'

/** The real market, on the wall's time: Tradier's live accounts and those of its sandbox. */
export function tradierMarket(environment: TradierEnvironment, calendar: MarketCalendar): MarketWorld {
  const clock = systemClock()
  const { promise: stopped, resolve } = Promise.withResolvers<void>()
  let hasEnded = false
  return {
    clock,
    calendar,
    volatility: null,
    description: environment === 'live' ? 'The real market, real money' : "Tradier's sandbox, paper money",
    notes: [
      'IV rank comes from ORATS with LEGWORK_ORATS_TOKEN; else from our own history, which needs 200 sessions: until then the rules on it refuse, unless they are off.',
      ...(environment === 'sandbox' ? ['Its quotes are 15 minutes old.'] : []),
    ],
    speed: null,
    recorded: null,
    during: (work) => work(),
    play: () => stopped,
    stop() {
      hasEnded = true
      resolve()
    },
    hasEnded: () => hasEnded,
    save: async () => ok(true),
    saveChanges: async () => ok(true),
    opensAt() {
      const at = clock.now()
      return phaseAt(calendar, at, 'regular') === 'open' ? null : nextSessionToOpen(calendar, at).opens
    },
  }
}

/** Makes a connection by a token, on the budget of that token; a test hands in one that reaches no broker. */
export type TradierConnector = (
  environment: TradierEnvironment,
  text: string,
  parts: { readonly clock: Clock; readonly budget: RequestBudget },
) => Result<TradierConnection>

/** The token of an environment goes to the host of that environment, and to no other. Refuses as `brokerToken` does. */
export const connectTradierSocket: TradierConnector = (environment, text, parts) => {
  if (environment === 'sandbox') {
    const token = brokerToken('sandbox', text)
    if (!token.ok) return token
    const transport = createSocketTransport({ endpoint: SANDBOX, token: token.value })
    return ok(connectTradier({ transport, ...parts }))
  }
  const token = brokerToken('live', text)
  if (!token.ok) return token
  const transport = createSocketTransport({ endpoint: LIVE, token: token.value })
  return ok(connectTradier({ transport, ...parts }))
}

/**
 * Connections on one budget for each token: Tradier counts calls by token, whichever accounts they are for. Tokens are
 * known here by their hash.
 */
export class TradierConnections {
  readonly #connect: TradierConnector
  readonly #budgets = new Map<string, RequestBudget>()

  constructor(connect: TradierConnector) {
    this.#connect = connect
  }

  /** A new connection of an account by its token. Refuses as `brokerToken` does. */
  of(environment: TradierEnvironment, text: string, clock: Clock): Result<TradierConnection> {
    const key = `${environment} ${createHash('sha256').update(text).digest('hex')}`
    const budget = this.#budgets.get(key) ?? new RequestBudget(clock)
    const connection = this.#connect(environment, text, { clock, budget })
    if (connection.ok) this.#budgets.set(key, budget)
    return connection
  }
}
