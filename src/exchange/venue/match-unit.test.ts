import { expect, test } from 'vitest'
import {
  C6500,
  C6550,
  C6600,
  creditSpread,
  net,
  option,
  P6400,
  P6450,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'
import type { NetOrder, SimpleOrder } from './venue-types.ts'

const MINUTE = 60_000

function simple(desk: VenueDesk, id: number): SimpleOrder {
  return desk.order(id) as SimpleOrder
}

function spread(desk: VenueDesk, id: number): NetOrder {
  return desk.order(id) as NetOrder
}

function limit(amount: number) {
  return { type: 'limit', limit: usd(amount) } as const
}

/** A desk on which nothing rests luckily. */
function quietDesk() {
  return new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
}

test('a buy trades at the ask and a sell at the bid, better than its limit when there is better', () => {
  const desk = quietDesk()
  expect(simple(desk, desk.fill(shares('buy', limit(700)))).execution.lastFillPrice).toBe(usd(650.01))
  expect(simple(desk, desk.fill(shares('sell', limit(600)))).execution.lastFillPrice).toBe(usd(649.99))
})

test('a limit that the market does not reach stays, and trades when the market comes', () => {
  const desk = quietDesk()
  const id = desk.fill(shares('buy', limit(649)))
  desk.pass(MINUTE)
  expect(desk.status(id)).toBe('open')
  desk.market.now += 1
  desk.market.set('SPY', 648.5, 648.52)
  desk.venue.step(desk.market)
  expect(simple(desk, id).execution.lastFillPrice).toBe(usd(648.52))
})

test('price improvement stays within the spread, in cents, and is repeated by the seed', () => {
  const run = () => {
    const desk = new VenueDesk({ matching: { improvementChance: 1, improvementShare: 0.5 } })
    return Array.from({ length: 20 }, () => {
      desk.pass(1)
      desk.quote()
      desk.market.set(C6500, 50, 52)
      return simple(desk, desk.fill(option('buy_to_open', C6500))).execution.lastFillPrice!
    })
  }
  const prices = run()
  expect(run()).toEqual(prices)
  expect(new Set(prices).size).toBeGreaterThan(3)
  for (const one of prices) {
    expect(one).toBeGreaterThanOrEqual(usd(51))
    expect(one).toBeLessThanOrEqual(usd(52))
    expect(one % 100).toBe(0)
  }
})

test('an order inside the spread fills at its limit, the sooner the deeper it lies', () => {
  const minutesUntilFilled = (amount: number): number => {
    let minutes = 0
    for (let seed = 1; seed <= 30; seed += 1) {
      const desk = new VenueDesk({ seed })
      desk.market.set(C6500, 50, 52)
      const id = desk.fill(option('buy_to_open', C6500, limit(amount)))
      for (; desk.status(id) === 'open' && minutes < 30 * 60; minutes += 1) desk.pass(MINUTE)
      if (desk.status(id) === 'filled') expect(simple(desk, id).execution.lastFillPrice).toBe(usd(amount))
    }
    return minutes / 30
  }
  const [deep, middle] = [minutesUntilFilled(51.8), minutesUntilFilled(51)]
  // An exponential wait with a mean of 1 / depth squared minutes, looked at by the minute.
  expect(deep).toBeGreaterThan(0.8)
  expect(deep).toBeLessThan(3)
  expect(middle).toBeGreaterThan(2.5)
  expect(middle).toBeLessThan(7)
})

test('how often it is looked at does not change how long an order rests', () => {
  const restedMs = (step: number): number => {
    const desk = new VenueDesk({ seed: 3 })
    desk.market.set(C6500, 50, 52)
    const id = desk.fill(option('buy_to_open', C6500, limit(51)))
    let waited = 0
    for (; desk.status(id) === 'open'; waited += step) desk.pass(step)
    return waited
  }
  const [often, seldom] = [restedMs(1_000), restedMs(20_000)]
  expect(Math.abs(often - seldom)).toBeLessThanOrEqual(20_000)
})

test('at the own side of the quote nothing rests into a fill', () => {
  const desk = new VenueDesk({ matching: { restingFillsPerMinute: 1_000 } })
  const id = desk.fill(shares('buy', limit(649.99)))
  for (let i = 0; i < 60; i += 1) desk.pass(MINUTE)
  expect(desk.status(id)).toBe('open')
})

test('a fill takes no more than is displayed, and no more of it until the quote is refreshed', () => {
  const desk = quietDesk()
  const id = desk.fill(shares('buy', { quantity: 1_000, ...limit(651) }))
  expect(simple(desk, id)).toMatchObject({ status: 'partially_filled', execution: { executedQuantity: 600 } })
  const late = desk.fill(shares('buy', limit(651)))
  desk.pass(MINUTE)
  expect([simple(desk, id).execution.executedQuantity, desk.status(late)]).toEqual([600, 'open'])
  desk.market.set('SPY', 649.99, 650.01, 405)
  desk.pass(1)
  expect([desk.status(id), simple(desk, late)]).toMatchObject([
    'filled',
    { status: 'partially_filled', execution: { executedQuantity: 5 } },
  ])
})

test('sizes can be ignored', () => {
  const desk = new VenueDesk({ matching: { displayedSizeOnly: false } })
  expect(desk.status(desk.fill(shares('buy', { quantity: 140 })))).toBe('filled')
  expect(desk.status(desk.fill(option('buy_to_open', C6600, { quantity: 30 })))).toBe('filled')
})

test('a quote without a size is taken for a few', () => {
  const desk = new VenueDesk({ matching: { sizeWhenUnknown: 4 } })
  desk.market.set('SPY', 649.99, 650.01, 0)
  expect(simple(desk, desk.fill(shares('buy'))).execution.executedQuantity).toBe(4)
})

test('legs fill together in whole units: the scarcest decides, ratios are kept', () => {
  const desk = quietDesk()
  desk.market.set(C6550, 25, 25.2, 5)
  const fly = net('market', null, [
    ['buy_to_open', C6500, 4],
    ['sell_to_open', C6550, 8],
    ['buy_to_open', C6600, 4],
  ])
  const id = desk.fill(fly)
  expect(spread(desk, id)).toMatchObject({ status: 'partially_filled', lastFillUnits: 2 })
  expect(spread(desk, id).legs.map(({ execution }) => execution.executedQuantity)).toEqual([2, 4, 2])
  desk.pass(1)
  expect(spread(desk, id).legs.map(({ execution }) => execution.executedQuantity)).toEqual([2, 4, 2])
  desk.market.set(C6550, 25, 25.2, 5)
  desk.pass(1)
  expect(spread(desk, id)).toMatchObject({ status: 'filled', lastFillUnits: 2 })
  expect(desk.held()).toEqual([
    [C6500, 4],
    [C6550, -8],
    [C6600, 4],
  ])
})

test('a credit fills at the natural net when that is better, legs at their near prices', () => {
  const desk = quietDesk()
  const id = desk.fill(creditSpread(1.8))
  expect(spread(desk, id).legs.map(({ execution }) => execution.lastFillPrice)).toEqual([usd(25), usd(12.2)])
})

test('a net order that rests fills exactly at its limit, each leg within its quote', () => {
  const desk = new VenueDesk({ matching: { restingFillsPerMinute: 1_000 } })
  const id = desk.place(creditSpread(12.95))
  desk.pass(10 * MINUTE)
  const [sold, bought] = spread(desk, id).legs.map(({ execution }) => execution.lastFillPrice!)
  expect(sold! - bought!).toBe(usd(12.95))
  expect(sold).toBeGreaterThanOrEqual(usd(25))
  expect(bought).toBeLessThanOrEqual(usd(12.2))
})

test('an even order trades when the market pays for it', () => {
  const desk = quietDesk()
  const even = net('even', null, [
    ['sell_to_open', P6450],
    ['buy_to_open', P6400, 2],
  ])
  expect(desk.status(desk.fill(even))).toBe('open')
  desk.market.now += 1
  desk.market.set(P6400, 13.8, 14)
  desk.venue.step(desk.market)
  expect(desk.held()).toEqual([
    [P6400, 2],
    [P6450, -1],
  ])
})

test('nothing trades on crossed or missing quotes', () => {
  const desk = quietDesk()
  desk.market.set('SPY', 650.05, 650.01)
  const crossed = desk.fill(shares('buy'))
  desk.market.set(C6500, 50, null)
  const missing = desk.fill(option('buy_to_open', C6500, limit(60)))
  desk.pass(MINUTE)
  expect([desk.status(crossed), desk.status(missing)]).toEqual(['open', 'open'])
})

test('a zero bid takes a worthless leg beside another, never an order of its own', () => {
  const desk = quietDesk()
  desk.fill(creditSpread(null))
  desk.pass(1)
  desk.market.set(C6600, 0, 0.05)
  desk.market.set(C6550, 0.05, 0.1)
  const spare = desk.fill(option('buy_to_open', C6600))
  const alone = desk.fill(option('sell_to_close', C6600))
  expect([desk.status(spare), desk.status(alone)]).toEqual(['filled', 'open'])
  const close = net('debit', 0.1, [
    ['buy_to_close', C6550],
    ['sell_to_close', C6600],
  ])
  const id = desk.fill(close)
  expect(spread(desk, id).legs.map(({ execution }) => execution.lastFillPrice)).toEqual([usd(0.1), 0])
  expect(desk.held()).toEqual([[C6600, 1]])
})

test('a stop is touched by its side of the quote, then trades at the market, through a gap as well', () => {
  const desk = quietDesk()
  desk.fill(shares('buy'))
  const id = desk.fill(shares('sell', { type: 'stop', stop: usd(640) }))
  desk.market.now += 1
  desk.market.set('SPY', 640.01, 640.03)
  desk.venue.step(desk.market)
  expect(desk.status(id)).toBe('open')
  desk.market.now += 1
  desk.market.set('SPY', 630, 630.02)
  desk.venue.step(desk.market)
  expect(simple(desk, id).execution.lastFillPrice).toBe(usd(630))
})

test('a buy stop is touched by the ask; a stop-limit then waits for its limit', () => {
  const desk = quietDesk()
  const id = desk.fill(shares('buy', { type: 'stop_limit', stop: usd(651), limit: usd(651.5) }))
  desk.market.now += 1
  desk.market.set('SPY', 652, 652.02)
  desk.venue.step(desk.market)
  expect(desk.status(id)).toBe('open')
  desk.market.now += 1
  desk.market.set('SPY', 650.4, 650.42)
  desk.venue.step(desk.market)
  expect(simple(desk, id).execution.lastFillPrice).toBe(usd(650.42))
})

test('bad data touches no stop: a zero bid, a crossed quote, a missing side', () => {
  const desk = quietDesk()
  desk.fill(option('buy_to_open', C6500))
  const id = desk.fill(option('sell_to_close', C6500, { type: 'stop', stop: usd(30) }))
  for (const [bid, ask] of [
    [0, 51],
    [20, 19],
    [null, 51],
  ] as const) {
    desk.market.now += 1
    desk.market.set(C6500, bid, ask)
    desk.venue.step(desk.market)
  }
  desk.market.now += 1
  desk.market.set(C6500, 50, 50.2)
  desk.venue.step(desk.market)
  expect(desk.status(id)).toBe('open')
})

test('older orders go first at one price', () => {
  const desk = quietDesk()
  desk.market.set('SPY', 649.99, 650.01, 10)
  const first = desk.place(shares('buy', limit(651)))
  const second = desk.place(shares('buy', limit(652)))
  desk.venue.step(desk.market)
  expect([desk.status(first), desk.status(second)]).toEqual(['filled', 'open'])
})
