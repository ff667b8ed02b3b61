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
import { candidateOf, proposalOf, type WantedSpread } from '../../support/engine/enter-spread.ts'
import { ACCOUNT, type TradingWorld } from '../../support/engine/trading-world.ts'
import type { Fates } from './fault-mix.ts'
import { Crash, type FaultyWire } from './faulty-wire.ts'
import type { Policy } from './naive-policies.ts'

const SPREADS: readonly WantedSpread[] = [
  { strategy: 'BULL_CALL_DEBIT', root: 'SPY', expiration: '2026-10-16', strikes: [650, 660] },
  { strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: '2026-10-16', strikes: [640, 650] },
]

/** After the last fault everything must be known by so many looks. */
const MOST_QUIET_POLLS = 5

/** A world whose engine enters and exits on a bad day. */
export class SubmissionWorld {
  readonly fates: Fates
  readonly wire: FaultyWire
  readonly world: TradingWorld
  readonly policy: Policy
  readonly random: SeededRandom
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
