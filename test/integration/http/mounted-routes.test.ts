import { Hono } from 'hono'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { ok } from '../../../src/domain/refusal.ts'
import type { GuardEnv } from '../../../src/http/guard/guard-env.ts'
import { identityGuard } from '../../../src/http/guard/identity-guard.ts'
import { liveRoutes } from '../../../src/http/routes/live-routes.ts'
import { optionRoutes } from '../../../src/http/routes/option-routes.ts'
import type { Scope } from '../../../src/ports/identity.ts'
import { bearer, standInPeople } from '../../support/http/stand-in-people.ts'

const ACCOUNT = 'live:6YA12345'
const ON = { account: ACCOUNT, runs: true, live: { at: instant(2), provedAt: instant(1) } }

let closed: string[]
let store: ReturnType<typeof memoryStore>
let app: Hono<GuardEnv>

beforeEach(async () => {
  closed = []
  store = memoryStore()
  await store.transact('ann', (tx) => tx.putAccountChoice(ON))
  const guard = identityGuard(standInPeople(['ann', 'bob']))
  const live = { work: store, wallNow: () => instant(3), isAllowed: true }
  const close = async (username: string, account: string) => {
    closed.push(`${username} ${account}`)
    return ok(true as const)
  }
  app = new Hono<GuardEnv>()
  app.route('/', liveRoutes({ live, close }, guard))
  app.route('/', optionRoutes({ marketOf: () => null }, guard))
})

const choices = (username: string) => store.transact(username, (tx) => tx.accountChoices())
const switchOff = (account: string, username: string, scopes: readonly Scope[]) =>
  app.request(`/accounts/${account}/live`, {
    method: 'PUT',
    headers: { ...bearer(username, scopes), 'content-type': 'application/json' },
    body: JSON.stringify({ on: false }),
  })

describe('the switch for money', () => {
  it.each([[['read']], [['admin']], [['trade-paper', 'read', 'admin']]] as const)(
    'is not touched by who may not trade money: %j',
    async (scopes) => {
      expect((await switchOff(ACCOUNT, 'ann', scopes)).status).toBe(403)
      expect([closed, await choices('ann')]).toEqual([[], [ON]])
    },
  )

  it('is switched off by who may trade money, and the cycles end', async () => {
    expect((await switchOff(ACCOUNT, 'ann', ['trade-live'])).status).toBe(200)
    expect([closed, await choices('ann')]).toEqual([[`ann ${ACCOUNT}`], [{ ...ON, live: null }]])
  })

  it('ends no account that trades no money, and writes nothing about one that nobody switched on', async () => {
    await switchOff('exchange:SYN1', 'ann', ['trade-live'])
    for (let i = 0; i < 3; i += 1) await switchOff(`live:made-up-${i}`, 'bob', ['trade-live'])
    expect(await choices('ann')).toEqual([ON])
    expect(await choices('bob')).toEqual([])
    expect(closed.filter((one) => one.includes('exchange'))).toEqual([])
  })
})

it('what there is to trade is read by who may read', async () => {
  const ask = (scopes: readonly Scope[]) => app.request('/options/SPY', { headers: bearer('ann', scopes) })
  expect((await ask(['admin'])).status).toBe(403)
  expect((await ask(['read'])).status).toBe(404)
})
