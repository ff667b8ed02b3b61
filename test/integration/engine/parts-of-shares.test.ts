import { expect, test } from 'vitest'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { readExposureBook } from '../../../src/engine/risk-gate/read-exposure-book.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { nakedShorts } from '../../../src/domain/risk/naked-short.ts'
import { worstLoss } from '../../../src/domain/risk/worst-loss.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import type { BrokerPosition } from '../../../src/ports/broker-positions.ts'
import type { BrokerProvider } from '../../../src/ports/broker.ts'
import { ACCOUNT, tradingWorld } from '../../support/engine/trading-world.ts'

const START = instantOf(tradingDay('2026-09-22'), timeOfDay('11:00'))

function held(symbol: string, quantity: number, costBasis: number): BrokerPosition {
  return { symbol, contract: null, quantity, costBasis: cents(costBasis), acquiredAt: START }
}

/** An engine whose broker reports what `positions` holds at the moment. */
async function engineOf(positions: { now: readonly BrokerPosition[] }) {
  const market = createSyntheticMarket({ seed: 3, start: START, calendar: buildMarketCalendar(2024, 2030) })
  const world = await tradingWorld(market)
  const broker = new Proxy(world.context.broker, {
    get(target, name) {
      if (name === 'readPositions') return async () => ({ ok: true, value: positions.now })
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  }) as BrokerProvider
  const engine = await AccountEngine.start({ ...world.context, broker })
  const sync = async () => {
    world.pass(60_000)
    return engine.syncTradierSnapshot('sync', true)
  }
  const bookOf = () => world.read((tx) => readExposureBook(tx, ACCOUNT, world.context.clock.now(), START))
  return { world, sync, bookOf }
}

test('shares in parts are mirrored by every snapshot, and a reinvested dividend is a break with its evidence', async () => {
  const positions = { now: [held('KO', 112.345678, 700_033)] }
  const { world, sync } = await engineOf(positions)
  expect(await sync()).toMatchObject({ state: 'complete' })
  expect(await sync()).toMatchObject({ state: 'complete', breaks: [] })
  expect(await world.read((tx) => tx.positions(ACCOUNT))).toMatchObject([
    { symbol: 'KO', quantity: 112.345678 },
  ])
  positions.now = [held('KO', 112.376912, 700_233)]
  expect(await sync()).toMatchObject({
    state: 'complete',
    breaks: [
      {
        symbol: 'KO',
        cause: 'corporate_action',
        difference: 0.031234,
        evidence: { before: 112.345678, after: 112.376912 },
      },
    ],
  })
  expect(await sync()).toMatchObject({ state: 'complete', breaks: [] })
  expect(await world.read((tx) => tx.openBreaks(ACCOUNT))).toMatchObject([{ difference: 0.031234 }])
})

test('parts of shares cover no call, a part that is owed counts as a whole one, and what they cost can be lost', async () => {
  const contract = {
    root: 'KO',
    expiration: tradingDay('2026-10-16'),
    type: 'call',
    strike: price(700_000),
  } as const
  const short = { ...held('KO261016C00070000', -2, -10_000), contract }
  const positions = { now: [short, held('KO', 199.75, 1_198_500), held('PEP', -0.5, -7_500)] }
  const { sync, bookOf } = await engineOf(positions)
  expect((await sync()).state).toBe('complete')
  const { exposure } = await bookOf()
  expect(exposure.shares).toEqual([
    { underlying: 'KO', shares: 199, cashFlow: -1_198_500 },
    { underlying: 'PEP', shares: -1, cashFlow: 7_500 },
  ])
  expect(nakedShorts(exposure)).toHaveLength(1)
  const covered = exposure.shares.map((one) => (one.underlying === 'KO' ? { ...one, shares: 200 } : one))
  expect(nakedShorts({ ...exposure, shares: covered })).toEqual([])

  const alone = { now: [held('KO', 0.4, 2_400)] }
  const other = await engineOf(alone)
  await other.sync()
  expect(worstLoss((await other.bookOf()).exposure)).toMatchObject({ kind: 'bounded', loss: 2_400 })
})
