import { describe, expect, test } from 'vitest'
import { intentFor, orderFor } from '../../../test/support/engine/broker-orders.ts'
import {
  ACCOUNT,
  occ,
  openTrade,
  proof,
  TEN,
  TODAY,
  told,
} from '../../../test/support/engine/spread-trades.ts'
import { cents } from '../../domain/money/cents.ts'
import { realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { GainLossRow } from '../../ports/broker-reports.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import { evidencedPrice } from './gain-loss-evidence.ts'

const open = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000)
const gone = told(open, { type: 'flat_at_broker', evidence: proof('absent', TEN + 60_000) })

function row(strike: number, cost: number, proceeds: number, more: Partial<GainLossRow> = {}): GainLossRow {
  return {
    symbol: occ('put', strike),
    contract: null,
    quantity: 1,
    cost: cents(cost),
    proceeds: cents(proceeds),
    gainLoss: cents(proceeds - cost),
    openedOn: TODAY,
    closedOn: TODAY,
    ...more,
  }
}

const byHand = (facts: Parameters<typeof orderFor>[2]): OrderRecord => {
  const order = orderFor(intentFor(open, 'hand', 'EXIT'), '77', { tag: null, ...facts })
  return { account: ACCOUNT, epoch: 1, order, intentId: null, tradeId: null, role: null, seenBy: 'S1' }
}
const evidence = (reference: string) => proof(reference, TEN + 120_000)
const priced = (foreign: readonly OrderRecord[], gainLoss: readonly GainLossRow[]) =>
  evidencedPrice(gone, { foreign, gainLoss, evidence })

describe('evidencedPrice', () => {
  test('a person’s order that closed exactly this spread gives its cash; the reason stays', () => {
    const command = priced([byHand({ status: 'filled', filled: 1, cashEach: -3_000 })], [])!
    expect(command).toMatchObject({ cashFlow: -3_000, provenance: 'order_history', key: 'broker_flat' })
    const { trade } = told(gone, command)
    expect(trade).toMatchObject({ status: 'CLOSED', exitReason: 'BROKER_ALREADY_FLAT' })
    expect(realizedPnl(trade)).toBe(5_000)
  })

  test('B-20 the report gives proceeds of what was held less cost of what was owed', () => {
    // The long 285 put was sold for 30, the short 290 put bought back for 85: the exit paid 55.
    const command = priced([], [row(285, 5_000, 3_000), row(290, 8_500, 13_000)])
    expect(command).toMatchObject({ cashFlow: -5_500, provenance: 'gain_loss' })
  })

  test('what fits only in part is a guess, and gives nothing', () => {
    expect(priced([], [row(290, 8_500, 13_000)])).toBeNull()
    expect(priced([], [row(285, 5_000, 3_000), row(290, 8_500, 13_000, { quantity: 2 })])).toBeNull()
    const yesterday = { openedOn: '2026-09-21' as typeof TODAY }
    expect(priced([], [row(285, 5_000, 3_000, yesterday), row(290, 8_500, 13_000, yesterday)])).toBeNull()
    expect(priced([byHand({ status: 'filled', filled: 1, cashEach: null })], [])).toBeNull()
    expect(priced([byHand({ status: 'cancelled', filled: 0 })], [])).toBeNull()
  })

  test('a trade whose price is known asks for nothing', () => {
    expect(evidencedPrice(open, { foreign: [], gainLoss: [], evidence })).toBeNull()
  })
})
