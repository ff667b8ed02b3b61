import type { AccountEngine } from '../../../src/cycles/account-engine.ts'
import type { HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { watchPrices } from '../../../src/cycles/watch-protection.ts'
import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import { nextRandom, seededRandom, type SeededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import { isUnsettled } from '../../../src/ports/store/intent-store.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { adjustProtection } from '../../../src/service/trades/adjust-protection.ts'
import { closeByHand } from '../../../src/service/trades/close-by-hand.ts'
import { BracketWatch, checkClosing } from '../../support/engine/bracket-invariants.ts'
import {
  type BracketWorld,
  bracketWorld,
  CALL,
  dollars,
  handOn,
  placeByHand,
} from '../../support/engine/bracket-world.ts'
import { type Books, readBooks } from '../../support/engine/books.ts'
import { IdleClock } from '../../support/idle-clock.ts'
import { checkBooks, checkProgress, type Violation } from '../../support/engine/invariants.ts'
import { Fates } from '../submission/fault-mix.ts'
import { Crash, FaultyWire } from '../submission/faulty-wire.ts'
import { bracketMixOf } from './bracket-mix.ts'

const STEP_MS = 5_000
/** Steps in which everybody acts and things go wrong, and the most that peace may need afterwards. */
const BAD_STEPS = 60
const GOOD_STEPS = 240

/** What a world of two devices, a bracket and a market came to. */
export interface BracketResult {
  readonly world: number
  readonly mix: string
  readonly closes: number
  readonly adjusts: number
  readonly stale: number
  readonly brackets: number
  readonly exits: number
  readonly alarms: number
  readonly crashes: number
  /** How the trade ended. */
  readonly reason: string
  readonly violations: readonly Violation[]
}

/** A device: what it saw last of the trade, and may act on long after. */
interface Device {
  version: number
}

class BracketRun {
  readonly opened: BracketWorld
  readonly random: SeededRandom
  readonly fates: Fates
  readonly wire: FaultyWire
  readonly watch = new BracketWatch()
  readonly violations: Violation[] = []
  readonly counts = { closes: 0, adjusts: 0, stale: 0 }
  engine: AccountEngine
  tradeId = ''
  bid = 5
  before: Books | null = null

  constructor(opened: BracketWorld, random: SeededRandom, fates: Fates, wire: FaultyWire) {
    this.opened = opened
    this.random = random
    this.fates = fates
    this.wire = wire
    this.engine = opened.world.engine
  }

  luck(): number {
    return nextRandom(this.random)
  }

  /** The market walks, and now and then leaps through stop or target. */
  moveMarket(): void {
    const luck = this.luck()
    const leap = luck < 0.02 ? -2.2 : luck < 0.04 ? 3 : 0
    const step = leap === 0 ? (this.luck() - 0.5) * 0.5 : leap
    this.bid = Math.min(14, Math.max(0.5, Math.round((this.bid + step) * 20) / 20))
    const isBad = this.luck() < 0.03
    this.opened.market.set(CALL, isBad ? 0 : this.bid, this.bid + 0.2, this.luck() < 0.2 ? 1 : 50)
  }

  async guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
  }

  cycle(step: number): () => Promise<unknown> {
    if (step % 12 === 0) return () => runMonitor(this.engine)
    return step % 8 === 4 ? () => watchPrices(this.engine) : () => workOrders(this.engine)
  }

  async act(device: Device): Promise<void> {
    const { world } = this.opened
    if (this.luck() < 0.35) {
      const record = await world.read((tx) => tx.tradeById(this.tradeId))
      device.version = record!.trade.version
    }
    const luck = this.luck()
    const desk = handOn(world, this.engine)
    const wish = { trade: this.tradeId, version: device.version }
    if (luck < 0.12) {
      const kind = this.luck() < 0.5 ? 'market' : 'limit'
      const limit = kind === 'limit' ? dollars(Math.round((this.bid + this.luck()) * 20) / 20) : null
      this.note('closes', await closeByHand(desk, { ...wish, kind, limit }))
    } else if (luck < 0.45) {
      const stopLoss = this.luck() < 0.15 ? null : dollars(Math.max(0.3, this.bid - 0.2 - this.luck() * 2))
      const takeProfit = this.luck() < 0.15 ? null : dollars(this.bid + 0.4 + this.luck() * 2)
      this.note('adjusts', await adjustProtection(desk, { ...wish, stopLoss, takeProfit }))
    }
  }

  note(what: 'closes' | 'adjusts', answer: { readonly ok: boolean; readonly code?: string }): void {
    this.counts[what] += 1
    if (answer.code === 'version_must_be_current') this.counts.stale += 1
  }

  async look(): Promise<Books> {
    const books = await readBooks(this.opened.world)
    const found = [
      ...checkBooks(books, 'always'),
      ...checkClosing(books),
      ...this.watch.check(books),
      ...(this.before === null ? [] : checkProgress(this.before, books)),
    ]
    this.violations.push(...found.filter((one) => !this.isPassing(one)))
    this.before = books
    return books
  }

  /** Two orders of a trade may work at once only where one of them arrived after it had been given up; never do they offer too much. */
  isPassing({ rule, what }: Violation): boolean {
    return (rule === 'I9' || rule === 'B2') && what.endsWith('work at once') && this.wire.late > 0
  }

  async step(i: number, devices: readonly Device[]): Promise<Books> {
    const { world } = this.opened
    const crashes = this.wire.crashes
    this.moveMarket()
    world.pass(STEP_MS)
    await this.wire.deliver(world.market.now)
    const jobs = [this.cycle(i), ...devices.map((device) => () => this.act(device))]
    if (this.luck() < 0.5) await Promise.all(jobs.map((job) => this.guard(job)))
    else for (const job of jobs) await this.guard(job)
    if (this.wire.crashes > crashes) this.engine = await world.restart()
    return this.look()
  }

  /** Nothing goes wrong any more; who is left closes, and everything comes to its end. */
  async settle(): Promise<Books> {
    const { world } = this.opened
    let books = await this.look()
    for (let i = BAD_STEPS; i < BAD_STEPS + GOOD_STEPS; i += 1) {
      if (this.wire.lastArrival === null) this.fates.isOver = true
      this.opened.market.set(CALL, this.bid, this.bid + 0.2, 50)
      world.pass(STEP_MS)
      await this.wire.deliver(world.market.now)
      await this.guard(this.cycle(i))
      const record = books.trades.find(({ trade }) => trade.id === this.tradeId)!
      if (this.fates.isOver && record.trade.status === 'OPEN' && i % 12 === 6) {
        await closeByHand(handOn(world, this.engine), {
          trade: this.tradeId,
          version: record.trade.version,
          kind: 'market',
          limit: null,
        })
      }
      if (this.fates.isOver && record.memo['exitFixed'] === true && record.trade.status === 'CLOSING_PENDING')
        this.bid = Math.min(14, this.bid + 0.5)
      // An entry that still works fills when the market comes back to it.
      if (record.trade.status.startsWith('P') || record.trade.status.startsWith('ENTRY')) this.bid = 5
      books = await this.look()
      if (this.fates.isOver && this.isQuiet(books)) break
    }
    // What arrived with the last step is seen by the next monitor.
    world.pass(STEP_MS)
    await this.guard(() => runMonitor(this.engine))
    books = await this.look()
    this.violations.push(...checkBooks(books, 'settled'))
    if (!this.isQuiet(books)) {
      const left = books.trades.map(
        ({ trade, memo }) => `${trade.status} ${trade.flags} ${JSON.stringify(memo)}`,
      )
      const open = books.intents
        .filter(({ state }) => isUnsettled(state))
        .map(({ role, state }) => `${role} ${state}`)
      this.violations.push({ rule: 'I12', what: `it does not come to an end: ${left} ${open}` })
    }
    return books
  }

  isQuiet({ trades, intents }: Books): boolean {
    return (
      trades.every(({ trade }) => isFinal(trade.status)) && !intents.some(({ state }) => isUnsettled(state))
    )
  }
}

/** Lets whoever else is waiting go first, now and then: the order of what happens at once is the world's number. */
function jitter(random: SeededRandom) {
  const turn = async (): Promise<void> => {
    for (let n = Math.floor(nextRandom(random) * 3); n > 0; n -= 1)
      await new Promise((go) => setImmediate(go))
  }
  return {
    onStore: (store: Store): Store => ({
      close: () => store.close(),
      reads: store.reads,
      transact: async (username, work) => {
        await turn()
        return store.transact(username, work)
      },
    }),
    around: (wire: HttpTransport): HttpTransport => ({
      environment: wire.environment,
      send: async (call) => {
        await turn()
        return wire.send(call)
      },
    }),
  }
}

/** Lives one world: a person's call with its bracket, two devices that close and adjust it, a market that hits both sides. */
export async function runBrackets(number: number): Promise<BracketResult> {
  const random = seededRandom(number * 7 + 3)
  const mix = bracketMixOf(number)
  const fates = new Fates(number + 1_000_000, mix)
  fates.isOver = true
  const wire = new FaultyWire(fates)
  const { onStore, around } = jitter(seededRandom(number * 11 + 5))
  const begun: { clock: Clock } = { clock: new IdleClock(0) }
  const opened = await bracketWorld({
    onStore,
    onWire: (inner) => around(wire.around(inner, () => begun.clock)),
  })
  begun.clock = opened.world.context.clock
  const { world, market } = opened
  const run = new BracketRun(opened, random, fates, wire)
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
  const quantity = 1 + Math.floor(run.luck() * 3)
  // A small book fills the entry bit by bit, so that the bracket has to grow.
  market.set(CALL, 5, 5.2, run.luck() < 0.4 ? 1 : 50)
  run.tradeId = await placeByHand(world, { quantity, stop: 3.5, target: run.luck() < 0.2 ? null : 7.5 })
  fates.isOver = false
  const devices: readonly Device[] = [{ version: 1 }, { version: 1 }]
  for (let i = 1; i < BAD_STEPS; i += 1) {
    const books = await run.step(i, devices)
    if (run.isQuiet(books)) break
  }
  const books = await run.settle()
  const count = (role: string): number =>
    books.intents.filter((intent) => intent.role === role && intent.attempt > 0).length
  const ended = books.trades.find(({ trade }) => trade.id === run.tradeId)!.trade
  return {
    world: number,
    mix: mix.name,
    ...run.counts,
    brackets: count('BRACKET'),
    exits: count('EXIT'),
    alarms: world.alerts.filter(({ key }) => key.startsWith('unprotected')).length,
    crashes: wire.crashes,
    reason: ended.exitReason ?? ended.status,
    violations: run.violations,
  }
}
