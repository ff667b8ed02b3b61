import { systemClock } from '../../adapters/system/system-clock.ts'
import { brokerToken } from '../../adapters/tradier/broker-token.ts'
import { connectTradier } from '../../adapters/tradier/connection.ts'
import { createSocketTransport } from '../../adapters/tradier/socket-transport.ts'
import { LIVE, SANDBOX } from '../../adapters/tradier/tradier-endpoint.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { BrokerWorld } from './broker-world.ts'

/** Tradier, sandbox or live, on the wall's time. Refuses `token_must_be_one_word`. */
export function openTradierWorld(
  environment: 'sandbox' | 'live',
  text: string,
  calendar: MarketCalendar,
): Result<BrokerWorld> {
  const clock = systemClock()
  const connection = connect(environment, text, clock)
  if (!connection.ok) return connection
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  return ok({
    connection: connection.value,
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
    secrets: [text],
    during: (work) => work(),
    play: () => stopped,
    stop,
    save: async () => ok(true),
    changes: () => 0,
    opensAt() {
      const at = clock.now()
      return phaseAt(calendar, at, 'regular') === 'open' ? null : nextSessionToOpen(calendar, at).opens
    },
  })
}

/** The token of an environment goes to the host of that environment, and to no other. */
function connect(environment: 'sandbox' | 'live', text: string, clock: BrokerWorld['clock']) {
  if (environment === 'sandbox') {
    const token = brokerToken('sandbox', text)
    if (!token.ok) return token
    return ok(
      connectTradier({ transport: createSocketTransport({ endpoint: SANDBOX, token: token.value }), clock }),
    )
  }
  const token = brokerToken('live', text)
  if (!token.ok) return token
  return ok(
    connectTradier({ transport: createSocketTransport({ endpoint: LIVE, token: token.value }), clock }),
  )
}
