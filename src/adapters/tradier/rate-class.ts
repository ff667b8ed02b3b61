/** What shares a quota at Tradier: reads of accounts, market data, and changes of orders. */
export type RateClass = 'standard' | 'market_data' | 'trading'

/**
 * The class that a call is counted in.
 *
 * @param path below `/v1`
 */
export function rateClassOf(method: string, path: string): RateClass {
  if (path.startsWith('/markets/')) return 'market_data'
  return method !== 'GET' && /^\/accounts\/[^/]+\/orders(\/|$)/.test(path) ? 'trading' : 'standard'
}
