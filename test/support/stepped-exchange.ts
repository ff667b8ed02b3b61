import { type AssembledExchange, assembleExchange } from '../../src/app/exchange/assemble-exchange.ts'
import type { ExchangeRequest, MarketChoice } from '../../src/cli/exchange-door.ts'
import { instant } from '../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { cents } from '../../src/domain/money/cents.ts'
import { type ExchangeClient, exchangeClient, type OptionRow, rows } from './exchange-client.ts'

/** An exchange in process whose clock a test turns, and a client that trades on its only account. */
export interface SteppedExchange {
  readonly exchange: AssembledExchange
  readonly client: ExchangeClient
  /** `/accounts/VA...` */
  readonly account: string
  /** Puts the clock forward by minutes. */
  wait(minutes: number): Promise<void>
  /** Puts the clock forward to `YYYY-MM-DDTHH:MM` in New York. */
  goTo(time: string): Promise<void>
}

const TOKENS = { token: 'stepped-token', controlToken: 'stepped-door' }

/** A synthetic market whose clock stands, with some of it changed. */
export function exchangeRequest(changed: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    market: { kind: 'synthetic' },
    seed: 1,
    day: null,
    time: null,
    speed: 0,
    alwaysOpen: false,
    personality: 'live',
    accounts: [{ id: null, type: 'margin', cash: cents(50_000_000), optionLevel: 3 }],
    fees: null,
    ...TOKENS,
    faults: null,
    switches: [],
    stateFile: null,
    host: '127.0.0.1',
    port: 0,
    ...changed,
  }
}

/** Opens an exchange on a market; nothing moves but by the test. */
export async function steppedExchange(
  market: MarketChoice,
  changed: Partial<ExchangeRequest> = {},
): Promise<SteppedExchange> {
  const request = exchangeRequest({ market, ...changed })
  const now = () => instant(1_900_000_000_000)
  const opened = await assembleExchange(request, { calendar: buildMarketCalendar(), now })
  if (!opened.ok) throw new Error(opened.message)
  const exchange = opened.value
  const client = exchangeClient({
    baseUrl: 'http://exchange.test/v1',
    ...TOKENS,
    fetch: (request) => exchange.face.fetch(request),
  })
  return {
    exchange,
    client,
    account: `/accounts/${exchange.venue.accounts()[0]!.id}`,
    wait: async (minutes) => void (await client.lever('clock/step', { ms: minutes * 60_000 })),
    goTo: async (time) => void (await client.lever('clock/jump', { to: time })),
  }
}

/** The days on which options of an underlying end, as the API lists them. */
export async function expirationsOf(client: ExchangeClient, underlying: string): Promise<readonly string[]> {
  const path = `/markets/options/expirations?symbol=${underlying}&includeAllRoots=true`
  const { expirations } = await client.get<{ expirations: { date: string | string[] } | null }>(path)
  return rows(expirations?.date)
}

/** The rows of one expiration, as the API serves them. */
export async function chainOf(
  client: ExchangeClient,
  underlying: string,
  expiration: string,
): Promise<readonly OptionRow[]> {
  const path = `/markets/options/chains?symbol=${underlying}&expiration=${expiration}&greeks=true`
  const { options } = await client.get<{ options: { option: OptionRow | OptionRow[] } | null }>(path)
  return rows(options?.option)
}
