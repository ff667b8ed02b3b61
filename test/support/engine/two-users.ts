import { expect } from 'vitest'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import type { CycleContext } from '../../../src/cycles/cycle-context.ts'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { runTradeCycle } from '../../../src/cycles/trade-cycle.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { syntheticWorld } from './synthetic-world.ts'
import { type TradingWorld, VENUE_ACCOUNT } from './trading-world.ts'

const NEIGHBOURS_ACCOUNT = 'VA00000002'
/** Users of one store, each with an account of their own at one exchange. */
export const NEIGHBOUR = 'neighbour'

const SETTINGS = {
  'entry.ivr_min_credit': 'off',
  'entry.ivr_max_credit': 'off',
  'entry.ivr_min_debit': 'off',
  'entry.ivr_max_debit': 'off',
  'entry.score_min': '30',
  'entry.walk_step': '20',
  'entry.leg_spread_max_fraction': 'off',
  'regime.check': 'no',
} as const

/** A context in which another underlying is traded. */
function trading(context: CycleContext, underlying: string): CycleContext {
  return { ...context, preset: [...context.preset, { key: 'entry.underlyings', value: underlying }] }
}

async function neighbourOf(world: TradingWorld): Promise<AccountEngine> {
  const { context, connection, store, market } = world
  const account = `exchange:${NEIGHBOURS_ACCOUNT}`
  const key = { environment: 'exchange', accountId: NEIGHBOURS_ACCOUNT } as const
  await store.transact(NEIGHBOUR, (tx) =>
    tx.insertAccount({
      account,
      key,
      epoch: 1,
      lastSequence: 0,
      snapshotId: null,
      createdAt: instant(market.now),
    }),
  )
  const broker = connection.broker(NEIGHBOURS_ACCOUNT)
  return AccountEngine.start({ ...trading(context, 'QQQ'), username: NEIGHBOUR, account, broker })
}

/** Two engines at work at the same time, on one store and one exchange. */
export interface TwoUsers {
  readonly world: TradingWorld
  readonly engines: readonly [AccountEngine, AccountEngine]
}

/** Lets both propose, enter, mirror and monitor side by side for some minutes. */
export async function liveSideBySide(store: Store): Promise<TwoUsers> {
  const world = await syntheticWorld('10:00', {
    store,
    settings: SETTINGS,
    moreAccounts: [NEIGHBOURS_ACCOUNT],
  })
  const first = await AccountEngine.start(trading(world.context, 'SPY'))
  const engines = [first, await neighbourOf(world)] as const
  const both = (work: (engine: AccountEngine) => Promise<unknown>) => Promise.all(engines.map(work))
  await both((engine) => runMonitor(engine))
  await both((engine) => runTradeCycle(engine, new MarketReader(engine.context)))
  for (let step = 0; step < 8; step += 1) {
    world.pass(5_000)
    await both((engine) => workOrders(engine))
  }
  for (let minute = 0; minute < 3; minute += 1) {
    world.pass(60_000)
    await both((engine) => runMonitor(engine))
  }
  return { world, engines }
}

/** Everything of an account that a user can read. */
function everythingOf({ context: { store } }: AccountEngine, username: string, account: string) {
  return store.transact(username, async (tx) => ({
    account: await tx.accountByName(account),
    trades: await tx.recentTrades(account, 1_000),
    orders: await tx.recentOrders(account, 1_000),
    positions: await tx.positions(account),
    snapshots: await tx.latestSnapshots(account, 1_000),
    snapshot: await tx.latestAccountSnapshot(account),
    intents: await tx.unsettledIntents(account),
    proposals: await tx.readyProposals(account, instant(0)),
  }))
}

const NOTHING = {
  account: null,
  trades: [],
  orders: [],
  positions: [],
  snapshots: [],
  snapshot: null,
  intents: [],
  proposals: [],
}

/** Each has entered and mirrored what is its own at the exchange, and can read nothing of the other's. */
export async function expectApart({ world, engines }: TwoUsers): Promise<void> {
  for (const [i, engine] of engines.entries()) {
    const { username, account } = engine.context
    const other = engines[1 - i]!.context
    const own = await everythingOf(engine, username, account)
    expect(own.trades.length).toBeGreaterThan(0)
    expect(own.orders.length).toBeGreaterThan(0)
    expect(new Set(own.trades.map(({ spread }) => spread.underlying))).toEqual(new Set([['SPY', 'QQQ'][i]]))
    const venueAccount = [VENUE_ACCOUNT, NEIGHBOURS_ACCOUNT][i]!
    const held = world.venue.positions(venueAccount).map(({ symbol, quantity }) => [symbol, quantity])
    expect(held.length).toBeGreaterThan(0)
    const mirrored = own.positions.map(({ symbol, side, quantity }) => [
      symbol,
      side === 'long' ? quantity : -quantity,
    ])
    expect(mirrored.toSorted()).toEqual(held.toSorted())
    expect(await everythingOf(engine, username, other.account)).toEqual(NOTHING)
    const theirs = await everythingOf(engine, other.username, other.account)
    const ids = theirs.trades.map(({ trade }) => trade.id)
    const seen = await engine.context.store.transact(username, async (tx) => ({
      trades: await tx.tradesByIds(ids),
      intents: await tx.intentsOfTrades(ids),
      events: (await Promise.all(ids.map((id) => tx.eventsOfTrade(id)))).flat(),
    }))
    expect(seen).toEqual({ trades: [], intents: [], events: [] })
  }
}
