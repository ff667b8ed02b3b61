import type { TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import { createHash } from 'node:crypto'
import { ok, type Refusal, type Result, refuse } from '../domain/refusal.ts'
import type { OpenAccount } from '../service/accounts/account-directory.ts'
import type { AccountView } from '../service/engine/account-view.ts'
import { once } from '../service/idempotency/once.ts'
import { StaleVersionError } from '../ports/store/unit-of-work.ts'
import type { ApiDeps } from './api-deps.ts'
import type { ApiContext } from './api-env.ts'
import { isKnown, type ListCache } from './list-cache.ts'
import { identityOf, mayTrade } from './needs.ts'
import { type ProblemAnswer, refused } from './problem.ts'
import type { TradeLine } from '../service/engine/trade-line.ts'
import { tradeWire } from './wire/trade-wire.ts'

/** An answer of JSON as the typed client sees it. */
export type JsonAnswer<Body> = Response & TypedResponse<JSONParsed<Body>, 200, 'json'>

/** What routes work with: the dependencies, and the lists that are kept. */
export interface Desk {
  readonly deps: ApiDeps
  readonly lists: ListCache
}

/**
 * The account that a request is about: the one that it names, or the only one.
 *
 * Refuses: `account_must_exist`, for who has it not as for who has it; `account_must_be_open`, `account_must_be_named`.
 */
export function accountOf(c: ApiContext, { directory }: ApiDeps): Result<OpenAccount> {
  const { username } = identityOf(c)
  const name = c.req.query('account')
  if (name !== undefined) {
    const found = directory.accountOf(username, name)
    return found === null ? refuse('account_must_exist', 'There is no such account.') : ok(found)
  }
  const all = directory.accountsOf(username)
  if (all.length === 1) return ok(all[0]!)
  if (all.length === 0) return refuse('account_must_be_open', 'Open an account first: POST /api/v1/accounts.')
  return refuse('account_must_be_named', 'You have several accounts; say which with ?account=NAME.')
}

/** Answers a read of an account. Each of its reads is one round trip, and cannot write. */
export async function readAccount<Body>(
  c: ApiContext,
  { deps }: Desk,
  read: (view: AccountView, account: OpenAccount) => Promise<Result<Body>>,
): Promise<JsonAnswer<Body> | ProblemAnswer> {
  const account = accountOf(c, deps)
  if (!account.ok) return refused(c, account)
  const result = await read({ ...account.value.view, work: deps.store.reads }, account.value)
  return result.ok ? (c.json(result.value as object) as unknown as JsonAnswer<Body>) : refused(c, result)
}

/** Answers a list of an account with its ETag, from kept bytes while nothing of the user's has changed. */
export async function listAccount<Body>(
  c: ApiContext,
  { deps, lists }: Desk,
  read: (view: AccountView, account: OpenAccount) => Promise<Body>,
): Promise<JsonAnswer<Body> | ProblemAnswer> {
  const account = accountOf(c, deps)
  if (!account.ok) return refused(c, account)
  const { view } = account.value
  const version = deps.changes.of(view.username)
  const key = `${view.username}\n${view.account}\n${c.req.url}`
  const { bytes, etag } = await lists.get(key, version, deps.now(), () =>
    read({ ...view, work: deps.store.reads }, account.value),
  )
  const headers = { etag, 'cache-control': 'private, no-cache' }
  const answer = isKnown(c.req.header('if-none-match'), etag)
    ? c.body(null, 304, headers)
    : c.body(bytes, 200, { ...headers, 'content-type': 'application/json' })
  return answer as unknown as JsonAnswer<Body>
}

/** A command on an account: what to do, and how its answer looks. */
export interface Command<Value, Body> {
  readonly body: unknown
  readonly run: (account: OpenAccount) => Promise<Result<Value>>
  readonly show: (value: Value) => Body
  /** The present state, for who comes with a stale version. */
  readonly state?: (account: OpenAccount) => Promise<unknown>
}

/**
 * Carries out a command once for its key, between two cycles of the account and never beside one, and answers with what it
 * did. The same key and request get the same answer again.
 */
export async function commandAccount<Value extends object, Body>(
  c: ApiContext,
  { deps }: Desk,
  { body, run, show, state }: Command<Value, Body>,
): Promise<JsonAnswer<Body> | ProblemAnswer> {
  const account = accountOf(c, deps)
  if (!account.ok) return refused(c, account)
  const forbidden = mayTrade(c, account.value.view.mode)
  if (forbidden !== null) return forbidden
  const { username } = account.value.view
  const hash = requestHashOf(c, account.value.view.account, body)
  // Whoever comes twice waits here for the first, and gets its answer.
  const result = await account.value.exclusive(() =>
    once(deps.store, username, keyOf(c), hash, deps.now(), () => settled(() => run(account.value))),
  )
  if (result.ok) return c.json(show(result.value.value) as object) as unknown as JsonAnswer<Body>
  return refused(c, result, await presentState(result, () => state?.(account.value)))
}

/** The trade as it is where the refusal brings it along; for other stale versions what the command says. */
async function presentState(refusal: Refusal, state: () => Promise<unknown> | undefined): Promise<unknown> {
  if ('present' in refusal) return { trade: tradeWire(refusal.present as TradeLine) }
  return refusal.code === 'version_must_be_current' ? state() : undefined
}

/** The idempotency key, whose header the route's schema has checked. */
export function keyOf(c: ApiContext): string {
  return c.req.header('idempotency-key') ?? ''
}

/** What must be the same when a key comes again. */
export function requestHashOf(c: ApiContext, account: string | null, body: unknown): string {
  const said = JSON.stringify([c.req.method, c.req.path, account, body])
  return createHash('sha256').update(said).digest('hex')
}

/** A row that changed under the command is a stale version, whoever found it. */
async function settled<Value>(run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof StaleVersionError)) throw error
    return refuse('version_must_be_current', 'It was changed elsewhere meanwhile; look at it again.')
  }
}
