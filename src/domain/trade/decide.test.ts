import { describe, expect, it } from 'vitest'
import { InvariantViolation } from '../invariant.ts'
import { cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import { credit, debit } from '../spread/net-price.ts'
import { decide, decideAll } from './decide.ts'
import { evolve } from './evolve.ts'
import { adoptTrade, beginTrade, type Trade } from './trade.ts'
import type { Evidence, TradeCommand } from './trade-command.ts'
import { entryPrice, exitPrice, netPnl, openQuantity, realizedPnl } from './trade-figures.ts'

const evidence: Evidence = { actor: 'engine', at: 1_700_000_000_000, snapshotId: 'S7', reference: 'order 42' }
const person: Evidence = { ...evidence, actor: 'person' }
const pending = (quantity: number): Trade =>
  beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity, multiplier: 100 })

function lived(trade: Trade, ...commands: readonly TradeCommand[]): Trade {
  return commands.reduce((present, command) => {
    const decided = decide(present, command)
    if (!decided.ok) throw new Error(decided.message)
    return decided.value.reduce(evolve, present)
  }, trade)
}

function codeOf(trade: Trade, command: TradeCommand): string {
  const decided = decide(trade, command)
  return decided.ok ? 'accepted' : decided.code
}

const money = (dollars: number | null) => (dollars === null ? null : cents(Math.round(dollars * 100)))
const filled = (orderId: string, filledQuantity: number, dollars: number | null): TradeCommand => ({
  type: 'entry_filled',
  orderId,
  filledQuantity,
  cashFlow: money(dollars),
  evidence,
})
const asked = (orderId: string, quantity: number, by: Evidence = evidence): TradeCommand => ({
  type: 'exit_requested',
  orderId,
  quantity,
  reason: 'TRAILING_STOP',
  evidence: by,
})
const sold = (orderId: string, filledQuantity: number, dollars: number | null): TradeCommand => ({
  type: 'exit_filled',
  orderId,
  filledQuantity,
  cashFlow: money(dollars),
  evidence,
})
const died = (orderId: string, filledQuantity = 0): TradeCommand => ({
  type: 'exit_died',
  orderId,
  cause: 'expired',
  filledQuantity,
  attemptsAllowed: 3,
  evidence,
})
const entryDied = (filledQuantity: number): TradeCommand => ({
  type: 'entry_died',
  cause: 'cancelled',
  filledQuantity,
  evidence,
})
const took = (filledQuantity: number, dollars: number | null): TradeCommand => ({
  type: 'bracket_filled',
  leg: 'take_profit',
  orderId: 'B1',
  filledQuantity,
  cashFlow: money(dollars),
  evidence,
})
const flag = (name: 'ASSIGNED' | 'LEGS_OUT_OF_SYNC' | 'UNKNOWN_OUTCOME'): TradeCommand => ({
  type: 'flag_raised',
  flag: name,
  evidence,
})

