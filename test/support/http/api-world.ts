import { MemoryEventFeed } from '../../../src/adapters/memory/memory-event-feed.ts'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { enterApproved } from '../../../src/cycles/enter-approved.ts'
import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { handDeskOf } from '../../../src/cycles/hand-desk-of.ts'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { ok, refuse } from '../../../src/domain/refusal.ts'
import { type ApiApp, createApi } from '../../../src/http/app.ts'
import type { ApiDeps } from '../../../src/http/api-deps.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import type { AccountDirectory, OpenAccount } from '../../../src/service/accounts/account-directory.ts'
import { ChangeCounter } from '../../../src/service/events/change-counter.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { enterSpread } from '../engine/enter-spread.ts'
import {
  type LogLine,
  type TradingWorld,
  tradingWorld,
  USER,
  type WorldOptions,
} from '../engine/trading-world.ts'
import { bearer, standInPeople } from './stand-in-people.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = Date.UTC(2026, 8, 22, 14)
const NEIGHBOURS_NUMBER = 'VA00000002'
export const HOST = 'legwork.test'
/** The other user of every world; `USER` is the first. */
export const NEIGHBOUR = 'neighbour'
export const NEIGHBOURS_ACCOUNT = `exchange:${NEIGHBOURS_NUMBER}`

/** The API on two engines of two users, on one store and one exchange. */
export interface ApiWorld {
  readonly world: TradingWorld
  readonly market: FixedMarket
  readonly app: ApiApp
  readonly deps: ApiDeps
  readonly feed: MemoryEventFeed
  /** The lines of the engines and of the API. */
  readonly log: readonly LogLine[]
  /** Asks as a user, with every scope unless headers say otherwise. */
  ask(
    path: string,
    request?: { method?: string; body?: unknown; headers?: Record<string, string>; as?: string },
  ): Promise<Response>
  /** Enters a spread as the engine does, and lets it fill; its id. */
  open(): Promise<string>
}

function openAccountOf(engine: AccountEngine): OpenAccount {
  const { username, account, mode, store, clock, calendar, preset, broker, ids, log } = engine.context
  let last: Promise<unknown> = Promise.resolve()
  return {
    view: { username, account, mode, work: store, clock, calendar, preset },
    hand: {
      view: { username, account, mode, work: store, clock, calendar, preset },
      desk: broker,
      ids,
      log,
      exits: async () => exitDepsOf(engine),
      async entries() {
        await engine.refreshSettings()
        return handDeskOf(engine)
      },
      wall: { now: () => instant(Date.now()) },
      look: async () => (await engine.syncTradierSnapshot('exit', true)).state === 'complete',
      confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
    },
    live: () => ({ market: 'a fixed market', speed: null, health: null, startedAt: 0, pid: 1 }),
    exclusive(work) {
      const mine = last.then(work, work)
      last = mine.catch(() => undefined)
      return mine
    },
    approve: (id) => enterApproved(engine, new MarketReader(engine.context), id),
  }
}

/** Accounts by owner. None is opened or closed for good: tests of the directory do that. */
function directoryOf(accounts: readonly OpenAccount[]): AccountDirectory {
  const accountOf = (username: string, name: string): OpenAccount | null =>
    accounts.find(({ view }) => view.username === username && view.account === name) ?? null
  return {
    accountsOf: (username) => accounts.filter(({ view }) => view.username === username),
    accountOf,
    open: async () => refuse('account_limit_reached', 'No more accounts can be opened here.'),
    close: async (username, name) =>
      accountOf(username, name) === null
        ? refuse('account_must_exist', `There is no account ${name}.`)
        : ok(true),
  }
}

async function neighbourOf({ context, connection, store, market }: TradingWorld): Promise<AccountEngine> {
  const key = { environment: 'exchange', accountId: NEIGHBOURS_NUMBER } as const
  const createdAt = instant(market.now)
  await store.transact(NEIGHBOUR, (tx) =>
    tx.insertAccount({
      account: NEIGHBOURS_ACCOUNT,
      key,
      epoch: 1,
      lastSequence: 0,
      snapshotId: null,
      createdAt,
    }),
  )
  const broker = connection.broker(NEIGHBOURS_NUMBER)
  return AccountEngine.start({ ...context, username: NEIGHBOUR, account: NEIGHBOURS_ACCOUNT, broker })
}

function counted(base: Store, counter: ChangeCounter): Store {
  return { ...counter.counting(base), reads: base.reads, close: () => base.close() }
}

/** Puts the API together on a market that only the test moves. */
export async function apiWorld(
  more: Partial<ApiDeps> & { readonly base?: Store; readonly onWire?: WorldOptions['onWire'] } = {},
): Promise<ApiWorld> {
  const { base = memoryStore(), onWire = (wire) => wire, ...given } = more
  const changes = new ChangeCounter()
  const store = counted(base, changes)
  const market = fixedMarket(TEN)
  const settings = { 'exit.time_dte': '0' }
  const world = await tradingWorld(market, { settings, store, onWire, moreAccounts: [NEIGHBOURS_NUMBER] })
  const engines = [world.engine, await neighbourOf(world)]
  for (const engine of engines) await engine.syncTradierSnapshot('sync')
  const feed = new MemoryEventFeed()
  const deps: ApiDeps = {
    people: standInPeople([USER, NEIGHBOUR]),
    directory: directoryOf(engines.map(openAccountOf)),
    feed,
    changes,
    store,
    now: () => instant(Date.now()),
    ids: world.context.ids,
    log: world.context.log,
    hosts: [HOST],
    origins: [`http://${HOST}`],
    proxies: [],
    ready: async () => ({ store: true }),
    vitals: () => [{ environment: 'exchange', engines: 2, callsInLastMinute: 3, monitorAgeSeconds: null }],
    metricsToken: 'metrics-token-1',
    limits: { burst: 1_000_000, perSecond: 1_000_000, heartbeatMs: 50 },
    ...given,
  }
  const app = createApi(deps)
  return {
    world,
    market,
    app,
    deps,
    feed,
    log: world.log,
    async ask(path, { method = 'GET', body, headers = {}, as = USER } = {}) {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
      const type = text === undefined ? {} : { 'content-type': 'application/json' }
      return app.request(`http://${HOST}${path}`, {
        method,
        headers: { host: HOST, ...bearer(as), ...type, ...headers },
        ...(text === undefined ? {} : { body: text }),
      })
    },
    open: () => opened(world, market),
  }
}

const LONG = 'SPY261016C00650000'
const SHORT = 'SPY261016C00660000'

async function opened(world: TradingWorld, market: FixedMarket): Promise<string> {
  market.set(LONG, 5.0, 5.2)
  market.set(SHORT, 2.4, 2.6)
  const wanted = {
    strategy: 'BULL_CALL_DEBIT',
    root: 'SPY',
    expiration: '2026-10-16',
    strikes: [650, 660],
  } as const
  await enterSpread(world, wanted)
  const newest = async () => (await world.read((tx) => tx.recentTrades(world.context.account, 1)))[0]!.trade
  for (let i = 0; i < 60 && (await newest()).status !== 'OPEN'; i += 1) {
    world.pass(5_000)
    await workOrders(world.engine)
  }
  return (await newest()).id
}
