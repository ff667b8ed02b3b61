import { describe, expect, test } from 'vitest'
import { intentFor } from '../../../test/support/engine/broker-orders.ts'
import { openTrade, proof, TEN, told } from '../../../test/support/engine/spread-trades.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { decideExitMove } from './advance-exits.ts'
import { EXIT_STEPS } from './exit-price.ts'

const SETTINGS = {
  steps: EXIT_STEPS,
  beyond: price(500),
  stepMs: 20_000,
  attemptsAllowed: 3,
  retryMs: 60_000,
}
const open = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000)
const request = (id: string) =>
  ({ type: 'exit_requested', orderId: id, quantity: 1, reason: 'STOP_LOSS', evidence: proof() }) as const
const closing = told(open, request('I-x'))
const live: Partial<OrderIntent> = { state: 'live', brokerOrderId: '9', sentAt: TEN }

function move(more: Partial<OrderIntent>, seconds: number, record: TradeRecord = closing) {
  const intent = intentFor(open, 'x', 'EXIT', more)
  return decideExitMove(record, intent, instant(TEN + seconds * 1_000), SETTINGS)
}

/** The trade after so many failed exits in a row. */
function failedExits(count: number): TradeRecord {
  let record = open
  for (let i = 0; i < count; i += 1) {
    record = told(record, request(`I-${i}`), {
      type: 'exit_died',
      orderId: `I-${i}`,
      cause: 'cancelled',
      filledQuantity: 0,
      attemptsAllowed: 3,
      evidence: proof(),
    })
  }
  return record
}

describe('decideExitMove', () => {
  test('each price works for its step, then makes room; the last one ends the attempt', () => {
    const atCap = { ...closing, memo: { exitStep: EXIT_STEPS.length - 1, exitPaid: 50_000 } }
    expect([move(live, 19).kind, move(live, 20)]).toEqual([
      'wait',
      { kind: 'cancel', intentId: 'I-x', last: false },
    ])
    expect(move(live, 20, atCap)).toEqual({ kind: 'cancel', intentId: 'I-x', last: true })
    expect(move({ ...live, state: 'done', resolution: 'repriced' }, 21)).toEqual({ kind: 'reprice' })
  })

  test('a cancel that was lost is asked for again: an exit never waits for ever', () => {
    const asked = { ...live, cancelRequestedAt: instant(TEN + 20_000) }
    expect([move(asked, 24).kind, move(asked, 25).kind]).toEqual(['wait', 'cancel'])
  })

  test('what may have happened unseen is left alone', () => {
    expect([move({ state: 'unknown' }, 500).kind, move({ state: 'sending' }, 500).kind]).toEqual([
      'wait',
      'wait',
    ])
  })

  test('B-12 EXIT_ERROR is tried again after a pause that doubles', () => {
    const ended = { ...live, state: 'done', resolution: 'cancelled', cancelRequestedAt: TEN } as const
    const third = failedExits(3)
    expect(third.trade.status).toBe('EXIT_ERROR')
    expect([move(ended, 59, third).kind, move(ended, 60, third).kind]).toEqual(['wait', 'retry'])
    const retried = told(
      third,
      { type: 'exit_retried', orderId: 'I-r', quantity: 1, evidence: proof() },
      {
        type: 'exit_died',
        orderId: 'I-r',
        cause: 'cancelled',
        filledQuantity: 0,
        attemptsAllowed: 3,
        evidence: proof(),
      },
    )
    expect([move(ended, 119, retried).kind, move(ended, 120, retried).kind]).toEqual(['wait', 'retry'])
  })
})
