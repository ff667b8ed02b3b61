import { expect, test } from 'vitest'
import { ACCOUNT, C6500, SPY_CALL, VenueDesk } from '../../../test/support/venue-desk.ts'

const DEEP = 'SPY261016C00600000'
const DEEP_PUT = 'SPY261016P00700000'

test('calls whose time value is less than the dividend of tomorrow are assigned in the evening before', () => {
  const desk = new VenueDesk({ assignment: { nightlyChance: 0, beforeExDividend: true } })
  desk.hold(DEEP, -2, 50)
  desk.hold(SPY_CALL, -1, 5)
  desk.hold(C6500, -1, 50)
  desk.market.set(DEEP, 50.9, 51.1)
  desk.market.payDividend('SPY', '2026-09-23', 1.5)
  desk.passTo('2026-09-22', '17:29')
  expect(desk.held()).toHaveLength(3)
  desk.passTo('2026-09-22', '17:30')
  expect(desk.held()).toEqual([
    [C6500, -1],
    ['SPY', -200],
    [SPY_CALL, -1],
  ])
  expect(desk.venue.positions(ACCOUNT)[1]).toMatchObject({ costBasis: -120_000_00 })
  expect(desk.venue.events().at(-1)).toMatchObject({
    kind: 'account_changed',
    cause: 'assignment',
    cash: 120_000_00,
  })
})

test('with more time value than dividend nobody exercises, nor a put', () => {
  const desk = new VenueDesk({ assignment: { nightlyChance: 0, beforeExDividend: true } })
  desk.hold(DEEP, -2, 50)
  desk.hold(DEEP_PUT, -1, 50)
  desk.market.set(DEEP, 51.9, 52.1)
  desk.market.payDividend('SPY', '2026-09-23', 1.5)
  desk.passTo('2026-09-23', '12:00')
  expect(desk.held()).toHaveLength(2)
})

test('a call out of the money is not exercised for a dividend, however little it is worth', () => {
  const desk = new VenueDesk({ assignment: { nightlyChance: 0, beforeExDividend: true } })
  desk.hold(SPY_CALL, -1, 5)
  desk.market.set(SPY_CALL, 0.01, 0.03)
  desk.market.payDividend('SPY', '2026-09-23', 1.5)
  desk.pass(1)
  desk.passTo('2026-09-23', '12:00')
  expect(desk.held()).toEqual([[SPY_CALL, -1]])
})

test('what ends this evening is settled, not assigned early', () => {
  const desk = new VenueDesk({ assignment: { nightlyChance: 1, beforeExDividend: true } })
  const today = 'SPY260922C00600000'
  desk.hold(today, -1, 50)
  desk.market.payDividend('SPY', '2026-09-23', 1.5)
  desk.market.settle(today, 650)
  desk.pass(1)
  desk.passTo('2026-09-23', '03:59')
  expect(desk.held()).toEqual([[today, -1]])
  desk.passTo('2026-09-23', '04:00')
  expect(desk.held()).toEqual([['SPY', -100]])
})

test('by the seed, deep in the money contracts are assigned some night, in part or whole', () => {
  const assigned = [1, 2, 3, 4, 5, 6].map((seed) => {
    const assignment = { nightlyChance: 0.7, deepShare: 0.05, beforeExDividend: false }
    const desk = new VenueDesk({ seed, assignment })
    desk.hold(DEEP, -10, 50)
    desk.hold(SPY_CALL, -1, 5)
    desk.passTo('2026-09-22', '18:00')
    expect(desk.held().find(([symbol]) => symbol === SPY_CALL)).toBeDefined()
    return desk.held()[0]![0] === 'SPY' ? -desk.held()[0]![1] / 100 : 0
  })
  expect(assigned.some((contracts) => contracts === 0)).toBe(true)
  expect(assigned.some((contracts) => contracts > 0 && contracts < 10)).toBe(true)
})

test('each evening is gone through once', () => {
  const desk = new VenueDesk({ assignment: { nightlyChance: 1, beforeExDividend: false } })
  desk.hold(DEEP, -1_000, 50)
  desk.passTo('2026-09-22', '18:00')
  const once = desk.held().find(([symbol]) => symbol === DEEP)![1]
  desk.passTo('2026-09-22', '19:00')
  expect(desk.held().find(([symbol]) => symbol === DEEP)![1]).toBe(once)
})

test('the lever assigns American shorts on shares, and refuses the rest by name', () => {
  const desk = new VenueDesk()
  const { control } = desk.venue
  desk.hold(SPY_CALL, -3, 5)
  desk.hold(C6500, -1, 50)
  expect(control.assign(ACCOUNT, SPY_CALL, desk.market, 2)).toEqual({ ok: true, value: { contracts: 2 } })
  expect(desk.held()).toEqual([
    [C6500, -1],
    ['SPY', -200],
    [SPY_CALL, -1],
  ])
  expect(control.assign(ACCOUNT, SPY_CALL, desk.market)).toMatchObject({ value: { contracts: 1 } })
  const refused = [
    control.assign('nobody', SPY_CALL, desk.market),
    control.assign(ACCOUNT, SPY_CALL, desk.market),
    control.assign(ACCOUNT, C6500, desk.market),
  ].map((answer) => (answer.ok ? null : answer.code))
  expect(refused).toEqual(['account_must_exist', 'position_must_be_held', 'contract_must_be_american'])
})
