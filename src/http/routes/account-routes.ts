import { createRoute } from '@hono/zod-openapi'
import { ACCOUNT, ACCOUNT_BODY, ACCOUNTS, ME } from '../../contract/api/account-messages.ts'
import { ID_PATH, NAME } from '../../contract/api/wire-values.ts'
import { z } from 'zod'
import { ok, type Result } from '../../domain/refusal.ts'
import type { OpenAccount } from '../../service/accounts/account-directory.ts'
import { once } from '../../service/idempotency/once.ts'
import type { ApiContext } from '../api-env.ts'
import { type Desk, keyOf, requestHashOf } from '../on-account.ts'
import { identityOf, mayTrade } from '../needs.ts'
import { refused } from '../problem.ts'
import { answers, apiPart, created, jsonBody, KEY_HEADER, READS, TRADES } from '../route-parts.ts'

const TAGS = ['account']

const GET_ME = createRoute({
  method: 'get',
  path: '/me',
  tags: TAGS,
  summary: 'Who asks, and what they may do.',
  ...READS,
  responses: answers(ME),
})

const LIST = createRoute({
  method: 'get',
  path: '/accounts',
  tags: TAGS,
  summary: 'The accounts whose engines run.',
  ...READS,
  responses: answers(ACCOUNTS),
})

const OPEN = createRoute({
  method: 'post',
  path: '/accounts',
  tags: TAGS,
  summary: 'Opens an account and begins its engine.',
  ...TRADES,
  request: { headers: KEY_HEADER, body: jsonBody(ACCOUNT_BODY) },
  responses: created(ACCOUNT),
})

const CLOSED = z.object({ account: NAME }).meta({ id: 'ClosedAccount' })

const CLOSE = createRoute({
  method: 'delete',
  path: '/accounts/{id}',
  tags: TAGS,
  summary: 'Ends the engine of an account; what is stored stays.',
  ...TRADES,
  request: { params: ID_PATH, headers: KEY_HEADER },
  responses: answers(CLOSED),
})

function accountWire({ view, live }: OpenAccount): z.output<typeof ACCOUNT> {
  const environment = view.account.slice(0, view.account.indexOf(':')) as z.output<
    typeof ACCOUNT
  >['environment']
  return { account: view.account, environment, mode: view.mode, market: live().market }
}

/** Who asks, and their accounts. */
export function accountRoutes({ deps }: Desk) {
  const { directory } = deps
  const onlyOnce = <Value extends object>(
    c: ApiContext,
    body: unknown,
    run: () => Promise<Result<Value>>,
  ) => {
    const hash = requestHashOf(c, null, body)
    return once(deps.store, identityOf(c).username, keyOf(c), hash, deps.now(), run)
  }
  return apiPart()
    .openapi(GET_ME, (c) => {
      const { name, scopes, via, provedAt } = identityOf(c)
      return c.json({ name, scopes: [...scopes], via, provedAt }, 200)
    })
    .openapi(LIST, (c) => {
      const accounts = directory.accountsOf(identityOf(c).username)
      return c.json({ accounts: accounts.map(accountWire) }, 200)
    })
    .openapi(OPEN, async (c) => {
      const wish = c.req.valid('json')
      const forbidden = mayTrade(c, wish.environment === 'live' ? 'LIVE' : 'PAPER')
      if (forbidden !== null) return forbidden
      const opened = await onlyOnce(c, wish, async () => {
        const result = await directory.open(identityOf(c).username, wish)
        return result.ok ? ok(accountWire(result.value)) : result
      })
      return opened.ok ? c.json(opened.value.value, 201) : refused(c, opened)
    })
    .openapi(CLOSE, async (c) => {
      const { id } = c.req.valid('param')
      const { username } = identityOf(c)
      const account = directory.accountOf(username, id)
      const forbidden = account === null ? null : mayTrade(c, account.view.mode)
      if (forbidden !== null) return forbidden
      const closed = await onlyOnce(c, null, async () => {
        const result = await directory.close(username, id)
        return result.ok ? ok({ account: id }) : result
      })
      return closed.ok ? c.json({ account: id }, 200) : refused(c, closed)
    })
}
