import { describe, expect, it } from 'vitest'
import { gatherEvidence } from '../../../src/cycles/gather-evidence.ts'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { CALL, dollars, heldWorld, tradeOf } from '../../support/engine/bracket-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

/** A call of strike 650 with a take profit only, kept to its end on Friday 2026-10-16, and until the Tuesday after. */
async function expired(
  spot: number,
  settings: Readonly<Record<string, string>> = { 'user.auto_close_expiry': 'no' },
) {
  const held = await heldWorld({ stop: null, target: 8 }, { settings })
  const { world, market } = held
  market.settlementOf = () => dollars(spot)
  const passTo = (text: string): void => world.pass(Date.parse(text) - market.now)
  passTo('2026-10-16T19:45:00Z')
  market.set('SPY', spot - 0.01, spot + 0.01)
  market.set(CALL, Math.max(0, spot - 650.02), Math.max(0.01, spot - 649.98))
  for (let i = 0; i < 14; i += 1) {
    world.pass(60_000)
    await runMonitor(world.engine)
    await workOrders(world.engine)
  }
  const atTheEnd = (await tradeOf(world, held.id)).trade
  passTo('2026-10-19T13:30:00Z')
  for (let i = 0; i < 6; i += 1) {
    world.pass(60_000)
    await runMonitor(world.engine)
    await workOrders(world.engine)
  }
  // The broker's report of a day comes the morning after.
  passTo('2026-10-20T12:30:00Z')
  await gatherEvidence(world.engine)
  return { ...held, atTheEnd }
}

const classes = (world: Awaited<ReturnType<typeof expired>>['world']): readonly string[] =>
  world.venue.orders(VENUE_ACCOUNT).map(({ class: of, status }) => `${of} ${status}`)

describe('C-23: the expiry of a single option', () => {
  it('C-23: in the money its exercise is announced, and it is neither left open for ever nor recorded as 0', async () => {
    const { world, id, atTheEnd } = await expired(652)
    expect(atTheEnd.status).toBe('OPEN')
    expect(world.alerts.filter(({ key }) => key.startsWith(`exercise:${id}`))).toHaveLength(1)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED', flags: ['NEEDS_REVIEW'] })
    expect(realizedPnl(trade)).toBeNull()
    expect(world.alerts.map(({ title }) => title)).toContain('Exercised: SPY LONG_CALL 2026-10-16')
    expect(world.venue.positions(VENUE_ACCOUNT)).toMatchObject([{ symbol: 'SPY', quantity: 100 }])
  })

  it('C-23: out of the money it is EXPIRED, and the broker’s report says what it lost', async () => {
    const { world, id } = await expired(645)
    const { trade } = await tradeOf(world, id)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED' })
    expect(realizedPnl(trade)).toBe(-52_000)
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })

  it('C-23: its bracket dies with it, and no other is placed for a contract that does not trade any more', async () => {
    for (const spot of [645, 652]) {
      const { world } = await expired(spot)
      expect(classes(world)).toEqual(['option filled', 'option expired'])
      expect(world.alerts.filter(({ key }) => key.startsWith('unprotected'))).toEqual([])
    }
  })

  it('C-23: with the automatic close on it is sold in its last session, its bracket cancelled first', async () => {
    const { world, id } = await expired(652, {})
    expect((await tradeOf(world, id)).trade).toMatchObject({ status: 'CLOSED', exitReason: 'TIME_EXIT' })
    expect(classes(world).slice(0, 2)).toEqual(['option filled', 'option canceled'])
    expect(world.venue.positions(VENUE_ACCOUNT)).toEqual([])
  })
})
