import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import {
  DISABLE_BODY,
  INVITE_BODY,
  KEY_BODY,
  RESET_BODY,
  TOKEN_BODY,
  TOKEN_PLACE,
} from '../../contract/people-messages.ts'
import { type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { Identity } from '../../ports/identity.ts'
import { createKey, listKeys, revokeKey } from '../../service/people/api-keys.ts'
import {
  dropBrokerToken,
  listBrokerTokens,
  setBrokerToken,
  type TokenDesk,
} from '../../service/people/broker-tokens.ts'
import { setDisabled } from '../../service/people/disable-person.ts'
import { invitePerson, resetPassword } from '../../service/people/invite-person.ts'
import { listPeople } from '../../service/people/list-people.ts'
import { showMe } from '../../service/people/show-me.ts'
import type { GuardEnv } from '../guard/guard-env.ts'
import { scopeGuard } from '../guard/identity-guard.ts'
import { problem } from '../problem.ts'
import type { ProblemStatus } from '../problem-status.ts'

/** What the routes of people need. */
export interface PeopleRouteParts {
  readonly desk: TokenDesk
  /** Asks the broker whether a stored token works; without it there is no such route. */
  readonly testToken?: (identity: Identity, key: BrokerAccountKey) => Promise<Result<unknown>>
}

type Ctx = Context<GuardEnv>

const STATUS: Readonly<Record<string, ProblemStatus>> = {
  admin_must_ask: 403,
  key_must_be_asked_for_by_a_person: 403,
  token_must_be_set_by_a_person: 403,
  second_factor_must_be_fresh: 403,
  scope_must_be_held: 403,
  person_must_be_known: 404,
  key_must_be_known: 404,
  token_must_be_stored: 404,
  admin_must_remain: 409,
  keys_must_be_fewer: 409,
  vault_must_be_unlocked: 503,
}

/** Answers with a value, or with the refusal by its name. */
function give<Value>(
  c: Ctx,
  result: Result<Value>,
  shape: (value: Value) => object,
  status: 200 | 201 = 200,
): Response {
  return result.ok
    ? c.json(shape(result.value), status)
    : problem(c, STATUS[result.code] ?? 422, result.code, result.message)
}

/** Reads the body, or says which fields are not as expected. */
async function withBody<Value>(
  c: Ctx,
  schema: z.ZodType<Value>,
  work: (value: Value) => Promise<Response>,
): Promise<Response> {
  const read = schema.safeParse(await c.req.json().catch(() => null))
  if (read.success) return work(read.data)
  const fields = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].filter(
    (field) => field !== '',
  )
  const which = fields.length === 0 ? '' : ` Look at: ${fields.join(', ').slice(0, 200)}.`
  return problem(c, 422, 'request_must_be_understood', `The request is not as expected.${which}`)
}

/** The account of the path; whatever is not one is not there. */
function placeOf(c: Ctx): BrokerAccountKey | null {
  return TOKEN_PLACE.safeParse(c.req.param()).data ?? null
}

function nowhere(c: Ctx): Response {
  return problem(c, 404, 'token_must_be_stored', 'There is no such token.')
}

/** Who I am, my keys, my brokers' tokens, and for admins who else is here. To be mounted behind `identityGuard`. */
export function peopleRoutes(parts: PeopleRouteParts): Hono<GuardEnv> {
  const app = new Hono<GuardEnv>()
  addMyRoutes(app, parts)
  addTokenRoutes(app, parts)
  addAdminRoutes(app, parts)
  return app
}

function addMyRoutes(app: Hono<GuardEnv>, { desk }: PeopleRouteParts): void {
  app.get('/me', async (c) => c.json(await showMe(desk, c.get('identity'))))
  app.get('/keys', async (c) => give(c, await listKeys(desk, c.get('identity'), null), (keys) => ({ keys })))
  app.post('/keys', (c) =>
    withBody(c, KEY_BODY, async (wish) =>
      give(c, await createKey(desk, c.get('identity'), null, wish), (made) => made, 201),
    ),
  )
  app.delete('/keys/:id', async (c) =>
    give(c, await revokeKey(desk, c.get('identity'), null, c.req.param('id')), () => ({ status: 'revoked' })),
  )
}

function addTokenRoutes(app: Hono<GuardEnv>, { desk, testToken }: PeopleRouteParts): void {
  app.get('/broker-tokens', scopeGuard('read'), async (c) =>
    c.json({ tokens: await listBrokerTokens(desk, c.get('identity')) }),
  )
  app.put('/broker-tokens/:environment/:accountId', async (c) => {
    const place = placeOf(c)
    if (place === null) return nowhere(c)
    return withBody(c, TOKEN_BODY, async ({ token }) =>
      give(c, await setBrokerToken(desk, c.get('identity'), place, token), () => ({ status: 'stored' })),
    )
  })
  app.delete('/broker-tokens/:environment/:accountId', async (c) => {
    const place = placeOf(c)
    if (place === null) return nowhere(c)
    return give(c, await dropBrokerToken(desk, c.get('identity'), place), () => ({ status: 'forgotten' }))
  })
  if (testToken === undefined) return
  app.post('/broker-tokens/:environment/:accountId/test', scopeGuard('read'), async (c) => {
    const place = placeOf(c)
    if (place === null) return nowhere(c)
    return give(c, await testToken(c.get('identity'), place), (found) => ({ status: 'works', found }))
  })
}

function addAdminRoutes(app: Hono<GuardEnv>, { desk }: PeopleRouteParts): void {
  const admin = scopeGuard('admin')
  app.get('/people', admin, async (c) =>
    give(c, await listPeople(desk, c.get('identity')), (people) => ({ people })),
  )
  app.post('/people/invitations', admin, (c) =>
    withBody(c, INVITE_BODY, async (wish) =>
      give(c, await invitePerson(desk, c.get('identity'), wish), (issued) => issued, 201),
    ),
  )
  app.post('/people/disabled', admin, (c) =>
    withBody(c, DISABLE_BODY, async (wish) =>
      give(c, await setDisabled(desk, c.get('identity'), wish), (person) => ({ person })),
    ),
  )
  app.post('/people/resets', admin, (c) =>
    withBody(c, RESET_BODY, async ({ email }) => {
      // An admin's key that was stolen is not to take over people.
      const identity = c.get('identity')
      const result =
        identity.via === 'session'
          ? await resetPassword(desk, identity, email)
          : refuse('admin_must_ask', 'A key resets no passwords; sign in and do it there.')
      return give(c, result, (issued) => issued, 201)
    }),
  )
}
