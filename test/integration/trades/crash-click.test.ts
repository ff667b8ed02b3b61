import { expect, test } from 'vitest'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { Crash, CrashPoints } from '../../support/engine/crash-points.ts'
import { readBooks } from '../../support/engine/books.ts'
import { checkBooks } from '../../support/engine/invariants.ts'
import { handOf } from '../../support/engine/hand-of.ts'
import { callWish, dollars, handWorld } from '../../support/trades/hand-world.ts'

/** Orders are not shown at once: to look once and send again would double them. */
const HIDDEN_MS = 7_000

interface Ending {
  readonly points: readonly string[]
  /** What stands after the crash, before the person tries again. */
  readonly tradesAfterCrash: number
  readonly wrong: readonly string[]
}

/** Places a trade; the process ends at a point, starts anew, and the person presses again under the same key. */
async function live(limit: number, crashAt: number | null): Promise<Ending> {
  const points = new CrashPoints(crashAt)
  const { onWire, onStore } = points
  const at = await handWorld({ restingFillsPerMinute: 0, onWire, onStore })
  const { world } = at
  world.faults = ({ tag }) => (tag === null ? null : { kind: 'hidden', ms: HIDDEN_MS })
  const wish = callWish({ limit: dollars(limit) })
  points.arm()
  let engine = world.engine
  try {
    await placeTrade(handOf(world, engine), 'click', wish)
  } catch (error) {
    if (!(error instanceof Crash)) throw error
    engine = await world.restart()
    await engine.syncTradierSnapshot('sync')
  }
  const reached = [...points.reached]
  const after = await readBooks(world)
  const again = await placeTrade(handOf(world, engine), 'click', wish)
  for (let i = 0; i < 5; i += 1) {
    world.pass(MINUTE_MS)
    await runMonitor(engine)
  }
  const last = await placeTrade(handOf(world, engine), 'click', wish)
  const books = await readBooks(world)
  // A patient order may go on waiting; nothing else may.
  const settled = checkBooks(books, 'settled').filter(
    ({ what }) => !what.includes('is ENTRY_PENDING for ever'),
  )
  const wrong = [...checkBooks(books, 'always'), ...settled].map(({ rule, what }) => `${rule} ${what}`)
  const [trade, ...others] = books.trades
  if (trade === undefined || others.length > 0) wrong.push(`${books.trades.length} trades for one click`)
  const entries = books.orders.filter(({ legs }) => legs.some(({ opens }) => opens))
  if (entries.length > 1) wrong.push(`${entries.length} entries for one click`)
  // Beside the entry there is its bracket, once it has filled, and nothing else.
  const brackets = books.orders.length - entries.length
  if (brackets > 1) wrong.push(`${brackets} brackets for one click`)
  const tags = new Set(books.intents.map(({ tag }) => tag))
  if (books.orders.some(({ tag }) => tag === null || !tags.has(tag))) wrong.push('a foreign order')
  for (const answer of [again, last]) {
    if (answer.ok && answer.value.value.trade.id !== trade?.trade.id) wrong.push('another trade was answered')
    if (!answer.ok && !answer.message.includes(trade?.trade.id ?? '?'))
      wrong.push(`${answer.code} for one click`)
  }
  return { points: reached, tradesAfterCrash: after.trades.length, wrong }
}

test.each([
  { name: 'that fills at once', limit: 5.2 },
  { name: 'that works', limit: 5.05 },
])(
  'C-18: a click $name leaves nothing or one trade that its key finds, wherever the process ends',
  async ({ limit }) => {
    const plain = await live(limit, null)
    expect(plain.wrong).toEqual([])
    expect(plain.points.length).toBeGreaterThan(15)
    const broken: string[] = []
    const left = new Set<number>()
    for (const [i, what] of plain.points.entries()) {
      const ending = await live(limit, i + 1)
      left.add(ending.tradesAfterCrash)
      for (const wrong of ending.wrong) broken.push(`point ${i + 1}, ${what}: ${wrong}`)
    }
    expect(broken).toEqual([])
    expect(left).toEqual(new Set([0, 1]))
    console.info(`a click: ${plain.points.length} crash points, each once`)
  },
)
