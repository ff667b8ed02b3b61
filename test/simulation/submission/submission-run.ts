import { price } from '../../../src/domain/money/price.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { readBooks } from '../../support/engine/books.ts'
import { checkBooks, checkProgress, type Violation } from '../../support/engine/invariants.ts'
import { tradingWorld, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'
import { Fates, mixOf } from './fault-mix.ts'
import { closeAll } from './close-all.ts'
import { FaultyWire } from './faulty-wire.ts'
import { OURS, type Policy } from './naive-policies.ts'
import { SubmissionWorld } from './submission-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = Date.UTC(2026, 8, 22, 14)
/** Orders that are on the list from before. */
const OLDER_ORDERS = 40
/** Submissions at once: as many as the broker lets in within a minute, with their previews. */
const WAVE = 20
const WAVES = 4
/** Submissions of a world. */
export const RUNS_A_WORLD = WAVE * WAVES

const SETTINGS = { 'entry.walk_interval': '20', 'entry.walk_timeout': '55' }

let market: FixedMarket | null = null

/** One market for all worlds: its quotes stand, and only its time is put back. */
function sharedMarket(): FixedMarket {
  if (market === null) {
    market = fixedMarket(TEN)
    market.set('SPY261016C00650000', 5.0, 5.2)
    market.set('SPY261016C00660000', 2.4, 2.6)
    market.set('SPY261016P00650000', 5.0, 5.2)
    market.set('SPY261016P00640000', 2.4, 2.6)
  }
  market.advanceTo(TEN)
  return market
}

/** What a world of submissions came to. */
export interface SubmissionResult {
  readonly world: number
  readonly mix: string
  readonly runs: number
  /** Orders that were sent, walked prices included; orders at the venue; restarts. */
  readonly sent: number
  readonly orders: number
  readonly crashes: number
  readonly tombstones: number
  readonly lateTrades: number
  readonly violations: readonly Violation[]
}

/** Puts some orders of another program on the list. */
function placeOlderOrders(world: TradingWorld): void {
  const request = {
    class: 'equity',
    symbol: 'SPY',
    side: 'buy',
    quantity: 1,
    type: 'limit',
    duration: 'day',
    limit: price(100_0000),
  } as const
  for (let i = 0; i < OLDER_ORDERS; i += 1) {
    const placed = world.venue.submit(VENUE_ACCOUNT, request, world.market)
    if (!placed.ok) throw new Error(placed.message)
    world.venue.cancel(VENUE_ACCOUNT, placed.value.id, world.market)
  }
}

/** What is submitted, and how. */
interface SubmissionOptions {
  readonly policy?: Policy
  readonly runs?: number
  /** Whether every trade is closed as well, by its ladder. */
  readonly closes?: boolean
}

/** Lives one world of submissions to its quiet end, and checks its books against the venue's truth. */
export async function runWorld(
  number: number,
  { policy = OURS, runs = RUNS_A_WORLD, closes = false }: SubmissionOptions = {},
): Promise<SubmissionResult> {
  const mix = mixOf(number)
  const fates = new Fates(number, mix)
  const wire = new FaultyWire(fates)
  const world: TradingWorld = await tradingWorld(sharedMarket(), {
    settings: SETTINGS,
    cash: 1_000_000,
    onWire: (inner) => wire.around(inner, () => world.context.clock),
  })
  world.faults = ({ method, path, tag }) => {
    const fate =
      tag !== null
        ? fates.ofOrder(tag)
        : method === 'DELETE'
          ? fates.ofCancel()
          : method === 'GET' && path.endsWith('/orders')
            ? fates.ofListing()
            : null
    return fate === null || fate.kind === 'accepted_late' || fate.kind === 'crash' ? null : fate
  }
  placeOlderOrders(world)
  const sub = new SubmissionWorld(fates, wire, world, policy, number)
  await sub.engine.syncTradierSnapshot('sync')
  for (let left = runs; left > 0; left -= WAVE) {
    await sub.enterAll(Math.min(WAVE, left))
    if (left <= WAVE) continue
    await sub.poll(30_000)
    await sub.poll(31_000)
  }
  const early = await readBooks(world)
  await sub.settle()
  const late = await readBooks(world)
  const closing = closes ? await closeAll(sub) : []
  const wished = {
    ...late,
    intents: late.intents.map((one) => ({
      ...one,
      proposalId: sub.sameWish.get(one.proposalId ?? '') ?? one.proposalId,
    })),
  }
  return {
    world: number,
    mix: mix.name,
    runs,
    sent: late.posted.length,
    orders: late.orders.length,
    crashes: wire.crashes,
    tombstones: late.intents.filter(({ state }) => state === 'tombstoned').length,
    lateTrades: late.trades.filter(({ trade }) => trade.linkedTo !== null).length,
    violations: [
      ...closing,
      ...checkBooks(early, 'always'),
      ...checkProgress(early, late),
      ...checkBooks(wished, 'settled'),
    ],
  }
}