describe('entry', () => {
  it('a partial fill whose rest is cancelled opens the trade at what filled', () => {
    const trade = lived(pending(3), filled('E1', 2, -486), entryDied(2))
    expect(trade).toMatchObject({ status: 'OPEN', quantity: 2, openedAt: evidence.at })
    expect(entryPrice(trade)).toEqual(debit(price(24_300)))
  })

  it('a cancel that lost the race to a fill is refused until the fill is recorded', () => {
    expect(codeOf(pending(2), entryDied(1))).toBe('fills_must_be_recorded_first')
  })

  it('several entry orders of a walked price add up, and their price is fill-weighted', () => {
    const trade = lived(pending(3), filled('E1', 1, 100), filled('E2', 2, 205))
    expect(trade.status).toBe('OPEN')
    expect(entryPrice(trade)).toEqual(credit(price(10_167)))
  })

  it('a tombstoned entry that fills after CANCELLED is refused here, and begins a linked trade', () => {
    const cancelled = lived(pending(1), entryDied(0))
    expect(codeOf(cancelled, filled('E1', 1, 100))).toBe('late_entry_opens_linked_trade')
    const linked = { ...pending(1), id: 'T2', linkedTo: cancelled.id }
    expect(lived(linked, filled('E1', 1, 100)).status).toBe('OPEN')
  })

  it('more of a dead entry after OPEN or CLOSED is a linked trade as well', () => {
    const open = lived(pending(2), filled('E1', 1, 100), entryDied(1))
    expect(codeOf(open, filled('E1', 2, 200))).toBe('late_entry_opens_linked_trade')
    const closed = lived(open, asked('X1', 1), sold('X1', 1, -50))
    expect(codeOf(closed, filled('E1', 2, 200))).toBe('late_entry_opens_linked_trade')
  })

  it('refuses a report that shrinks, exceeds, or changes a known price', () => {
    const trade = lived(pending(3), filled('E1', 2, 100))
    expect(codeOf(trade, filled('E1', 1, 50))).toBe('fill_quantity_must_not_shrink')
    expect(codeOf(trade, filled('E1', 4, 200))).toBe('fill_exceeds_quantity')
    expect(codeOf(trade, filled('E1', 2, 101))).toBe('fill_price_must_not_change')
  })
})

describe('exit', () => {
  const open = lived(pending(3), filled('E1', 3, -729))

  it('partial exits over several orders: open quantity falls, the price is fill-weighted over all', () => {
    const half = lived(open, asked('X1', 3), sold('X1', 1, 250), died('X1', 1))
    expect(half).toMatchObject({ status: 'OPEN', exitAttempts: 1 })
    expect([openQuantity(half), realizedPnl(half)]).toEqual([2, 700])
    expect(codeOf(half, asked('X2', 3))).toBe('exit_exceeds_open_quantity')
    const closed = lived(half, asked('X2', 2), sold('X2', 2, 502), {
      type: 'fees_recorded',
      fees: cents(390),
      evidence,
    })
    expect(closed).toMatchObject({ status: 'CLOSED', exitReason: 'TRAILING_STOP' })
    expect([exitPrice(closed), realizedPnl(closed), netPnl(closed)]).toEqual([
      credit(price(25_067)),
      2_300,
      1_910,
    ])
  })

  it('B-07: an exit order that expired closes nothing; after the attempts it is EXIT_ERROR, still retried', () => {
    let trade = open
    for (const id of ['X1', 'X2', 'X3']) trade = lived(trade, asked(id, 3), died(id))
    expect(trade).toMatchObject({ status: 'EXIT_ERROR', exitReason: null, exitAttempts: 3 })
    expect(openQuantity(trade)).toBe(3)
    const retried = lived(trade, { type: 'exit_retried', orderId: 'X4', quantity: 3, evidence })
    expect(retried.exitOrders.at(-1)).toMatchObject({ reason: 'TRAILING_STOP', state: 'working' })
    expect(codeOf(trade, { type: 'acknowledged', evidence })).toBe('only_a_person_may')
    expect(lived(trade, { type: 'acknowledged', evidence: person })).toMatchObject({
      status: 'OPEN',
      exitAttempts: 0,
    })
  })

  it('B-07: a close that is filled without a price waits for it', () => {
    const waiting = lived(open, asked('X1', 3), sold('X1', 3, null))
    expect(waiting.status).toBe('CLOSING_PENDING')
    expect([openQuantity(waiting), realizedPnl(waiting)]).toEqual([0, null])
    const closed = lived(waiting, sold('X1', 3, 750))
    expect(closed).toMatchObject({ status: 'CLOSED', exitReason: 'TRAILING_STOP' })
    expect(realizedPnl(closed)).toBe(2_100)
  })

  it('B-13: a second closing order is refused while one works; a step of the ladder replaces it', () => {
    const closing = lived(open, asked('X1', 3), sold('X1', 1, 250))
    expect(codeOf(closing, asked('X2', 2))).toBe('exit_order_still_working')
    const stale = { type: 'exit_repriced', orderId: 'X2', quantity: 2, filledQuantity: 0, evidence } as const
    expect(codeOf(closing, stale)).toBe('fills_must_be_recorded_first')
    const repriced = lived(closing, { ...stale, filledQuantity: 1 })
    expect(repriced).toMatchObject({ status: 'CLOSING_PENDING', exitAttempts: 0 })
    expect(repriced.exitOrders.map((order) => order.state)).toEqual(['died', 'working'])
  })

  it('B-23: the reason of each order stays its own, and the trade closes with that of its last fill', () => {
    const retried = { type: 'exit_retried', orderId: 'X2', quantity: 3, evidence } as const
    const closed = lived(open, asked('X1', 3), died('X1'), retried, sold('X2', 3, 700))
    expect(closed.exitReason).toBe('TRAILING_STOP')
  })

  it('an order thought dead that fills late closes the trade with its own price', () => {
    const expired = { ...died('X1'), evidence: { ...evidence, at: evidence.at + 60_000 } }
    const back = lived(open, asked('X1', 3), expired)
    expect(back.openedAt).toBe(evidence.at)
    const closed = lived(back, sold('X1', 3, 700))
    expect(closed).toMatchObject({ status: 'CLOSED', exitReason: 'TRAILING_STOP' })
    expect(realizedPnl(closed)).toBe(-2_900)
  })

  it('a fill beyond what is open is refused: it is a break, never a trade of negative size', () => {
    const closed = lived(open, asked('X1', 3), sold('X1', 3, 700))
    expect(codeOf(closed, took(1, 250))).toBe('exit_exceeds_open_quantity')
    expect(codeOf(lived(open, asked('X1', 1)), sold('X1', 2, 500))).toBe('fill_exceeds_order_quantity')
  })

  it('an unmanaged trade is left alone by the engine, not by a person', () => {
    const unmanaged = { ...open, managed: false }
    expect(codeOf(unmanaged, asked('X1', 1))).toBe('trade_is_not_managed')
    expect(codeOf(unmanaged, { type: 'flat_at_broker', evidence })).toBe('trade_is_not_managed')
    expect(codeOf(unmanaged, asked('X1', 1, person))).toBe('accepted')
  })
})

