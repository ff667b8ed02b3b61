import type { MarketTime } from '../venue/venue-types.ts'
import type { Personality } from './access-token.ts'

/** What shares a quota: reads of accounts, market data, and changes of orders. */
export type RateClass = 'standard' | 'market_data' | 'trading'

const WINDOW_MS = 60_000
const LIVE: Readonly<Record<RateClass, number>> = { standard: 120, market_data: 120, trading: 60 }
const SANDBOX = 60

/** What a request found of its window. */
export interface RateVerdict {
  readonly allowed: number
  readonly used: number
  /** End of the window in epoch milliseconds. */
  readonly expiry: MarketTime
  readonly over: boolean
}

interface Window {
  readonly expiry: MarketTime
  used: number
}

/**
 * The class of a request, by method and path below `/v1`.
 *
 * @example
 * [rateClassOf('POST', '/accounts/VA1/orders'), rateClassOf('GET', '/accounts/VA1/orders'), rateClassOf('GET', '/markets/quotes')] // => ['trading', 'standard', 'market_data']
 */
export function rateClassOf(method: string, path: string): RateClass {
  if (path.startsWith('/markets/')) return 'market_data'
  const reads = method === 'GET' || method === 'HEAD'
  return !reads && /^\/accounts\/[^/]+\/orders(\/|$)/.test(path) ? 'trading' : 'standard'
}

/**
 * Fixed windows of one minute on the market's clock, one for each token and class, opening at the first request.
 * Sandbox: 60 a minute each; live: 120, for trading 60. Source: fact sheet 1.3.
 */
export class RateWindows {
  private readonly windows = new Map<string, Window>()

  /** Counts a request, unless the window is full. */
  count(token: string, personality: Personality, rateClass: RateClass, now: MarketTime): RateVerdict {
    const allowed = personality === 'sandbox' ? SANDBOX : LIVE[rateClass]
    const key = `${rateClass} ${token}`
    let window = this.windows.get(key)
    if (window === undefined || now >= window.expiry) {
      window = { expiry: now + WINDOW_MS, used: 0 }
      this.windows.set(key, window)
    }
    const over = window.used >= allowed
    if (!over) window.used += 1
    return { allowed, used: window.used, expiry: window.expiry, over }
  }
}

/** The headers that tell of a window, on every answer that was counted. */
export function rateHeaders({ allowed, used, expiry }: RateVerdict): Record<string, string> {
  return {
    'X-Ratelimit-Allowed': String(allowed),
    'X-Ratelimit-Used': String(used),
    'X-Ratelimit-Available': String(allowed - used),
    'X-Ratelimit-Expiry': String(expiry),
  }
}

/** The text of a 429; a client reads the window's end from its last word. */
export function quotaText({ allowed, expiry }: Pick<RateVerdict, 'allowed' | 'expiry'>): string {
  return `Quota Violation. Allowed: ${allowed} requests per minute. Expiry: ${expiry}`
}
