import type { z } from 'zod'
import type { BALANCES } from '../../contract/api/account-messages.ts'
import type {
  BREAKS,
  DECISIONS,
  ORDER,
  POSITIONS,
  PRICE_HISTORY,
  PROPOSALS,
} from '../../contract/api/record-messages.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { DecisionRecord } from '../../ports/store/decision-store.ts'
import type { AccountSnapshotRecord, PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { ProposalRecord } from '../../ports/store/proposal-store.ts'
import type { OrderLine, PositionLine } from '../../service/engine/list-books.ts'
import { netPriceWire, priceWire } from './price-wire.ts'

/** A position as the wire has it. */
export function positionWire(line: PositionLine): z.output<typeof POSITIONS>['positions'][number] {
  const { symbol, side, quantity, costBasisCents, lastPrice, trades, unclaimed, updatedAt } = line
  return {
    symbol,
    side,
    quantity,
    costBasisCents,
    lastPrice: priceWire(lastPrice),
    trades: [...trades],
    unclaimed,
    updatedAt,
  }
}

/** An order as the wire has it. */
export function orderWire({ legs, limit, ...line }: OrderLine): z.output<typeof ORDER> {
  return { ...line, legs: [...legs], limit: netPriceWire(limit) }
}

/** A proposal as the wire has it, with its trace. */
export function proposalWire(record: ProposalRecord): z.output<typeof PROPOSALS>['proposals'][number] {
  const { id, underlying, root, strategy, expiration, strikes, quantity, natural, mid } = record
  const { score, scoreParts, trace, figures, status, reason, createdAt, expiresAt } = record
  return {
    id,
    underlying,
    root,
    strategy,
    expiration,
    strikes: strikes.map((strike) => priceWire(strike)),
    quantity,
    natural: priceWire(natural),
    mid: priceWire(mid),
    score,
    scoreParts: [...scoreParts],
    trace: [...trace],
    figures,
    status,
    reason,
    createdAt,
    expiresAt,
  }
}

/** A break as the wire has it. */
export function breakWire(record: BreakRecord): z.output<typeof BREAKS>['breaks'][number] {
  const { id, symbol, cause, difference, openedAt, snapshotId } = record
  return { id, symbol, cause, difference, openedAt, snapshotId }
}

/** A decision as the wire has it. */
export function decisionWire({
  account: _,
  ...record
}: DecisionRecord): z.output<typeof DECISIONS>['decisions'][number] {
  return record
}

/** A mark of a trade as the wire has it. */
export function markWire(record: PriceSnapshotRecord): z.output<typeof PRICE_HISTORY>['prices'][number] {
  const { at, kind, mark, bid, ask, delta, iv, underlying, unrealizedPnl, source } = record
  return {
    at,
    kind,
    mark: priceWire(mark),
    bid: priceWire(bid),
    ask: priceWire(ask),
    delta,
    iv,
    underlying: priceWire(underlying),
    unrealizedCents: unrealizedPnl,
    source,
  }
}

/** An account's money as the wire has it. */
export function balancesWire(record: AccountSnapshotRecord): z.output<typeof BALANCES> {
  const { at, day, snapshotId, openTrades, unpricedToday } = record
  return {
    at,
    day,
    snapshotId,
    totalEquityCents: record.totalEquity,
    totalCashCents: record.totalCash,
    optionBuyingPowerCents: record.optionBuyingPower,
    openTrades,
    unrealizedOpenCents: record.unrealizedOpen,
    realizedTodayCents: record.realizedToday,
    unpricedToday,
    brokerClosePlCents: record.brokerClosePl,
  }
}
