import { expect, test } from 'vitest'
import type { HttpCall, HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { executeExitForTrade } from '../../../src/engine/exits/execute-exit.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { readBooks } from '../../support/engine/books.ts'
import { checkBooks } from '../../support/engine/invariants.ts'
import { filledWorld, LONG, minutes, SHORT, tradesOf } from '../../support/engine/spread-world.ts'

/** Holds the first closing order back until it is let go. */
class HeldBack {
  private inner: HttpTransport | null = null
  private held: HttpCall | null = null

  readonly onWire = (inner: HttpTransport): HttpTransport => {
    this.inner = inner
    return {
      environment: inner.environment,
      send: async (call) => {
        const isClosing = call.form?.some(
          ([name, value]) => name.startsWith('side') && value.endsWith('to_close'),
        )
        if (this.held !== null || isClosing !== true) return inner.send(call)
        this.held = call
        return { kind: 'unknown', code: 'deadline' }
      },
    }
  }

  async letGo(): Promise<void> {
    await this.inner!.send(this.held!)
  }
}

/** A trade whose exit, asked for by a person, did not arrive and was given up. */
async function givenUp() {
  const held = new HeldBack()
  const { world, market } = await filledWorld({ onWire: held.onWire, restingFillsPerMinute: 0 })
  const [{ trade }] = (await tradesOf(world)) as [TradeRecord]
  await executeExitForTrade(exitDepsOf(world.engine), trade.id, 'MANUAL_CLOSE', 'person')
  await minutes(world, 4)
  expect((await tradesOf(world))[0]!.trade).toMatchObject({ status: 'OPEN', flags: [] })
  return { held, world, market }
}

test('an exit that arrives after it was given up is cancelled: no ladder would ever walk its old price', async () => {
  const { held, world } = await givenUp()
  await held.letGo()
  await minutes(world, 2)
  const books = await readBooks(world)
  expect(books.orders.filter(({ live }) => live)).toEqual([])
  expect(books.trades[0]!.trade.status).toBe('OPEN')
  expect(checkBooks(books, 'settled')).toEqual([])
})

test('an exit that fills after it was given up closes the trade by its fill', async () => {
  const { held, world, market } = await givenUp()
  market.set(LONG, 5.3, 5.4)
  market.set(SHORT, 2.2, 2.3)
  await held.letGo()
  await minutes(world, 2)
  const books = await readBooks(world)
  expect(books.trades[0]!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'MANUAL_CLOSE' })
  expect(checkBooks(books, 'settled')).toEqual([])
})

test('an exit that arrives beside the one that was sent for it closes nothing twice', async () => {
  const held = new HeldBack()
  const { world, market } = await filledWorld({ onWire: held.onWire, restingFillsPerMinute: 0 })
  market.set(LONG, 9.0, 9.1)
  market.set(SHORT, 1.0, 1.1)
  await minutes(world, 4)
  expect((await readBooks(world)).orders.filter(({ live }) => live)).toHaveLength(1)
  await held.letGo()
  for (let i = 0; i < 40; i += 1) {
    world.pass(5_000)
    if (i % 12 === 0) await runMonitor(world.engine)
    else await workOrders(world.engine)
    expect(checkBooks(await readBooks(world), 'always')).toEqual([])
  }
  expect((await tradesOf(world))[0]!.trade.status).toBe('CLOSED')
  expect(checkBooks(await readBooks(world), 'settled')).toEqual([])
})
