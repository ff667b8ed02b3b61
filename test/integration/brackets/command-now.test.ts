import { describe, expect, it } from 'vitest'
import { adjustNow, closeNow } from '../../../src/service/trades/command-now.ts'
import { CALL, dollars, handOn, heldWorld, SHORT_CALL, tradeOf } from '../../support/engine/bracket-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

/** As the control socket asks: by the last letters of an id, mostly without a version. */
describe('commands of somebody who has seen no version', () => {
  it('adjusts one side and leaves the other as it is wanted', async () => {
    const { world, id } = await heldWorld()
    const hand = handOn(world, world.engine)
    const wish = { trade: id.slice(-6), version: null, stopLoss: dollars(4), takeProfit: 'keep' } as const
    expect(await adjustNow(hand, wish)).toMatchObject({
      ok: true,
      value: { protection: { stopLoss: dollars(4), takeProfit: dollars(8), heldBy: 'broker' } },
    })
    expect((await tradeOf(world, id)).hand).toMatchObject({ stopLoss: dollars(4), takeProfit: dollars(8) })
    expect(await adjustNow(hand, { ...wish, stopLoss: 'keep', takeProfit: null })).toMatchObject({
      ok: true,
      value: { protection: { stopLoss: dollars(4), takeProfit: null } },
    })
    expect(await adjustNow(hand, { ...wish, version: 1 })).toMatchObject({ code: 'version_must_be_current' })
  })

  it('of a spread the watch takes the new side over, and keeps the other', async () => {
    const { world, market, id } = await heldWorld({ strategy: 'BULL_CALL_DEBIT', stop: 1, target: 6 })
    market.set(CALL, 5.0, 5.2)
    market.set(SHORT_CALL, 2.4, 2.6)
    const wish = { trade: id, version: null, stopLoss: dollars(1.5), takeProfit: 'keep' } as const
    expect(await adjustNow(handOn(world, world.engine), wish)).toMatchObject({
      ok: true,
      value: { protection: { stopLoss: dollars(1.5), takeProfit: dollars(6), heldBy: 'engine' } },
    })
  })

  it('closes at the market, its bracket first, and never with a version that is not the present one', async () => {
    const { world, id } = await heldWorld()
    const hand = handOn(world, world.engine)
    const wish = { trade: id.slice(-6), kind: 'market', limit: null } as const
    expect(await closeNow(hand, { ...wish, version: 1 })).toMatchObject({ code: 'version_must_be_current' })
    expect(await closeNow(hand, { ...wish, version: null })).toMatchObject({
      ok: true,
      value: { outcome: 'sent' },
    })
    const orders = world.venue.orders(VENUE_ACCOUNT)
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'canceled', 'filled'])
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })
})
