import { describe, expect, test } from 'vitest'
import { gatherEvidence } from '../../../src/cycles/gather-evidence.ts'
import { DAY_MS } from '../../../src/domain/calendar/instant.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { exitPrice, realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { acceptReset, resetPhrase } from '../../../src/service/engine/accept-reset.ts'
import { closeTrade } from '../../../src/service/engine/close-trade.ts'
import { setManaged } from '../../../src/service/engine/manage-trade.ts'
import { listBreaks, resolveBreak } from '../../../src/service/engine/resolve-break.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import { handOf } from '../../support/engine/hand-of.ts'
import {
  DEBIT,
  enterAndFill,
  filledWorld,
  LONG,
  minutes,
  SHORT,
  type SpreadWorld,
  tradesOf,
  work,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const DEEP = 'SPY261016C00640000'
/** Another spread, of puts, quoted so widely that it does not fill. */
const OTHER = { ...DEBIT, strategy: 'BULL_PUT_CREDIT', strikes: [640, 650] } as const

function quoteOther(market: SpreadWorld['market']): void {
  market.set('SPY261016P00640000', 1.0, 2.0)
  market.set('SPY261016P00650000', 3.0, 5.0)
}

const flagsOf = async (world: TradingWorld) =>
  (await world.read((tx) => tx.riskFlags(ACCOUNT, newYorkDayOf(world.context.clock.now())))).map(
    ({ flag }) => flag,
  )

/** An open trade and an entry that works; then the exchange forgets the account and begins its ids again. */
async function wiped(): Promise<SpreadWorld & { readonly open: string; readonly pending: string }> {
  const opened = await filledWorld({ restingFillsPerMinute: 0 })
  const { world, market } = opened
  const [first] = await tradesOf(world)
  quoteOther(market)
  const entry = await enterSpread(world, OTHER)
  if (entry.kind !== 'sent') throw new Error(`not entered: ${entry.code}`)
  const ids = world.venue.orders(VENUE_ACCOUNT).map(({ id }) => id)
  expect(world.venue.control.wipe(VENUE_ACCOUNT, market).ok).toBe(true)
  world.venue.control.resetOrderIds(Math.min(...ids))
  for (let i = 0; i < 3; i += 1) {
    world.pass(5_000)
    await world.engine.syncTradierSnapshot('sync')
  }
  return { ...opened, open: first!.trade.id, pending: entry.tradeId }
}

describe('a reset of the account by its broker', () => {
  test('C-31: nothing closes by itself, entries stop and a person is told what accepting it does', async () => {
    const { world, open, pending } = await wiped()
    expect(await flagsOf(world)).toEqual(['BROKER_RESET_SUSPECTED'])
    const before = await tradesOf(world)
    expect(before.map(({ trade }) => trade.status)).toEqual(['ENTRY_PENDING', 'OPEN'])
    expect(await enterSpread(world, { ...DEBIT, limits: true })).toMatchObject({ kind: 'not_sent' })
    const hand = handOf(world)
    const shown = await acceptReset(hand, null)
    expect(shown).toMatchObject({
      ok: true,
      value: {
        accepted: false,
        epochBefore: 1,
        epochAfter: 2,
        trades: [
          { tradeId: open, from: 'OPEN', to: 'CLOSED' },
          { tradeId: pending, from: 'ENTRY_PENDING', to: 'CANCELLED' },
        ],
        orders: [{ role: 'ENTRY', from: 'live', to: 'tombstoned' }],
      },
    })
    expect(await acceptReset(hand, 'yes')).toMatchObject({ code: 'confirmation_must_be_typed' })
    expect((await tradesOf(world)).map(({ trade }) => trade)).toEqual(before.map(({ trade }) => trade))
    expect(await world.read((tx) => tx.accountByName(ACCOUNT))).toMatchObject({ epoch: 1 })
    const [first] = await listBreaks(hand.view)
    expect(first).toMatchObject({ cause: 'wipe', endedBy: 'legwork accept-reset' })
    expect(await resolveBreak(hand.view, first!.id, 'by hand')).toMatchObject({
      code: 'reset_must_be_accepted_whole',
    })
  })

  test('accepted: the old epoch ends with nulls, nothing is suspected again, and its order ids are other orders', async () => {
    const opened = await wiped()
    const { world, market, open, pending } = opened
    const hand = handOf(world)
    const old = await world.read((tx) => tx.ordersOfTrade(open))
    // While nobody has decided, an order of the new epoch under an old id is not taken for the old one.
    const bought = { class: 'option', symbol: 'SPY', optionSymbol: DEEP, side: 'buy_to_open' } as const
    const terms = { ...bought, quantity: 1, type: 'market', duration: 'day' } as const
    market.set(DEEP, 12.0, 12.1)
    // Three, as the legs of an order have ids too: the next one then has the id of an old order.
    for (let i = 0; i < 3; i += 1)
      expect(world.venue.submit(VENUE_ACCOUNT, terms, market)).toMatchObject({ ok: true })
    world.pass(5_000)
    await world.engine.syncTradierSnapshot('sync')
    expect(old.map(({ order }) => order.id)).toContain(`${world.venue.orders(VENUE_ACCOUNT)[0]!.id}`)
    expect(await world.read((tx) => tx.ordersOfTrade(open))).toEqual(old)
    expect(await acceptReset(hand, resetPhrase(hand.view))).toMatchObject({
      ok: true,
      value: { accepted: true },
    })
    const closed = await world.read((tx) => tx.tradeById(open))
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect([exitPrice(closed!.trade), realizedPnl(closed!.trade)]).toEqual([null, null])
    expect((await world.read((tx) => tx.tradeById(pending)))!.trade.status).toBe('CANCELLED')
    const [intent] = await world.read((tx) => tx.intentsOfTrades([pending]))
    expect(intent).toMatchObject({ state: 'tombstoned', brokerOrderId: null })
    expect(intent!.resolution).toMatch(/^broker_reset_accepted: order \d+ of epoch 1$/)
    expect(await world.read((tx) => tx.unsettledIntents(ACCOUNT))).toEqual([])
    expect(await world.read((tx) => tx.workingOrders(ACCOUNT))).toEqual([])
    expect(await acceptReset(hand, resetPhrase(hand.view))).toMatchObject({ code: 'reset_must_be_suspected' })
    await minutes(world, 3)
    expect([await flagsOf(world), await listBreaks(hand.view)]).toEqual([[], []])

    const entered = await enterAndFill(opened)
    await minutes(world, 2)
    const [again] = await world.read((tx) => tx.ordersOfTrade(entered))
    const places = (id: string) => world.read((tx) => tx.ordersByIds(ACCOUNT, 1, [id]))
    expect(await places(again!.order.id)).toHaveLength(1)
    expect(again).toMatchObject({ epoch: 2, tradeId: entered })
    expect(await world.read((tx) => tx.ordersOfTrade(open))).toEqual(old)
    expect([await flagsOf(world), await listBreaks(hand.view)]).toEqual([[], []])

    // The same contracts, opened and closed on the same day in the new epoch, say nothing of the old trade.
    expect(await closeTrade(hand, entered)).toMatchObject({ ok: true })
    market.set(LONG, 5.0, 5.02)
    market.set(SHORT, 2.5, 2.52)
    await work(world, (status) => status === 'CLOSED')
    world.pass(DAY_MS)
    await gatherEvidence(world.engine)
    expect(realizedPnl((await world.read((tx) => tx.tradeById(open)))!.trade)).toBeNull()
    expect(realizedPnl((await world.read((tx) => tx.tradeById(entered)))!.trade)).not.toBeNull()
  })

  test('an exit under way and an unknown entry end too; what the broker still holds keeps its trade', async () => {
    const opened = await filledWorld({ restingFillsPerMinute: 0 })
    const { world, market } = opened
    const hand = handOf(world)
    const [held] = await tradesOf(world)
    await setManaged(hand.view, held!.trade.id, false)
    market.set(LONG, 4.0, 6.0)
    market.set(SHORT, 1.5, 3.5)
    expect(await closeTrade(hand, held!.trade.id)).toMatchObject({ ok: true })
    expect((await tradesOf(world))[0]!.trade.status).toBe('CLOSING_PENDING')
    quoteOther(market)
    world.faults = ({ method, tag }) =>
      method === 'POST' && tag !== null ? { kind: 'timeout', after: true } : null
    await enterSpread(world, OTHER)
    world.faults = () => null
    const ids = world.venue.orders(VENUE_ACCOUNT).map(({ id }) => id)
    // The orders are lost and their ids begin again, the positions stand.
    world.venue.control.wipe(VENUE_ACCOUNT, market)
    world.venue.control.resetOrderIds(Math.min(...ids))
    for (const [symbol, quantity] of [
      [LONG, 1],
      [SHORT, -1],
    ] as const)
      world.venue.control.tradeByHand(VENUE_ACCOUNT, { symbol, quantity }, market)
    await minutes(world, 3)
    expect(await flagsOf(world)).toEqual(['BROKER_RESET_SUSPECTED'])
    const done = await acceptReset(hand, resetPhrase(hand.view))
    expect(done).toMatchObject({
      ok: true,
      value: { trades: [{ from: 'CLOSING_PENDING', to: 'OPEN' }, { to: 'CANCELLED' }] },
    })
    expect((await world.read((tx) => tx.tradeById(held!.trade.id)))!.trade).toMatchObject({
      status: 'OPEN',
      flags: [],
    })
    await minutes(world, 3)
    expect([await flagsOf(world), await listBreaks(hand.view)]).toEqual([[], []])
    expect((await world.read((tx) => tx.tradeById(held!.trade.id)))!.trade.status).toBe('OPEN')
    // An order of the new epoch with the id of the old entry is not taken for it.
    const intents = await world.read((tx) => tx.intentsOfTrades([held!.trade.id]))
    expect(intents.map(({ brokerOrderId }) => brokerOrderId)).toEqual(intents.map(() => null))
    market.set(LONG, 5.0, 5.02)
    market.set(SHORT, 2.5, 2.52)
    const sent = await closeTrade(hand, held!.trade.id)
    expect(sent).toMatchObject({ ok: true })
    await minutes(world, 1)
    for (
      let i = 0;
      i < 40 && (await world.read((tx) => tx.tradeById(held!.trade.id)))!.trade.status !== 'CLOSED';
      i++
    )
      await minutes(world, 1)
    const closed = (await world.read((tx) => tx.tradeById(held!.trade.id)))!.trade
    expect(closed.status).toBe('CLOSED')
    expect(realizedPnl(closed)).not.toBeNull()
  })
})
