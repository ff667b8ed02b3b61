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

/**
 * Finds what serves a path below `/v1`: the resource, or the status of there being none (404) or none for this
 * method (405). A slash at the end is overlooked.
 */
export function findRoute(method: string, path: string): RouteMatch | 404 | 405 {
  const parts = path.replace(/\/+$/, '').split('/')
  let known = false
  for (const route of TABLE) {
    const named = namedParts(route.parts, parts)
    if (named === null) continue
    if (route.method === method) return { resource: route.resource, path: named }
    known = true
  }
  return known ? 405 : 404
}
