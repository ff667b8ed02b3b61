import { describe, expect, it } from 'vitest'
import { recordPrices } from '../../../src/cycles/price-snapshots.ts'
import { exitPrice, openQuantity } from '../../../src/domain/trade/trade-figures.ts'
import { protectionOf } from '../../../src/engine/brackets/wanted-protection.ts'
import type { GroupOrder } from '../../../src/exchange/venue/venue-types.ts'
import {
  bracketWorld,
  CALL,
  dollars,
  heldWorld,
  live,
  placeByHand,
  SHORT_CALL,
  tradeOf,
} from '../../support/engine/bracket-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

function brackets(world: TradingWorld): readonly GroupOrder[] {
  return world.venue.orders(VENUE_ACCOUNT).flatMap((order) => ('children' in order ? [order] : []))
}

function quantitiesOf(world: TradingWorld): readonly (readonly [string, number])[] {
  return brackets(world).map(({ status, children }) => [status, children[0]!.request.quantity])
}

const heldBy = async (world: TradingWorld, id: string) => protectionOf(await tradeOf(world, id)).heldBy

describe('before a fill', () => {
  it('C-05: a working entry is pending, holds no bracket and reserves its risk; nothing stops it out', async () => {
    const { world, market } = await bracketWorld()
    const id = await placeByHand(world, { limit: 4.8 })
    market.set(CALL, 2.9, 5.0)
    await live(world, 120)
    const record = await tradeOf(world, id)
    expect(record.trade).toMatchObject({ status: 'ENTRY_PENDING', bracket: null, flags: [] })
    expect(openQuantity(record.trade)).toBe(0)
    expect(record.reserve).toBeGreaterThan(0)
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(1)
  })

  it('C-07: an entry that is unfilled at the close is CANCELLED, and never had a bracket', async () => {
    const { world } = await bracketWorld()
    const id = await placeByHand(world, { limit: 4.8 })
    world.pass(6.3 * 3_600_000)
    await world.engine.syncTradierSnapshot('sync')
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CANCELLED', exits: [] })
    expect(brackets(world)).toEqual([])
  })

  it('C-09: an entry whose answer is lost is looked for, sent once, and gets its bracket when it is found', async () => {
    const { world } = await bracketWorld()
    let isFirst = true
    world.faults = ({ tag }) => {
      if (tag === null || !isFirst) return null
      isFirst = false
      return { kind: 'timeout', after: true }
    }
    const id = await placeByHand(world)
    await live(world, 30)
    expect((await tradeOf(world, id)).trade.status).toBe('OPEN')
    expect(world.requests.filter(({ tag }) => tag !== null)).toHaveLength(2)
    expect(quantitiesOf(world)).toEqual([['open', 1]])
  })
})

describe('the bracket of a fill', () => {
  it('C-06: the fill of the entry opens the trade at its price, and an OCO stands at the broker within one step', async () => {
    const { world } = await bracketWorld()
    const id = await placeByHand(world)
    await live(world, 5)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'OPEN', exitReason: null, exits: [] })
    expect(trade.entries[0]?.cashFlow).toBe(-52_000)
    expect(trade.bracket).toEqual({ stopLoss: dollars(3.5), takeProfit: dollars(8), heldBy: 'broker' })
    const [oco] = brackets(world)
    expect(oco!.children.map(({ type, limit, stop, duration }) => [type, limit, stop, duration])).toEqual([
      ['limit', dollars(8), null, 'gtc'],
      ['stop_limit', dollars(3.15), dollars(3.5), 'gtc'],
    ])
  })

  it('C-08: filled 2 of 3, the bracket is for 2; filled 3, for 3, and never are more offered than are held', async () => {
    const { world, market } = await bracketWorld()
    market.set(CALL, 5.0, 5.2, 2)
    const id = await placeByHand(world, { quantity: 3 })
    await live(world, 10)
    expect((await tradeOf(world, id)).trade.status).toBe('PARTIALLY_FILLED')
    expect(quantitiesOf(world)).toEqual([['open', 2]])
    expect(await heldBy(world, id)).toBe('broker')
    market.set(CALL, 5.0, 5.2, 50)
    await live(world, 60)
    expect((await tradeOf(world, id)).trade.status).toBe('OPEN')
    expect(quantitiesOf(world)).toEqual([
      ['canceled', 2],
      ['open', 3],
    ])
    expect(await heldBy(world, id)).toBe('broker')
  })

  it('is a single order when one side is wanted, and none when nothing is', async () => {
    const { world } = await bracketWorld()
    const stop = await placeByHand(world, { target: null })
    await live(world, 5)
    const order = world.venue.orders(VENUE_ACCOUNT).at(-1)!
    expect(order).toMatchObject({ class: 'option', type: 'stop_limit', stop: dollars(3.5), duration: 'gtc' })
    expect((await tradeOf(world, stop)).trade.bracket).toMatchObject({
      stopLoss: dollars(3.5),
      takeProfit: null,
    })
    await placeByHand(world, { stop: null, target: null })
    await live(world, 60)
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(3)
  })
})

