import { describe, expect, test } from 'vitest'
import { intentFor } from '../../../test/support/engine/broker-orders.ts'
import { pendingTrade, TEN } from '../../../test/support/engine/spread-trades.ts'
import { instant } from '../../domain/calendar/instant.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import { decideEntryMove } from './advance-entries.ts'

const walking = { ...pendingTrade('T1', 'BULL_PUT_CREDIT', [285, 290]), memo: { entryUntil: TEN + 30_000 } }
const live: Partial<OrderIntent> = { state: 'live', brokerOrderId: '1', sentAt: TEN }

function move(more: Partial<OrderIntent>, seconds: number, forbidden = false) {
  const intent = intentFor(walking, 'a', 'ENTRY', more)
  const now = instant(TEN + seconds * 1_000)
  return decideEntryMove(walking, intent, now, { walkIntervalMs: 5_000 }, forbidden)
}

describe('decideEntryMove', () => {
  test('a price works for its interval, then makes room for the next', () => {
    expect(move(live, 4)).toEqual({ kind: 'wait' })
    expect(move(live, 5)).toEqual({ kind: 'cancel', last: false })
    expect(move({ ...live, state: 'done', resolution: 'repriced' }, 6)).toEqual({ kind: 'next_price' })
  })

  test('one that has begun to fill stays where it is, until time is up', () => {
    expect(move({ ...live, filledQuantity: 1 }, 20)).toEqual({ kind: 'wait' })
    expect(move({ ...live, filledQuantity: 1 }, 30)).toEqual({ kind: 'cancel', last: true })
  })

  test('a cancel that was lost is asked for again', () => {
    const asked = { ...live, cancelRequestedAt: instant(TEN + 5_000) }
    expect(move(asked, 9)).toEqual({ kind: 'wait' })
    expect(move(asked, 10)).toEqual({ kind: 'cancel', last: false })
  })

  test('a condition that stops entries cancels what works of them', () => {
    expect(move(live, 1, true)).toEqual({ kind: 'cancel', last: true })
    expect(move({ ...live, state: 'done', resolution: 'repriced' }, 6, true)).toEqual({ kind: 'wait' })
  })

  test('what may have happened unseen is left alone; what never left is sent again', () => {
    expect([move({ state: 'unknown' }, 20), move({ state: 'sending' }, 20), move({}, 2)]).toEqual([
      { kind: 'wait' },
      { kind: 'wait' },
      { kind: 'send_again' },
    ])
  })
})