describe('bracket', () => {
  it('that fills while the entry works: OPEN and CLOSED in one decision, when the rest is dead', () => {
    const partly = lived(pending(3), filled('E1', 2, -500))
    const decided = decideAll(partly, [took(2, 750), entryDied(2)])
    const changes = decided.ok ? decided.value.filter((event) => event.type === 'status_changed') : []
    expect(changes.map(({ from, to, trigger, version }) => [from, to, trigger, version])).toEqual([
      ['PARTIALLY_FILLED', 'OPEN', 'entry_died', 3],
      ['OPEN', 'CLOSED', 'bracket_filled', 3],
    ])
    const closed = decided.ok ? decided.value.reduce(evolve, partly) : partly
    expect(closed).toMatchObject({ exitReason: 'TAKE_PROFIT_FILLED', quantity: 2, version: 3 })
    expect(realizedPnl(closed)).toBe(25_000)
    expect(lived(partly, entryDied(2), took(2, 750))).toMatchObject({ status: 'CLOSED', quantity: 2 })
  })

  it('C-15: that fills while a close works closes the trade once', () => {
    const closing = lived(pending(1), filled('E1', 1, -250), asked('X1', 1))
    const closed = lived(closing, took(1, 375))
    expect(closed).toMatchObject({ status: 'CLOSED', exitReason: 'TAKE_PROFIT_FILLED' })
    expect(codeOf(closed, sold('X1', 1, 300))).toBe('exit_exceeds_open_quantity')
  })

  it('may go while the trade is assigned, and not be set', () => {
    const assigned = lived(pending(1), filled('E1', 1, -250), flag('ASSIGNED'))
    const none = {
      type: 'bracket_adjusted',
      takeProfit: null,
      stopLoss: null,
      heldBy: 'broker',
      evidence,
    } as const
    expect(codeOf(assigned, none)).toBe('accepted')
  })
})