describe('scenario A: a side fills', () => {
  it('the take profit closes the trade as TAKE_PROFIT_FILLED at its price', async () => {
    const { world, market, id } = await heldWorld()
    market.set(CALL, 8.1, 8.3)
    await live(world, 60)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'TAKE_PROFIT_FILLED' })
    expect(exitPrice(trade)).toEqual({ effect: 'credit', amount: dollars(8.1) })
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
    expect(brackets(world)[0]!.children.map(({ status }) => status)).toEqual(['filled', 'canceled'])
  })

  it('the stop closes it as STOP_LOSS_FILLED at what it fetched', async () => {
    const { world, market, id } = await heldWorld()
    market.set(CALL, 3.4, 3.6)
    await live(world, 60)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'STOP_LOSS_FILLED' })
    expect(exitPrice(trade)).toEqual({ effect: 'credit', amount: dollars(3.4) })
  })

  it('while the entry still works, its rest is cancelled, and the trade passes through OPEN to CLOSED at once', async () => {
    const { world, market } = await bracketWorld()
    market.set(CALL, 5.0, 5.2, 1)
    const id = await placeByHand(world, { quantity: 3 })
    market.set(CALL, 5.1, 5.3)
    await live(world, 5)
    expect((await tradeOf(world, id)).trade.status).toBe('PARTIALLY_FILLED')
    market.set(CALL, 8.1, 8.3)
    await live(world, 60)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'TAKE_PROFIT_FILLED' })
    const moves = (await world.read((tx) => tx.eventsOfTrade(id))).flatMap(({ event }) =>
      event.type === 'status_changed' ? [[event.to, event.version]] : [],
    )
    const [opened, closed] = [moves.at(-2)!, moves.at(-1)!]
    expect([opened[0], closed[0], opened[1] === closed[1]]).toEqual(['OPEN', 'CLOSED', true])
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })

  it('a part that fills leaves the rest with both sides: what one side left is placed anew', async () => {
    const { world, market, id } = await heldWorld({ quantity: 3 })
    market.set(CALL, 8.1, 8.3, 1)
    world.pass(1_000)
    market.set(CALL, 6.0, 6.2)
    await live(world, 120)
    const { trade } = await tradeOf(world, id)
    expect([trade.status, openQuantity(trade), trade.bracket?.heldBy]).toEqual(['OPEN', 2, 'broker'])
    const working = brackets(world).filter(({ status }) => status === 'open')
    expect(
      working.map(({ children }) => children.map(({ request, status }) => [request.quantity, status])),
    ).toEqual([
      [
        [2, 'open'],
        [2, 'open'],
      ],
    ])
  })
})

