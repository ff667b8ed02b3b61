import { accountBalances, historicalBalances } from './account-balances.ts'
import { accountOrders, singleOrder } from './account-orders.ts'
import { accountPositions, positionGroups } from './account-positions.ts'
import { userProfile } from './account-profile.ts'
import { accountGainloss, accountHistory } from './account-reports.ts'
import type { Resource } from './face-call.ts'
import { marketCalendar, marketClock } from './market-hours.ts'
import { marketQuotes } from './market-quotes.ts'
import { optionChain, optionExpirations, optionLookup, optionStrikes } from './option-reference.ts'
import { priceHistory } from './price-history.ts'
import { easyToBorrow, lookupSecurities, searchSecurities } from './securities.ts'
import { accountSession, marketSession } from './stream-resources.ts'
import { timeSales } from './time-sales.ts'
import { changeOrder, deleteOrder, placeOrder } from './trading.ts'
import { userBalances, userGainloss, userHistory, userOrders, userPositions } from './user-siblings.ts'

/** Everything that the face serves below `/v1`: `:account` and `:order` are parts of a path. */
const ROUTES: readonly (readonly [string, string, Resource])[] = [
  ['GET', '/user/profile', userProfile],
  ['GET', '/user/balances', userBalances],
  ['GET', '/user/positions', userPositions],
  ['GET', '/user/orders', userOrders],
  ['GET', '/user/history', userHistory],
  ['GET', '/user/gainloss', userGainloss],
  ['GET', '/accounts/:account/balances', accountBalances],
  ['GET', '/accounts/:account/historical-balances', historicalBalances],
  ['GET', '/accounts/:account/positions', accountPositions],
  ['GET', '/accounts/:account/position-groups', positionGroups],
  ['GET', '/accounts/:account/orders', accountOrders],
  ['GET', '/accounts/:account/orders/:order', singleOrder],
  ['GET', '/accounts/:account/gainloss', accountGainloss],
  ['GET', '/accounts/:account/history', accountHistory],
  ['POST', '/accounts/:account/orders', placeOrder],
  ['PUT', '/accounts/:account/orders/:order', changeOrder],
  ['DELETE', '/accounts/:account/orders/:order', deleteOrder],
  ['GET', '/markets/quotes', marketQuotes],
  ['POST', '/markets/quotes', marketQuotes],
  ['GET', '/markets/options/chains', optionChain],
  ['GET', '/markets/options/strikes', optionStrikes],
  ['GET', '/markets/options/expirations', optionExpirations],
  ['GET', '/markets/options/lookup', optionLookup],
  ['GET', '/markets/history', priceHistory],
  ['GET', '/markets/timesales', timeSales],
  ['GET', '/markets/clock', marketClock],
  ['GET', '/markets/calendar', marketCalendar],
  ['GET', '/markets/search', searchSecurities],
  ['GET', '/markets/lookup', lookupSecurities],
  ['GET', '/markets/etb', easyToBorrow],
  ['POST', '/markets/events/session', marketSession],
  ['POST', '/accounts/events/session', accountSession],
]

/** A resource that was found, and the named parts of its path. */
export interface RouteMatch {
  readonly resource: Resource
  readonly path: Readonly<Record<string, string>>
}

const TABLE = ROUTES.map(([method, pattern, resource]) => ({ method, parts: pattern.split('/'), resource }))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function namedParts(wanted: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (wanted.length !== parts.length) return null
  const named: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(':')) named[part.slice(1)] = decoded(parts[i]!)
    else if (part !== parts[i]) return null
  }
  return named
}

/** Methods that a path below `/v1` has, `HEAD` with `GET`; none when nothing is there. */
function methodsOf(parts: readonly string[]): string[] {
  const own = TABLE.filter((route) => namedParts(route.parts, parts) !== null).map(({ method }) => method)
  if (own.length === 0) return []
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

/** Why nothing serves a request: no such path (404), or not with this method (405). */
export interface NoRoute {
  readonly status: 404 | 405
  /** For the `Allow` header; empty at 404. */
  readonly allow: string
}

/**
 * Finds what serves a path below `/v1`; `HEAD` is served as `GET`. A slash at the end is overlooked.
 */
export function findRoute(method: string, path: string): RouteMatch | NoRoute {
  const parts = path.replace(/\/+$/, '').split('/')
  const wanted = method === 'HEAD' ? 'GET' : method
  for (const route of TABLE) {
    if (route.method !== wanted) continue
    const named = namedParts(route.parts, parts)
    if (named !== null) return { resource: route.resource, path: named }
  }
  const methods = methodsOf(parts)
  return { status: methods.length === 0 ? 404 : 405, allow: methods.join(', ') }
}
