import { expect, test } from 'vitest'
import { syncAfterClose } from '../../../src/cycles/closing-sync.ts'
import { gatherEvidence } from '../../../src/cycles/gather-evidence.ts'
import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { checkWish } from '../../../src/service/trades/check-wish.ts'
import { tradesOf } from '../../support/engine/spread-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'
import { callWish, dollars, handWorld, type HandWorld } from '../../support/trades/hand-world.ts'

const DAY_MS = 24 * 60 * MINUTE_MS
const EXPIRATION = tradingDay('2026-09-25')
/** What the underlying settles at. */
const SETTLED = 647

/** A call that its person holds to the end of the week: bought on Tuesday at 7.00, its last quotes those of Friday. */
async function heldToTheEnd(
  strike: number,
  last: readonly [number | null, number | null],
  settings: Readonly<Record<string, string>> = {},
): Promise<HandWorld> {
  const symbol = `SPY260925C00${strike}000`
  const balance = { 'user.account_balance': '1000000' }
  const at = await handWorld({ settings: { 'user.auto_close_expiry': 'no', ...balance, ...settings } })
  const { world, market } = at
  market.set(symbol, 6.9, 7)
  Object.assign(market, { settlementOf: () => dollars(SETTLED) })
  const bare = { stopLoss: null, takeProfit: null, limit: dollars(7) }
  const wish = callWish({ expiration: EXPIRATION, strikes: [dollars(strike)], ...bare })
  expect(await placeTrade(at.hand, 'k1', wish)).toMatchObject({ value: { value: { outcome: 'filled' } } })
  // Friday: ten o'clock, then a quarter to four, then after the last close.
  world.pass(3 * DAY_MS)
  market.set(symbol, ...last)
  await runMonitor(world.engine)
  world.pass(345 * MINUTE_MS)
  market.set(symbol, ...last)
  return at
}

/** From a quarter to four on Friday to Tuesday, when reports of Monday are out. */
async function overTheWeekend({ world }: HandWorld): Promise<void> {
  world.pass(31 * MINUTE_MS)
  await syncAfterClose(world.engine)
  world.pass(3 * DAY_MS - 376 * MINUTE_MS)
  for (let i = 0; i < 5; i += 1) {
    world.pass(MINUTE_MS)
    await runMonitor(world.engine)
  }
  world.pass(DAY_MS)
  await world.engine.syncTradierSnapshot('sync')
  await gatherEvidence(world.engine)
}

test('C-23: a long call in the money is exercised: it is no open trade any more, and not one that ended at 0', async () => {
  const at = await heldToTheEnd(645, [1.95, 2.05])
  await overTheWeekend(at)
  const [record] = await tradesOf(at.world)
  expect(record!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED' })
  expect(realizedPnl(record!.trade)).toBeNull()
  expect(at.world.venue.positions(VENUE_ACCOUNT)).toMatchObject([{ symbol: 'SPY', quantity: 100 }])
  expect(at.world.alerts.map(({ key }) => key)).toContain(`exercised:${record!.trade.id}`)
})

test('C-23: out of the money it is EXPIRED at 0, by the report of the broker', async () => {
  const at = await heldToTheEnd(655, [null, 0.01])
  await overTheWeekend(at)
  const [record] = await tradesOf(at.world)
  expect(record!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED', exits: [{ cashFlow: 0 }] })
  expect(realizedPnl(record!.trade)).toBe(-700_00)
})

test.each([true, false])(
  'C-23: one that is not the engine’s to manage (%s) does not stay OPEN either',
  async (managed) => {
    const at = await heldToTheEnd(655, [null, 0.01])
    await at.world.read(async (tx) => {
      const [record] = await tx.unfinishedTrades(at.hand.view.account)
      await tx.saveTrades([{ record: { ...record!, trade: { ...record!.trade, managed } }, events: [] }])
    })
    await overTheWeekend(at)
    expect((await tradesOf(at.world))[0]!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED' })
  },
)

test('C-23: one without any protection is closed before it expires, unless its person wants it to end by itself', async () => {
  for (const [wish, status] of [
    ['yes', 'CLOSED'],
    ['no', 'OPEN'],
  ] as const) {
    const at = await heldToTheEnd(645, [1.95, 2.05], { 'user.auto_close_expiry': wish })
    at.world.pass(10 * MINUTE_MS)
    at.market.set('SPY260925C00645000', 1.95, 2.05)
    for (let i = 0; i < 4; i += 1) {
      await runMonitor(at.world.engine)
      at.world.pass(MINUTE_MS)
    }
    const [record] = await tradesOf(at.world)
    expect(record!.trade.status).toBe(status)
    if (wish === 'yes') expect(record!.trade.exitReason).toBe('TIME_EXIT')
  }
})

test('C-23: an expiration that is no day is refused at input', async () => {
  const at = await handWorld()
  expect(() => tradingDay('Feb 27, 2026')).toThrow()
  const over = callWish({ expiration: tradingDay('2026-02-27') })
  expect(checkWish(over, at.world.context.clock.now())).toMatchObject({ code: 'expiration_must_not_be_over' })
})
