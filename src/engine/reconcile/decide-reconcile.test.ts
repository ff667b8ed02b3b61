import { describe, expect, test } from 'vitest'
import {
  EXPIRATION,
  holdings,
  occ,
  openTrade,
  pendingTrade,
  proof,
  TODAY,
  told,
} from '../../../test/support/engine/spread-trades.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { exitPrice, realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { decidePhantoms, decideRepair, type ReconcileInput } from './decide-reconcile.ts'

const short = occ('put', 290)
const long = occ('put', 285)
const open = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000)

function world(
  trades: readonly TradeRecord[],
  signed: Readonly<Record<string, number>>,
  more: Partial<ReconcileInput> = {},
): ReconcileInput {
  return {
    trades,
    positions: holdings(signed),
    graceSequence: 10,
    today: TODAY,
    wipeSuspected: false,
    snapshotId: 'S9',
    absentNeeded: 2,
    evidence: (reference) => proof(reference),
    ...more,
  }
}

/** The record after so many snapshots without it. */
function afterAbsence(record: TradeRecord, count: number, more: Partial<ReconcileInput> = {}): TradeRecord {
  let present = record
  for (let i = 0; i < count; i += 1) {
    const decision = decidePhantoms(world([present], {}, { snapshotId: `S${i}`, ...more }))
    present = decision.saves[0]?.record ?? present
  }
  return present
}

describe('a trade that is gone at the broker', () => {
  test('B-08 is closed as BROKER_ALREADY_FLAT with nulls once two snapshots agree', () => {
    expect(afterAbsence(open, 1).trade.status).toBe('OPEN')
    const { trade } = afterAbsence(open, 2)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect([exitPrice(trade), realizedPnl(trade)]).toEqual([null, null])
  })

  test('one snapshot that is looked at twice counts once', () => {
    expect(afterAbsence(open, 5, { snapshotId: 'S9' }).trade.status).toBe('OPEN')
  })

  test('what was there again in between begins to count anew', () => {
    const once = afterAbsence(open, 1)
    const seen = decidePhantoms(world([once], { [short]: -1, [long]: 1 })).saves[0]!.record
    expect(seen.absentSnapshots).toBe(0)
    expect(afterAbsence(seen, 1).trade.status).toBe('OPEN')
  })

  test('B-05 within the grace after its fill nothing closes: the position is unconfirmed', () => {
    const fresh = { ...open, lastFillSequence: 10 }
    expect(afterAbsence(fresh, 9)).toBe(fresh)
    const repaired = decideRepair(world([fresh], {})).saves[0]!.record
    expect(repaired.trade).toMatchObject({ status: 'OPEN', flags: ['POSITION_UNCONFIRMED'] })
  })

  test('C-31 an account that looks reset closes nothing', () => {
    expect(afterAbsence(open, 9, { wipeSuspected: true }).trade.status).toBe('OPEN')
  })

  test('after its expiration it is EXPIRED, with the cash unknown until a report tells it', () => {
    const { trade } = afterAbsence(open, 2, { today: tradingDay('2026-10-17') })
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'EXPIRED' })
    expect(realizedPnl(trade)).toBeNull()
    expect(EXPIRATION).toBe('2026-10-16')
  })

  test('an unmanaged trade is never touched', () => {
    const mine = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000, { managed: false })
    expect(afterAbsence(mine, 9)).toBe(mine)
    expect(decideRepair(world([mine], { [short]: -1 })).saves).toEqual([])
  })

  test('an entry that still works is not judged', () => {
    const pending = pendingTrade('T1', 'BULL_PUT_CREDIT', [285, 290])
    expect(afterAbsence(pending, 9)).toBe(pending)
  })
})