describe('a bracket that the broker does not take', () => {
  const refusing = (world: TradingWorld): void => {
    world.faults = ({ tag }) =>
      tag === null ? null : { kind: 'venue', action: { kind: 'reject_next', reason: 'OmsUnavailable' } }
  }

  it('C-10 C-35: 200 and then rejected, again and again, is UNPROTECTED and an alarm, and says that nothing is active', async () => {
    const { world } = await bracketWorld()
    const id = await placeByHand(world)
    refusing(world)
    await live(world, 35)
    const record = await tradeOf(world, id)
    expect(record.trade.flags).toEqual(['UNPROTECTED'])
    expect(protectionOf(record)).toEqual({ stopLoss: dollars(3.5), takeProfit: dollars(8), heldBy: null })
    expect(world.alerts.map(({ key, severity }) => [key, severity])).toEqual([
      [`unprotected:${id}`, 'critical'],
    ])
    expect(brackets(world).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('C-11: the software stop takes over within one price cycle, and closes at the stop as STOP_LOSS', async () => {
    const { world, market } = await bracketWorld()
    const id = await placeByHand(world)
    refusing(world)
    await live(world, 35)
    world.faults = () => null
    await live(world, 40)
    expect((await tradeOf(world, id)).trade).toMatchObject({ flags: [], bracket: { heldBy: 'engine' } })
    market.set(CALL, 3.3, 3.5)
    await live(world, 45)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'STOP_LOSS' })
  })

  it('is tried again, and is the broker’s again when it is taken', async () => {
    const { world } = await bracketWorld()
    const id = await placeByHand(world)
    refusing(world)
    await live(world, 35)
    world.faults = () => null
    await live(world, 360)
    expect((await tradeOf(world, id)).trade).toMatchObject({ flags: [], bracket: { heldBy: 'broker' } })
  })
})

describe('the watch of the engine', () => {
  const spread = { strategy: 'BULL_CALL_DEBIT', stop: 1.5, target: 4.5 } as const

  it('guards a spread, of which no broker takes an OCO, from its fill on, and says so', async () => {
    const { world, market, id } = await heldWorld(spread)
    expect((await tradeOf(world, id)).trade.bracket).toEqual({
      stopLoss: dollars(1.5),
      takeProfit: dollars(4.5),
      heldBy: 'engine',
    })
    expect(brackets(world)).toEqual([])
    market.set(CALL, 8.0, 8.2)
    await live(world, 150)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'PROFIT_TARGET' })
  })

  it('C-02: does not judge quotes that are stale, missing or the price of the stock, and flags it', async () => {
    const { world, market, id } = await heldWorld(spread)
    market.set(CALL, 658, 659)
    market.set(SHORT_CALL, 1, 1.2)
    await live(world, 240)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'OPEN', bracket: null, flags: ['UNPROTECTED'] })
    market.set(CALL, 5.0, 5.2)
    market.set(SHORT_CALL, 2.4, 2.6)
    await live(world, 60)
    expect((await tradeOf(world, id)).trade).toMatchObject({ flags: [], bracket: { heldBy: 'engine' } })
    await recordPrices(world.engine, 'PERIODIC')
  })

  it('C-14: sells at the stop although the loss of the day has stopped entries', async () => {
    const { world, market, id } = await heldWorld(spread)
    const now = world.context.clock.now()
    const flag = {
      account: ACCOUNT,
      flag: 'DAILY_LOSS',
      day: null,
      raisedAt: now,
      reason: 'test',
      counted: [],
    }
    await world.read((tx) => tx.raiseRiskFlag(flag as never))
    market.set(CALL, 2.0, 2.2)
    market.set(SHORT_CALL, 1.0, 1.2)
    await live(world, 120)
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'STOP_LOSS' })
  })

  it('C-13: a stop that the market has leapt over is told of and escalated within one cycle', async () => {
    const { world, market, id } = await heldWorld()
    market.set(CALL, 2.0, 2.2)
    await live(world, 60)
    expect(world.alerts.map(({ key }) => key)).toContain(`stop-below-floor:${id}`)
    await live(world, 60)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'STOP_LOSS' })
    expect(brackets(world)[0]!.status).toBe('canceled')
    const types = world.venue
      .orders(VENUE_ACCOUNT)
      .map((order) => ('type' in order ? order.type : order.class))
    expect(types).not.toContain('market')
  })
})

describe('what happens at the broker without us', () => {
  it('C-22: a bracket whose trade was sold by hand at the broker is cancelled within one cycle', async () => {
    const { world, market, id } = await heldWorld()
    world.venue.control.closeByHand(VENUE_ACCOUNT, CALL, market)
    await live(world, 180)
    expect((await tradeOf(world, id)).trade).toMatchObject({
      status: 'CLOSED',
      exitReason: 'BROKER_ALREADY_FLAT',
    })
    expect(brackets(world)[0]!.status).toBe('canceled')
  })
})