describe('departures', () => {
  const open = lived(pending(2), filled('E1', 2, 200))

  it('B-08: flat at the broker closes with nulls, and evidence fills them in under the same reason', () => {
    const phantom = lived(open, { type: 'flat_at_broker', evidence })
    expect(phantom).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect([exitPrice(phantom), realizedPnl(phantom), openQuantity(phantom)]).toEqual([null, null, 0])
    const known = lived(phantom, {
      type: 'price_evidenced',
      side: 'exit',
      key: 'broker_flat',
      cashFlow: cents(-8_000),
      provenance: 'gain_loss',
      evidence,
    })
    expect(known).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT', version: 4 })
    expect(known.exits[0]).toMatchObject({ pricedBy: 'gain_loss' })
    expect([exitPrice(known), realizedPnl(known)]).toEqual([debit(price(4_000)), 12_000])
  })

  it('expiry: worthless is a settlement of 0, and unknown is not', () => {
    expect(realizedPnl(lived(open, { type: 'expired', cashFlow: cents(0), evidence }))).toBe(20_000)
    expect(realizedPnl(lived(open, { type: 'expired', cashFlow: null, evidence }))).toBeNull()
  })

  it('an assigned trade stays OPEN with its exits frozen until the assignment is resolved', () => {
    const assigned = lived(open, flag('ASSIGNED'))
    expect(assigned).toMatchObject({ status: 'OPEN', flags: ['ASSIGNED'] })
    expect(codeOf(assigned, asked('X1', 1, person))).toBe('exits_frozen_by_assignment')
    expect(codeOf(assigned, { type: 'flat_at_broker', evidence })).toBe('assignment_must_be_resolved_first')
    expect(codeOf(assigned, { type: 'structure_broken', evidence })).toBe('assignment_explains_structure')
    const resolved = lived(assigned, { type: 'assignment_resolved', cashFlow: null, evidence: person })
    expect(resolved).toMatchObject({ status: 'CLOSED', exitReason: 'ASSIGNED', flags: [] })
  })

  it('an exit withdrawn because of an assignment is not a failed attempt', () => {
    const closing = lived(open, asked('X1', 2), flag('ASSIGNED'), {
      ...died('X1'),
      attemptsAllowed: 1,
    } as TradeCommand)
    expect(closing).toMatchObject({ status: 'OPEN', exitAttempts: 0 })
  })

  it('legs out of sync freeze the spread exit; an unknown outcome also the verdict "flat"', () => {
    expect(codeOf(lived(open, flag('LEGS_OUT_OF_SYNC')), asked('X1', 1))).toBe(
      'exits_frozen_by_legs_out_of_sync',
    )
    const unknown = lived(open, flag('UNKNOWN_OUTCOME'))
    expect(codeOf(unknown, asked('X1', 1))).toBe('exits_frozen_by_unknown_outcome')
    expect(codeOf(unknown, { type: 'flat_at_broker', evidence })).toBe('outcome_must_be_known_first')
  })

  it('B-35: an adopted position without a known entry has no P&L, whatever its exit paid', () => {
    const adopted = adoptTrade({ id: 'T9', managed: true, quantity: 1, multiplier: 100 }, null, 5)
    const closed = lived(adopted, asked('X1', 1), sold('X1', 1, 300))
    expect([closed.status, realizedPnl(closed), exitPrice(closed)]).toEqual([
      'CLOSED',
      null,
      credit(price(30_000)),
    ])
  })
})

describe('commands', () => {
  it('a fraction or a negative quantity is a bug, not an input', () => {
    expect(() => decide(pending(1), filled('E1', 0.5, 1))).toThrow(InvariantViolation)
    expect(() => decide(pending(1), filled('E1', -1, 1))).toThrow(InvariantViolation)
  })

  it('several commands of which one is refused change nothing', () => {
    expect(decideAll(pending(1), [filled('E1', 1, 10), died('X1')])).toMatchObject({ ok: false })
  })
})
