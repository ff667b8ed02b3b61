import { describe, expect, test } from 'vitest'
import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { runTradeCycle } from '../../../src/cycles/trade-cycle.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { coverShort } from '../../../src/service/engine/cover-short.ts'
import { closeTrade } from '../../../src/service/engine/close-trade.ts'
import { handOf } from '../../support/engine/hand-of.ts'
import {
  DEBIT,
  enterAndFill,
  filledWorld,
  LONG,
  minutes,
  SHORT,
  tradesOf,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const PUTS = { ...DEBIT, strategy: 'BULL_PUT_CREDIT', strikes: [640, 650] } as const

const flagsOf = (world: TradingWorld) =>
  world.read((tx) => tx.riskFlags(ACCOUNT, newYorkDayOf(world.context.clock.now())))

describe('a short that nothing covers', () => {
  test('stops entries and calls a person while exits go on; covered again, entries go on', async () => {
    const opened = await filledWorld()
    const { world, market } = opened
    const hand = handOf(world)
    const [bare] = await tradesOf(world)
    market.set('SPY261016P00640000', 1.0, 1.02)
    market.set('SPY261016P00650000', 3.0, 3.02)
    const other = await enterAndFill(opened, PUTS)
    await minutes(world, 4)
    world.venue.control.closeByHand(VENUE_ACCOUNT, LONG, market)
    await minutes(world, 1)
    const raised = await flagsOf(world)
    expect(raised).toMatchObject([{ flag: 'UNCOVERED_SHORT', day: null }])
    expect(raised[0]!.reason).toContain(bare!.trade.id)
    expect(world.alerts.filter(({ severity }) => severity === 'critical')).toHaveLength(1)
    const cycle = await runTradeCycle(world.engine, new MarketReader(world.context))
    expect([cycle.entries, cycle.forbidden]).toEqual([[], expect.stringContaining('UNCOVERED_SHORT')])
    await minutes(world, 1)
    // It is told of again each minute, and raised once.
    expect(await flagsOf(world)).toEqual(raised)
    expect(world.alerts.filter(({ severity }) => severity === 'critical').length).toBeGreaterThan(1)
    expect(await closeTrade(hand, other)).toMatchObject({ ok: true, value: { spreads: 1 } })
    expect(await coverShort(hand, bare!.trade.id, SHORT)).toMatchObject({ ok: true })
    await minutes(world, 1)
    expect(await flagsOf(world)).toEqual([])
  })
})
