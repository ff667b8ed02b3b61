import { expect } from 'vitest'
import type { VenueAction } from '../../../../src/exchange/tradier-api/venue-action.ts'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import type { Json } from '../json.ts'
import { at, FAR_BUY, many, orderOf, place, read, send } from '../tradier-client.ts'

const CALL = 'SPY260925C00650000'
const HIGHER = 'SPY260925C00655000'
const OPTION = { class: 'option', symbol: 'SPY', duration: 'day', type: 'market', quantity: 2 }
const SHARES = { ...FAR_BUY, type: 'market', quantity: 10 }
const SPREAD = {
  ...{ class: 'multileg', symbol: 'SPY', type: 'market', duration: 'day' },
  ...{ 'option_symbol[0]': CALL, 'side[0]': 'sell_to_open', 'quantity[0]': 2 },
  ...{ 'option_symbol[1]': HIGHER, 'side[1]': 'buy_to_open', 'quantity[1]': 2 },
}

function venueFault(
  number: number,
  title: string,
  source: string,
  run: ConformanceCase['run'],
): ConformanceCase {
  return conformanceCase(number, title, { endpoint: 'any', source, needs: ['faults', 'control'] }, run)
}

/** Lets something happen at the venue just before the next request. */
function before(target: ConformanceTarget, action: VenueAction): void {
  controlOf(target).failNext({ kind: 'venue', action })
}

async function positions(target: ConformanceTarget): Promise<[unknown, unknown][]> {
  const rows = many(at(await read(target, `/accounts/${target.account}/positions`), 'positions.position'))
  return rows.map((row): [unknown, unknown] => [at(row, 'symbol'), at(row, 'quantity')])
}

function orders(target: ConformanceTarget): Promise<Json> {
  return read(target, `/accounts/${target.account}/orders`)
}

async function filled(target: ConformanceTarget, form: Record<string, string | number>): Promise<Json> {
  const row = await orderOf(target, await place(target, form))
  expect(at(row, 'status')).toBe('filled')
  return row
}

/** What happens to orders and positions at the venue, behind the API's back. */
export const VENUE_FAULT_CASES: readonly ConformanceCase[] = [
  venueFault(230, '200 and then rejected, with the reason', 'B1, quirk 3', async (target) => {
    before(target, { kind: 'reject_next', reason: 'DayTradingBuyingPowerExceeded' })
    const id = await place(target)
    controlOf(target).advance(200)
    expect(await orderOf(target, id)).toMatchObject({
      ...{ status: 'rejected', reason_description: 'DayTradingBuyingPowerExceeded', remaining_quantity: 0 },
    })
    expect(at(await orderOf(target, await place(target)), 'status')).toBe('open')
  }),
  venueFault(231, 'every order of a symbol is rejected after its 200', 'B1', async (target) => {
    const reason = `There is no price. Security symbol: ${CALL}`
    before(target, { kind: 'reject_symbol', symbol: CALL, reason })
    const ids = [
      await place(target, { ...OPTION, option_symbol: CALL, side: 'buy_to_open' }),
      await place(target, { ...OPTION, option_symbol: CALL, side: 'buy_to_open' }),
    ]
    controlOf(target).advance(200)
    for (const id of ids) expect(await orderOf(target, id)).toMatchObject({ status: 'rejected' })
  }),
  venueFault(232, 'a part fills, then the rest is canceled', 'B3', async (target) => {
    before(target, { kind: 'partial_then_cancel', units: 1 })
    const id = await place(target, SPREAD)
    await orderOf(target, id)
    controlOf(target).advance(1_000)
    const row = await orderOf(target, id)
    expect(row).toMatchObject({
      status: 'canceled',
      exec_quantity: 2,
      remaining_quantity: 0,
      last_fill_quantity: 1,
    })
    expect(await positions(target)).toEqual([
      [CALL, -1],
      [HIGHER, 1],
    ])
  }),
  venueFault(233, 'a cancel is acknowledged, but the order has filled', 'B4, quirk 4', async (target) => {
    const id = await place(target)
    before(target, { kind: 'fill_on_cancel' })
    const answer = await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
    expect([answer.status, answer.json]).toEqual([200, { order: { id, status: 'ok' } }])
    expect(await orderOf(target, id)).toMatchObject({ status: 'filled', avg_fill_price: 1, exec_quantity: 1 })
  }),
  venueFault(234, 'a position is closed by hand: gone, and no order tells of it', 'B17', async (target) => {
    await filled(target, SHARES)
    before(target, { kind: 'hand_close', symbol: 'SPY' })
    expect(await positions(target)).toEqual([])
    expect(many(at(await orders(target), 'orders.order'))).toHaveLength(1)
  }),
  venueFault(235, 'a trade by hand at a price of its own', 'B17', async (target) => {
    before(target, { kind: 'hand_trade', symbol: 'KO', quantity: 3, price: '70.25' })
    const row = at(await read(target, `/accounts/${target.account}/positions`), 'positions.position')
    expect(row).toMatchObject({ symbol: 'KO', quantity: 3, cost_basis: 210.75 })
    expect(await orders(target)).toEqual({ orders: 'null' })
  }),
  venueFault(236, 'a short call is assigned early: shares are delivered', 'B13', async (target) => {
    await filled(target, SPREAD)
    before(target, { kind: 'assign' })
    expect(await positions(target)).toEqual([
      ['SPY', -200],
      [HIGHER, 2],
    ])
  }),
  venueFault(
    237,
    'the account is wiped: nothing held, nothing ordered, cash as at the opening',
    'B19',
    async (target) => {
      await filled(target, SHARES)
      before(target, { kind: 'wipe' })
      expect(await positions(target)).toEqual([])
      expect(await orders(target)).toEqual({ orders: 'null' })
      const balances = await read(target, `/accounts/${target.account}/balances`)
      expect(at(balances, 'balances.total_cash')).toBe(100_000)
    },
  ),
  venueFault(238, 'ids begin anew and are used again', 'B19', async (target) => {
    await place(target)
    before(target, { kind: 'reset_order_ids', next: 1_000 })
    expect(await place(target)).toBe(1_000)
    expect(await place(target)).toBe(1_001)
  }),
  venueFault(239, 'a split: twice the shares, and contracts of half the strike', 'B16', async (target) => {
    await filled(target, SHARES)
    await filled(target, { ...OPTION, option_symbol: CALL, side: 'buy_to_open' })
    before(target, { kind: 'split', underlying: 'SPY', newShares: 2, oldShares: 1 })
    expect(await positions(target)).toEqual([
      ['SPY', 20],
      ['SPY260925C00325000', 4],
    ])
  }),
]
