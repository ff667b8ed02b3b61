import { instant } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { Leg, OptionContract } from '../../../src/domain/option/contract.ts'
import type { BrokerBalances } from '../../../src/ports/broker-account.ts'
import type { BrokerOrder } from '../../../src/ports/broker-order.ts'
import type { AccountRecord } from '../../../src/ports/store/account-store.ts'
import type { DecisionRecord } from '../../../src/ports/store/decision-store.ts'
import type { OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { OrderRecord } from '../../../src/ports/store/order-store.ts'
import type { PositionRow } from '../../../src/ports/store/position-reader.ts'
import type { ProposalRecord, ProposalRunRecord } from '../../../src/ports/store/proposal-store.ts'
import type { SnapshotRecord } from '../../../src/ports/store/snapshot-store.ts'

/** 2026-09-22 09:30 in New York. */
export const OPEN = instant(1_790_083_800_000)
export const DAY = tradingDay('2026-09-22')
export const ACCOUNT = 'sandbox:VA00000042'

export const CALL_500: OptionContract = {
  root: 'SPY',
  expiration: tradingDay('2026-10-16'),
  type: 'call',
  strike: price(5_000_000),
}
const CALL_505: OptionContract = { ...CALL_500, strike: price(5_050_000) }

export const LEGS: readonly Leg[] = [
  { contract: CALL_500, ratio: 1, action: 'buy_to_open' },
  { contract: CALL_505, ratio: 1, action: 'sell_to_open' },
]

export function accountRecord(more: Partial<AccountRecord> = {}): AccountRecord {
  const key = { environment: 'sandbox', accountId: 'VA00000042' } as const
  return { account: ACCOUNT, key, epoch: 1, lastSequence: 0, snapshotId: null, createdAt: OPEN, ...more }
}

export const BALANCES: BrokerBalances = {
  accountId: 'VA00000042',
  totalEquity: cents(10_000_000_00),
  totalCash: cents(-12_34),
  optionBuyingPower: cents(5_000_00),
  stockBuyingPower: null,
  openPl: cents(-1),
  closePl: null,
  optionRequirement: cents(0),
  pendingCash: cents(7),
  pendingOrders: 2,
}

export function snapshotRecord(
  id: string,
  sequence: number,
  more: Partial<SnapshotRecord> = {},
): SnapshotRecord {
  return {
    id,
    account: ACCOUNT,
    sequence,
    startedAt: OPEN,
    finishedAt: instant(OPEN + 250),
    state: 'complete',
    trouble: null,
    positionCount: 2,
    orderCount: 3,
    balances: BALANCES,
    profile: { accountId: 'VA00000042', status: 'active', type: 'margin', optionLevel: 4, dayTrader: false },
    ...more,
  }
}

export function positionRow(symbol: string, more: Partial<PositionRow> = {}): PositionRow {
  return {
    account: ACCOUNT,
    symbol,
    contract: CALL_500,
    side: 'long',
    quantity: 3,
    costBasisPerContract: cents(125_00),
    lastPrice: price(12_345),
    snapshotId: 's1',
    updatedAt: OPEN,
    ...more,
  }
}

export function brokerOrder(id: string, more: Partial<BrokerOrder> = {}): BrokerOrder {
  return {
    id,
    tag: `lw-${id}`,
    class: 'multileg',
    status: 'open',
    reason: null,
    underlying: 'SPY',
    quantity: 2,
    filledQuantity: 1,
    limit: { effect: 'debit', amount: price(12_500) },
    stop: null,
    cashFlow: cents(-125_00),
    unbalanced: false,
    legs: LEGS.map(({ contract, action }, i) => ({
      id: `${id}-${i}`,
      symbol: `SPY261016C0050${i}000`,
      contract,
      action,
      quantity: 2,
      filledQuantity: 1,
      averageFillPrice: 1.2345678901234567,
    })),
    children: [],
    createdAt: OPEN,
    changedAt: OPEN,
    ...more,
  }
}

export function orderRecord(order: BrokerOrder, more: Partial<OrderRecord> = {}): OrderRecord {
  return {
    account: ACCOUNT,
    epoch: 1,
    order,
    intentId: null,
    tradeId: null,
    role: null,
    seenBy: 's1',
    ...more,
  }
}

export function orderIntent(id: string, tradeId: string, more: Partial<OrderIntent> = {}): OrderIntent {
  return {
    id,
    account: ACCOUNT,
    tradeId,
    proposalId: null,
    role: 'ENTRY',
    tag: `lw-${id}`,
    ticket: {
      kind: 'spread',
      underlying: 'SPY',
      legs: LEGS,
      quantity: 2,
      limit: { effect: 'debit', amount: price(12_500) },
      timeInForce: 'day',
    },
    state: 'prepared',
    version: 1,
    attempt: 0,
    notAfter: instant(OPEN + 10_000),
    preparedAt: OPEN,
    sentAt: null,
    resolvedAt: null,
    brokerOrderId: null,
    resolution: null,
    cancelRequestedAt: null,
    cleanScans: 0,
    reserve: cents(250_00),
    preview: null,
    filledQuantity: 0,
    cashFlow: cents(0),
    ...more,
  }
}

export function proposalRun(id: string, more: Partial<ProposalRunRecord> = {}): ProposalRunRecord {
  return {
    id,
    account: ACCOUNT,
    at: OPEN,
    candidates: 412,
    accepted: 2,
    refusals: { dte_below_minimum: 300, spread_too_wide: 110 },
    rejected: [
      {
        symbol: 'SPY',
        strategy: 'BULL_CALL_DEBIT',
        rule: 'spread_too_wide',
        score: 61.25,
        trace: [{ rule: 'spread_too_wide', outcome: 'failed', value: 0.42, threshold: 'at most 0.1' }],
      },
    ],
    ...more,
  }
}

export function proposalRecord(
  id: string,
  runId: string,
  more: Partial<ProposalRecord> = {},
): ProposalRecord {
  return {
    id,
    account: ACCOUNT,
    runId,
    underlying: 'SPY',
    root: 'SPY',
    strategy: 'BULL_CALL_DEBIT',
    expiration: CALL_500.expiration,
    strikes: [CALL_500.strike, CALL_505.strike],
    quantity: 1,
    natural: price(-12_600),
    mid: price(-12_500),
    score: 71.5,
    scoreParts: [
      { part: 'pop', score: 62, weight: 0.5 },
      { part: 'iv_rank', score: null, weight: 0 },
    ],
    trace: [{ rule: 'dte', outcome: 'passed', value: 24, threshold: '15 to 45' }],
    figures: { delta: 0.31, ivRank: null },
    status: 'READY',
    reason: null,
    reasonValue: null,
    reasonThreshold: null,
    createdAt: OPEN,
    expiresAt: instant(OPEN + 900_000),
    ...more,
  }
}

export function decisionRecord(id: string, more: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    id,
    account: ACCOUNT,
    kind: 'exit',
    tradeId: 't1',
    proposalId: null,
    snapshotId: 's1',
    at: OPEN,
    rules: 'exit-1',
    inputs: { mark: 12_500, rules: [{ name: 'STOP_LOSS', at: null }], text: 'a "quote" and a \\ line\n' },
    outcome: { trigger: null },
    ...more,
  }
}
