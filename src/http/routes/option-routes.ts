import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { OPTION_PATH, OPTION_QUERY } from '../../contract/api/option-messages.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import type { MarketData } from '../../ports/market-data.ts'
import type { AccountView } from '../../service/engine/account-view.ts'
import { listExpirations, listOptions, type OptionLine } from '../../service/market/list-options.ts'
import type { GuardEnv } from '../guard/guard-env.ts'
import { scopeGuard } from '../guard/identity-guard.ts'
import { notFound, problem, refused } from '../problem.ts'

/** The market that an account trades in. */
export interface AccountMarket {
  readonly view: AccountView
  readonly market: MarketData
}

/** What looking at options needs. */
export interface OptionRouteParts {
  /** The market of a user's account, of their first one for null; null when they have no such account open. */
  readonly marketOf: (username: string, account: string | null) => AccountMarket | null
}

type Ctx = Context<GuardEnv>

/** `GET /options/:underlying` and `GET /options/:underlying/:expiration`: what there is to trade. To be mounted with a proof of who asks. */
export function optionRoutes(parts: OptionRouteParts, guard: MiddlewareHandler<GuardEnv>): Hono<GuardEnv> {
  const app = new Hono<GuardEnv>()
  const reads = scopeGuard('read')
  app.get('/options/:underlying', guard, reads, (c) => answer(c, parts))
  app.get('/options/:underlying/:expiration', guard, reads, (c) => answer(c, parts))
  return app
}

async function answer(c: Ctx, { marketOf }: OptionRouteParts): Promise<Response> {
  const path = OPTION_PATH.safeParse(c.req.param())
  const query = OPTION_QUERY.safeParse(c.req.query())
  if (!path.success || !query.success) {
    return problem(c, 422, 'request_must_be_valid', 'Expected e.g. /options/SPY/2026-12-18?type=call&near=5.')
  }
  const { underlying, expiration } = path.data
  const { account = null, type = null, near = null } = query.data
  const at = marketOf(c.get('identity').username, account)
  if (at === null) return notFound(c)
  if (expiration === undefined) {
    const days = await listExpirations(at.market, underlying)
    return days.ok ? c.json({ underlying, expirations: days.value }) : refused(c, days)
  }
  const options = await listOptions(at.market, at.view, { underlying, expiration, type, near })
  return options.ok
    ? c.json({ underlying, expiration, options: options.value.map(wire) })
    : refused(c, options)
}

function wire({ strike, bid, ask, ...rest }: OptionLine) {
  const text = (price: typeof bid) => (price === null ? null : formatPrice(price))
  return { ...rest, strike: formatPrice(strike), bid: text(bid), ask: text(ask) }
}
