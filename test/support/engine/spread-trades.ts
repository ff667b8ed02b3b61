import { instant } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type Cents, cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { OptionType } from '../../../src/domain/option/contract.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { buildSpreadLegs } from '../../../src/domain/spread/spread-legs.ts'
import type { Strategy } from '../../../src/domain/spread/strategy-table.ts'
import { beginTrade } from '../../../src/domain/trade/trade.ts'
import type { Evidence, TradeCommand } from '../../../src/domain/trade/trade-command.ts'
import { applyCommands } from '../../../src/engine/lifecycle/apply-commands.ts'
import type { PositionRow } from '../../../src/ports/store/position-reader.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TEN = instant(Date.UTC(2026, 8, 22, 14))
export const TODAY = tradingDay('2026-09-22')
export const ACCOUNT = 'exchange:VA00000001'
export const EXPIRATION = tradingDay('2026-10-16')

export function proof(reference = 'test', at: number = TEN): Evidence {
  return { actor: 'engine', at, snapshotId: 'S1', reference }
}

/** The OCC symbol of a contract of these tests: `occ('put', 290)`. */
export function occ(type: OptionType, strike: number, root = 'AAPL', expiration = EXPIRATION): string {
  return formatOccSymbol({ root, expiration, type, strike: price(strike * 10_000) })
}

interface SpreadOptions {
  readonly quantity?: number
  readonly root?: string
  readonly expiration?: typeof EXPIRATION
  readonly createdAt?: number
  readonly managed?: boolean
}

/** A trade whose entry is pending: `pendingTrade('T1', 'BULL_PUT_CREDIT', [285, 290])`. */
export function pendingTrade(
  id: string,
  strategy: Strategy,
  strikes: readonly number[],
  options: SpreadOptions = {},
): TradeRecord {
  const { quantity = 1, root = 'AAPL', expiration = EXPIRATION, createdAt = TEN, managed = true } = options
  const prices = strikes.map((strike) => price(strike * 10_000))
  const legs = buildSpreadLegs(strategy, prices, expiration, root)
  if (!legs.ok) throw new Error(legs.message)
  return {
    account: ACCOUNT,
    trade: beginTrade({ id, origin: 'ENGINE', managed, quantity, multiplier: 100 }),
    spread: { strategy, underlying: root === 'SPXW' ? 'SPX' : root, root, expiration, legs: legs.value },
    proposalId: null,
    createdAt: instant(createdAt),
    maxProfit: null,
    maxLoss: null,
    reserve: cents(0),
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: null,
    memo: {},
  }
}

/** The record after some commands; throws when the trade refuses one. */
export function told(record: TradeRecord, ...commands: readonly TradeCommand[]): TradeRecord {
  const applied = applyCommands(record, commands)
  if (!applied.ok) throw new Error(applied.message)
  return applied.value.record
}

/** The same trade, filled at a cash flow for each spread (+ received): OPEN. */
export function openTrade(
  id: string,
  strategy: Strategy,
  strikes: readonly number[],
  cashEach: number,
  options: SpreadOptions = {},
): TradeRecord {
  const pending = pendingTrade(id, strategy, strikes, options)
  const { quantity } = pending.trade
  const cashFlow: Cents = cents(cashEach * quantity)
  const orderId = `entry-${id}`
  return told(pending, {
    type: 'entry_filled',
    orderId,
    filledQuantity: quantity,
    cashFlow,
    evidence: proof(),
  })
}

/** Signed contracts by symbol: `{ [occ('put', 290)]: -1 }` as the engine reads the mirror. */
export function holdings(signed: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(signed))
}

/** The same as rows of the mirror. */
export function rows(signed: Readonly<Record<string, number>>): PositionRow[] {
  return Object.entries(signed).map(([symbol, quantity]) => ({
    account: ACCOUNT,
    symbol,
    contract: null,
    side: quantity > 0 ? 'long' : 'short',
    quantity: Math.abs(quantity),
    costBasisPerContract: null,
    lastPrice: null,
    snapshotId: 'S0',
    updatedAt: TEN,
  }))
}