describe('legs out of sync', () => {
  test('one leg without the other: OPEN, flagged, logged with both quantities; an uncovered short is critical', () => {
    const decision = decideRepair(world([open], { [short]: -1 }))
    expect(decision.saves[0]!.record.trade).toMatchObject({ status: 'OPEN', flags: ['LEGS_OUT_OF_SYNC'] })
    const [note] = decision.notes
    expect(note).toMatchObject({
      tag: '[monitorCycle][legs-out-of-sync]',
      facts: { trade: 'T1', shortQuantity: -1, longQuantity: 0 },
    })
    expect(decision.alerts.map(({ severity }) => severity)).toEqual(['critical'])
  })

  test('when the legs agree again the flag goes', () => {
    const flagged = decideRepair(world([open], { [short]: -1 })).saves[0]!.record
    const repaired = decideRepair(world([flagged], { [short]: -1, [long]: 1 }))
    expect(repaired.saves[0]!.record.trade.flags).toEqual([])
  })

  test('legs in unequal numbers are an invalid structure, and valid again when they are equal', () => {
    const two = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000, { quantity: 2 })
    const broken = decideRepair(world([two], { [short]: -2, [long]: 1 })).saves[0]!.record
    expect(broken.trade.status).toBe('INVALID_STRUCTURE')
    const repaired = decideRepair(world([broken], { [short]: -2, [long]: 2 })).saves[0]!.record
    expect(repaired.trade.status).toBe('OPEN')
  })

  test('a leg that stands on the wrong side is an invalid structure', () => {
    const decision = decideRepair(world([open], { [short]: 1, [long]: 1 }))
    expect(decision.saves[0]!.record.trade.status).toBe('INVALID_STRUCTURE')
  })

  test('fewer whole spreads than the trade has call for a person and close nothing', () => {
    const two = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000, { quantity: 2 })
    const { trade } = decideRepair(world([two], { [short]: -1, [long]: 1 })).saves[0]!.record
    expect(trade).toMatchObject({ status: 'OPEN', flags: ['NEEDS_REVIEW'], quantity: 2 })
  })
})

describe('assignment', () => {
  test('the short put gone and a hundred shares there: flagged, alarmed, not closed', () => {
    const decision = decideRepair(world([open], { [long]: 1, AAPL: 100 }))
    expect(decision.saves[0]!.record.trade).toMatchObject({ status: 'OPEN', flags: ['ASSIGNED'] })
    expect(decision.alerts[0]!.severity).toBe('critical')
  })

  test('its working exit is to be cancelled', () => {
    const closing = told(open, {
      type: 'exit_requested',
      orderId: 'X',
      quantity: 1,
      reason: 'STOP_LOSS',
      evidence: proof(),
    })
    expect(decideRepair(world([closing], { [long]: 1, AAPL: 100 })).cancelExitsOf).toEqual(['T1'])
  })

  test('parts of shares neither hide an assignment nor make one', () => {
    const decision = decideRepair(world([open], { [long]: 1, AAPL: 112.345678 }))
    expect(decision.sights.get('T1')).toEqual({ kind: 'assigned', shares: 112 })
    const short99 = decideRepair(world([open], { [long]: 1, AAPL: 99.999 }))
    expect(short99.sights.get('T1')?.kind).toBe('legs_missing')
  })

  test('shares on the other side, or of an index, are no assignment', () => {
    expect(decideRepair(world([open], { [long]: 1, AAPL: -100 })).saves[0]!.record.trade.flags).toEqual([
      'LEGS_OUT_OF_SYNC',
    ])
    const spx = openTrade('T2', 'BULL_PUT_CREDIT', [6495, 6500], 8_000, { root: 'SPXW' })
    const held = { [occ('put', 6495, 'SPXW')]: 1, SPX: 100 }
    expect(decideRepair(world([spx], held)).saves[0]!.record.trade.flags).toEqual(['LEGS_OUT_OF_SYNC'])
  })

  test('when shares and legs are gone it closes as ASSIGNED', () => {
    const assigned = told(open, { type: 'flag_raised', flag: 'ASSIGNED', evidence: proof() })
    expect(afterAbsence(assigned, 2).trade).toMatchObject({ status: 'CLOSED', exitReason: 'ASSIGNED' })
  })
})

test('B-11 adjacent spreads that net at a strike are in order', () => {
  const lower = open
  const upper = openTrade('T2', 'BULL_PUT_CREDIT', [290, 295], 9_000)
  const held = { [long]: 1, [occ('put', 295)]: -1 }
  expect(decideRepair(world([lower, upper], held)).saves).toEqual([])
  expect(decidePhantoms(world([lower, upper], held)).saves).toEqual([])
})
