import type pg from 'pg'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openGate } from '../../src/adapters/auth/people-gate.ts'
import { MemoryEventFeed } from '../../src/adapters/memory/memory-event-feed.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../../src/adapters/postgres/postgres-store.ts'
import { randomIds } from '../../src/adapters/system/random-ids.ts'
import { answerRequests } from '../../src/app/http/answer-requests.ts'
import type { ApiDeps } from '../../src/http/api-deps.ts'
import { createApi } from '../../src/http/app.ts'
import { sharedParts } from '../../src/http/shared-parts.ts'
import { instant } from '../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { ok } from '../../src/domain/refusal.ts'
import type { Store } from '../../src/ports/store/store.ts'
import type { AccountDirectory, OpenAccount } from '../../src/service/accounts/account-directory.ts'
import { ChangeCounter } from '../../src/service/events/change-counter.ts'
import { priceSnapshot } from '../../test/conformance/store/records-contract.ts'
import { ACCOUNT, accountRecord, OPEN } from '../../test/conformance/store/sample-records.ts'
import { filled, newTrade, told, tradeRecord } from '../../test/conformance/store/sample-trades.ts'
import type { Database } from '../open-database.ts'

export const ROWS = 70

/** The API on a database with a person, their key and a list of trades. */
export interface ApiStage {
  readonly port: number
  readonly store: Store
  readonly username: string
  readonly key: string
  close(): Promise<void>
}

const NEVER = async (): Promise<never> => {
  throw new Error('the benchmark of lists places nothing')
}

/** An account to look at; nothing can be placed in it. */
function accountToRead(store: Store, username: string): OpenAccount {
  const now = () => instant(OPEN + 3_600_000)
  const view = {
    username,
    account: ACCOUNT,
    mode: 'PAPER' as const,
    work: store,
    clock: { now },
    calendar: buildMarketCalendar(2025, 2027),
    preset: [],
  }
  const live = () => ({ market: 'none', speed: null, health: null, startedAt: 0, pid: 0 })
  const hand = { view } as unknown as OpenAccount['hand']
  return { view, hand, live, exclusive: (work) => work(), approve: NEVER }
}

async function fill(store: Store, username: string): Promise<void> {
  await store.transact(username, async (tx) => {
    await tx.insertAccount(accountRecord())
    for (let i = 0; i < ROWS; i++) {
      const id = `trade${String(i).padStart(21, '0')}`
      const record = tradeRecord(newTrade(id), { createdAt: instant(OPEN + i) })
      await tx.insertTrade(record)
      await tx.saveTrades([told(record, filled(2, OPEN + i))])
      await tx.insertPriceSnapshots([priceSnapshot(id, 1), priceSnapshot(id, 40_000)])
    }
  })
}

const USERNAME = 'bench'
const ids = randomIds()
const log = { write: () => undefined }
const now = () => instant(Date.now())

/** The sign-in of people, and a key of one of them. */
async function signIn(pool: pg.Pool) {
  const secret = 'a-secret-of-the-benchmark-0123456789'
  const gate = openGate({ pool, secret, origins: ['http://localhost'], ids, log, now })
  await pool.query(
    `insert into auth_users (id, name, email, role) values ($1, 'Bench', 'bench@example.org', 'member')`,
    [USERNAME],
  )
  const key = gate.store.mintSecret('key')
  const expiresAt = instant(Date.now() + 3_600_000)
  const times = { createdAt: now(), expiresAt, lastUsedAt: null, revokedAt: null }
  const scopes = ['trade-paper'] as const
  await gate.store.addKey(
    { id: ids.next(), username: USERNAME, name: 'bench', start: key.slice(0, 8), scopes, ...times },
    key,
  )
  return { gate, key }
}

/**
 * Serves the API on a fresh database, with the sign-in of people in front of it.
 *
 * @param isChanging whether every request finds that something has changed since the last
 */
export async function apiStage({ pool }: Database, isChanging: () => boolean): Promise<ApiStage> {
  await migrate(pool)
  const base = storeOnPool(pool)
  const changes = new ChangeCounter()
  const store: Store = { ...changes.counting(base), reads: base.reads, close: () => base.close() }
  const { gate, key } = await signIn(pool)
  const username = USERNAME
  await fill(store, username)
  const account = accountToRead(store, username)
  const directory: AccountDirectory = {
    accountsOf: (name) => (name === username ? [account] : []),
    accountOf: (name, wanted) => (name === username && wanted === ACCOUNT ? account : null),
    open: NEVER,
    close: async () => ok(true),
  }
  let changed = 0
  const server = createServer()
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', () => ready())
  })
  const { port } = server.address() as AddressInfo
  const deps: ApiDeps = {
    hosts: [`127.0.0.1:${port}`],
    origins: [`http://127.0.0.1:${port}`],
    people: gate,
    directory,
    feed: new MemoryEventFeed(),
    changes: { of: (name) => (isChanging() ? ++changed : changes.of(name)) },
    store,
    now,
    ids,
    log,
    proxies: [],
    ready: async () => ({}),
    vitals: () => [],
    metricsToken: null,
    limits: { burst: 1e9, perSecond: 1e9 },
  }
  const shared = sharedParts(deps)
  answerRequests(server, createApi(deps, shared), deps, shared)
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { port, store, username, key, close }
}
