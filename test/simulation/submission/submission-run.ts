import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { entryDepsOf } from '../../../src/cycles/entry-deps-of.ts'
import { guardOrphans } from '../../../src/cycles/orphan-guard.ts'
import type { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { ok } from '../../../src/domain/refusal.ts'
import { enterProposal } from '../../../src/engine/entry/enter-proposal.ts'
import { executeExitForTrade } from '../../../src/engine/exits/execute-exit.ts'
import { nextRandom, type SeededRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import type { ProposalRecord } from '../../../src/ports/store/proposal-store.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { readBooks } from '../../support/engine/books.ts'
import { candidateOf, proposalOf, type WantedSpread } from '../../support/engine/enter-spread.ts'
import { checkBooks, checkProgress, type Violation } from '../../support/engine/invariants.ts'
import {
  ACCOUNT,
  tradingWorld,
  type TradingWorld,
  VENUE_ACCOUNT,
} from '../../support/engine/trading-world.ts'
import { Fates, mixOf } from './fault-mix.ts'
import { closeAll } from './close-all.ts'
import { Crash, FaultyWire } from './faulty-wire.ts'
import { OURS, type Policy } from './naive-policies.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = Date.UTC(2026, 8, 22, 14)
/** Orders that are on the list from before. */
const OLDER_ORDERS = 40
/** Submissions at once: as many as the broker lets in within a minute, with their previews. */
const WAVE = 20
const WAVES = 4
/** Submissions of a world. */
export const RUNS_A_WORLD = WAVE * WAVES

const SPREADS: readonly WantedSpread[] = [
  { strategy: 'BULL_CALL_DEBIT', root: 'SPY', expiration: '2026-10-16', strikes: [650, 660] },
  { strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: '2026-10-16', strikes: [640, 650] },
]

/** After the last fault everything must be known by so many looks. */
const MOST_QUIET_POLLS = 5

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

/** A world whose engine enters and exits on a bad day. */
export class SubmissionWorld {
  readonly fates: Fates
  readonly wire: FaultyWire
  readonly world: TradingWorld
  readonly policy: Policy
  readonly random: SeededRandom
  readonly violations: Violation[] = []
  engine: AccountEngine

  constructor(fates: Fates, wire: FaultyWire, world: TradingWorld, policy: Policy, seed: number) {
    this.fates = fates
    this.wire = wire
    this.world = world
    this.policy = policy
    this.engine = world.engine
    this.random = seededRandom(seed * 3 + 7)
  }

  async enterAll(count: number): Promise<void> {
    const crashesBefore = this.wire.crashes
    const wanted = Array.from({ length: count }, () => this.spread())
    const proposals = await Promise.all(wanted.map((spread) => proposalOf(this.world, spread)))
    await Promise.all(proposals.map((proposal, i) => this.enter(proposal, wanted[i]!, 2)))
    if (this.wire.crashes > crashesBefore) this.engine = await this.world.restart()
  }

  private spread(): WantedSpread {
    const spread = SPREADS[nextRandom(this.random) < 0.5 ? 0 : 1]!
    return { ...spread, quantity: 1 + Math.floor(nextRandom(this.random) * 3) }
  }

  /** The real entry; two of three limits cross the market and fill at once, the others work and are walked. */
  private async enter(proposal: ProposalRecord, wanted: WantedSpread, triesLeft: number): Promise<void> {
    const candidate = candidateOf(this.world, wanted)
    const crosses = nextRandom(this.random) < 0.67
    const asked = crosses ? { ...candidate, mid: candidate.natural } : candidate
    const deps = entryDepsOf(this.engine, async () => ({ kind: 'stands', candidate: asked, inputs: null }))
    const settings = { ...deps.settings, quantity: proposal.quantity, floorBeyondNatural: price(0) }
    const desk = this.policy.desk(this.engine.context.broker)
    try {
      const entered = await enterProposal(
        { ...deps, settings, desk, admit: async () => ok(cents(100_000)) },
        proposal,
      )
      const isRefused = entered.kind === 'sent' && entered.intent.state === 'refused'
      if (this.policy.entersAgain && isRefused && triesLeft > 0)
        await this.enterAgain(proposal, wanted, triesLeft - 1)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
  }

  /** The same wish as a new proposal; that it is the same is known here only, so it is counted here. */
  private async enterAgain(proposal: ProposalRecord, wanted: WantedSpread, triesLeft: number): Promise<void> {
    const again = await proposalOf(this.world, wanted)
    this.sameWish.set(again.id, this.sameWish.get(proposal.id) ?? proposal.id)
    await this.enter(again, wanted, triesLeft)
  }

  readonly sameWish = new Map<string, string>()

  /** Lets time pass, what was on its way arrive, and the engine look and act as its minute does. */
  async poll(ms: number): Promise<void> {
    this.world.pass(ms)
    await this.wire.deliver(this.world.market.now)
    try {
      const snapshot = await this.engine.syncTradierSnapshot('sync')
      await workOrders(this.engine)
      await guardOrphans(this.engine, snapshot.orders?.lateOrders ?? [], 'cancel')
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.engine = await this.world.restart()
    }
  }

  /** Past every walk, and until nothing that was sent can still arrive; then nothing goes wrong any more. */
  async settle(): Promise<void> {
    for (const ms of [11_000, 20_000, 30_000]) await this.poll(ms)
    while ((this.wire.lastArrival ?? 0) > this.world.market.now + 60_000) await this.poll(60_000)
    this.fates.isOver = true
    await this.poll(90_000)
    for (let i = 0; i < MOST_QUIET_POLLS && !(await this.isQuiet()); i += 1) await this.poll(11_000)
  }

  /** Sends the exits of some trades, as the monitor does. */
  async exit(tradeIds: readonly string[]): Promise<void> {
    const crashesBefore = this.wire.crashes
    const deps = exitDepsOf(this.engine)
    await Promise.all(
      tradeIds.map(async (id) => {
        try {
          await executeExitForTrade(deps, id, 'MANUAL_CLOSE')
        } catch (error) {
          if (!(error instanceof Crash)) throw error
        }
      }),
    )
    if (this.wire.crashes > crashesBefore) this.engine = await this.world.restart()
  }

  async isQuiet(): Promise<boolean> {
    const unsettled = await this.world.read((tx) => tx.unsettledIntents(ACCOUNT))
    const pending = await this.world.read((tx) => tx.unfinishedTrades(ACCOUNT))
    return unsettled.length === 0 && pending.every(({ trade }) => trade.status === 'OPEN')
  }
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
