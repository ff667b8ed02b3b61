import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'

/** A place that speaks Tradier's API, from the list of those allowed. */
export interface TradierEndpoint<Environment extends BrokerEnvironment = BrokerEnvironment> {
  readonly environment: Environment
  /** Without a slash at its end. */
  readonly baseUrl: string
}

/** Tradier's sandbox; its quotes are 15 minutes old and it has no history. */
export const SANDBOX: TradierEndpoint<'sandbox'> = {
  environment: 'sandbox',
  baseUrl: 'https://sandbox.tradier.com/v1',
}

/** The real market and real money. */
export const LIVE: TradierEndpoint<'live'> = { environment: 'live', baseUrl: 'https://api.tradier.com/v1' }

/** The built-in exchange in this process: the name resolves nowhere, the exchange's own `fetch` answers. */
export const IN_PROCESS: TradierEndpoint<'exchange'> = {
  environment: 'exchange',
  baseUrl: 'http://exchange.invalid/v1',
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The built-in exchange on a socket of this machine. Nothing else is an endpoint: an address from a setting that could
 * name any host would be an address to which tokens can be sent.
 */
export function exchangeEndpoint(
  baseUrl: string,
): Result<TradierEndpoint<'exchange'>, 'exchange_must_be_on_this_machine'> {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const bare =
    url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!bare || url.protocol !== 'http:' || !LOOPBACK.has(url.hostname) || !/^\/v1\/?$/.test(url.pathname)) {
    return refuse(
      'exchange_must_be_on_this_machine',
      'The exchange must be at an address such as http://127.0.0.1:8300/v1, on this machine.',
    )
  }
  return ok({ environment: 'exchange', baseUrl: `${url.origin}/v1` })
}
