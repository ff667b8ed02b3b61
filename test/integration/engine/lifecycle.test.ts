import { describe, expect, test } from 'vitest'
import { entryPrice, exitPrice, realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import {
  DEBIT,
  filledWorld,
  LONG,
  minutes,
  openedWorld,
  SHORT,
  tradesOf,
  work,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

describe('the required test plan, over the API', () => {
  test('(1) a 1x BULL_CALL_DEBIT: pending, two mirrored legs, open with its price, exit sized by the mirror, closed with P&L', async () => {
    const { world, market } = await openedWorld()
    const outcome = await enterSpread(world, DEBIT)
    expect(outcome).toMatchObject({ kind: 'sent' })
    expect((await tradesOf(world))[0]!.trade.status).toMatch(/ENTRY_PENDING|OPEN/)
    await work(world, (status) => status === 'OPEN')
    const [open] = await tradesOf(world)
    expect(open!.trade.status).toBe('OPEN')
    expect(entryPrice(open!.trade)?.effect).toBe('debit')
    const rows = await world.read((tx) => tx.positions(ACCOUNT))
    expect(rows.map(({ symbol, side, quantity }) => [symbol, side, quantity])).toEqual([
      [LONG, 'long', 1],
      [SHORT, 'short', 1],
    ])
    await minutes(world, 4)
    market.set(LONG, 9.0, 9.1)
    market.set(SHORT, 1.0, 1.1)
    await minutes(world, 1)
    await work(world, (status) => status === 'CLOSED')
    const [closed] = await tradesOf(world)
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
    expect(exitPrice(closed!.trade)?.effect).toBe('credit')
    const profit = realizedPnl(closed!.trade)!
    expect(profit).toBeGreaterThan(0)
    const { totalCash } = world.venue.balances(VENUE_ACCOUNT, market)
    expect(await world.read((tx) => tx.positions(ACCOUNT))).toEqual([])
    expect(totalCash - 10_000_000).toBeLessThanOrEqual(profit)
    expect(await world.read((tx) => tx.openBreaks(ACCOUNT))).toEqual([])
  })

  test('(2) phantom: closed by hand at the broker → CLOSED, BROKER_ALREADY_FLAT, nulls, not EXIT_ERROR', async () => {
    const { world, market } = await filledWorld()
    for (const symbol of [SHORT, LONG]) {
      expect(world.venue.control.closeByHand(VENUE_ACCOUNT, symbol, market).ok).toBe(true)
    }
    await minutes(world, 1)
    expect((await tradesOf(world))[0]!.trade.status).toBe('OPEN')
    await minutes(world, 2)
    const [closed] = await tradesOf(world)
    expect(closed!.trade).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect([exitPrice(closed!.trade), realizedPnl(closed!.trade)]).toEqual([null, null])
    expect(world.log.filter(({ tag }) => tag === '[monitor][phantom-close]')).toHaveLength(1)
  })

  test('(3) legs out of sync: stays OPEN, a line with both quantities, no order; the uncovered short is critical', async () => {
    const { world, market } = await filledWorld()
    expect(world.venue.control.closeByHand(VENUE_ACCOUNT, LONG, market).ok).toBe(true)
    market.set(LONG, 9.0, 9.1)
    const before = world.venue.orders(VENUE_ACCOUNT).length
    await minutes(world, 4)
    const [open] = await tradesOf(world)
    expect(open!.trade).toMatchObject({ status: 'OPEN', flags: ['LEGS_OUT_OF_SYNC'] })
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(before)
    expect(world.log.find(({ tag }) => tag === '[monitorCycle][legs-out-of-sync]')?.facts).toMatchObject({
      trade: open!.trade.id,
      shortQuantity: -1,
      longQuantity: 0,
    })
    expect(
      world.alerts.some(({ severity, title }) => severity === 'critical' && title.startsWith('Uncovered')),
    ).toBe(true)
  })
})

describe('differences that fills do not explain', () => {
  test('B-08 a hand close opens breaks that stop entries in the underlying, until the trade has left', async () => {
    const { world, market } = await filledWorld()
    for (const symbol of [SHORT, LONG]) world.venue.control.closeByHand(VENUE_ACCOUNT, symbol, market)
    await minutes(world, 2)
    const open = await world.read((tx) => tx.openBreaks(ACCOUNT))
    expect(open.map(({ symbol, cause, difference }) => [symbol, cause, difference])).toEqual([
      [LONG, 'hand_trade', -1],
      [SHORT, 'hand_trade', 1],
    ])
    expect(await enterSpread(world, { ...DEBIT, strikes: [640, 650], limits: true })).toMatchObject({
      kind: 'not_sent',
      code: 'break_must_be_resolved',
    })
    await minutes(world, 1)
    expect((await tradesOf(world))[0]!.trade.exitReason).toBe('BROKER_ALREADY_FLAT')
    expect(await world.read((tx) => tx.openBreaks(ACCOUNT))).toEqual([])
  })
})
