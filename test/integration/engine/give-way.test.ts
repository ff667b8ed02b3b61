import { describe, expect, test } from 'vitest'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { enterReady, propose } from '../../../src/cycles/trade-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { ACCOUNT, type TradingWorld } from '../../support/engine/trading-world.ts'
import { BUSY } from '../../support/engine/busy-hours.ts'
import { syntheticWorld } from '../../support/engine/synthetic-world.ts'

const CEILING = 50

interface Waiting {
  readonly world: TradingWorld
  /** The entries, under way. */
  readonly entering: ReturnType<typeof enterReady>
  /** When the next monitor is due. */
  readonly due: number
}

/**
 * READY proposals, and an entry of them that waits for its place in the budget, all of which was used up at 10:01:10.
 *
 * @param laterMs how long after that it begins to wait
 */
async function waiting(laterMs: number): Promise<Waiting> {
  const world = await syntheticWorld('10:00', { cash: 10_000_000, settings: BUSY, ceiling: CEILING })
  const { engine, context, connection, turns } = world
  const reader = new MarketReader(context)
  await engine.syncTradierSnapshot('sync')
  await propose(engine, reader)
  world.pass(70_000)
  while (connection.callsInLastMinute().total < CEILING) await context.broker.readOrders('exit')
  world.pass(laterMs)
  const due = Math.ceil(context.clock.now() / MINUTE_MS) * MINUTE_MS
  const entering = turns.run(() => enterReady(engine, reader))
  await new Promise((turn) => setImmediate(turn))
  return { world, entering, due }
}

const ready = ({ read, context }: TradingWorld) =>
  read((tx) => tx.readyProposals(ACCOUNT, context.clock.now()))

describe('an entry that waits for the request budget', () => {
  test('gives way to the monitor: it begins when it is due, and what was not entered stays READY', async () => {
    const { world, entering, due } = await waiting(1_000)
    const { clock } = world.context
    const before = (await ready(world)).length
    expect(before).toBeGreaterThan(0)
    // As in the schedule, which comes to the monitor when the entries have ended; nobody asks for it meanwhile.
    const entries = await entering
    expect(clock.now() - due).toBeLessThan(3_000)
    expect(entries.map(({ outcome }) => outcome.kind)).toEqual(['not_sent'])
    const { snapshot } = await world.turns.run(() => runMonitor(world.engine))
    expect(snapshot.at - due).toBeLessThan(30_000)
    expect(await ready(world)).toHaveLength(before)
    expect(world.venue.orders('VA00000001')).toEqual([])
  })

  test('gives way to a person at once, and begins nothing further', async () => {
    // A place comes in eight seconds, long before the monitor.
    const { world, entering } = await waiting(52_000)
    const { clock } = world.context
    const asked = clock.now() + 1_000
    await clock.sleep(1_000)
    const begun = await world.turns.run(async () => clock.now())
    expect(begun - asked).toBeLessThan(1_000)
    expect((await entering).map(({ outcome }) => outcome.kind)).toEqual(['not_sent'])
  })

  test('begins no entry at all while somebody waits', async () => {
    const world = await syntheticWorld('10:00', { cash: 10_000_000, settings: BUSY })
    const reader = new MarketReader(world.context)
    await world.engine.syncTradierSnapshot('sync')
    await propose(world.engine, reader)
    const entering = world.turns.run(() => enterReady(world.engine, reader))
    const person = world.turns.run(async () => (await ready(world)).length)
    expect(await entering).toEqual([])
    expect(await person).toBeGreaterThan(0)
    expect((await world.turns.run(() => enterReady(world.engine, reader)))[0]!.outcome.kind).toBe('sent')
  })
})
