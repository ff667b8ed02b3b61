import { expect, test } from 'vitest'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import { ACCOUNT, tradingWorld } from '../../support/engine/trading-world.ts'

test('an order that the broker does not show yet is no sign of a reset', async () => {
  const world = await tradingWorld(fixedMarket(Date.UTC(2026, 8, 22, 14)))
  await world.engine.syncTradierSnapshot('sync')
  world.faults = ({ tag }) => (tag === null ? null : { kind: 'hidden', ms: 30_000 })
  await enterSpread(world, {
    strategy: 'BULL_CALL_DEBIT',
    root: 'SPY',
    expiration: '2026-10-16',
    strikes: [650, 660],
  })
  for (let i = 0; i < 4; i += 1) {
    world.pass(5_000)
    expect((await world.engine.syncTradierSnapshot('sync')).state).toBe('complete')
  }
  const flags = await world.read((tx) => tx.riskFlags(ACCOUNT, tradingDay('2026-09-22')))
  expect(flags).toEqual([])
})
