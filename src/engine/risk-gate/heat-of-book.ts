import { invariant } from '../../domain/invariant.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { heat } from '../../domain/risk/heat.ts'
import { lossUntilStop } from '../../domain/risk/loss-until-stop.ts'
import { receivedPriceOf } from '../../domain/spread/net-price.ts'
import { entryPrice, filledQuantity, openQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { type BookLine, isExposed } from './exposure-book.ts'

/** How much of a balance is at risk until the stops, as gate, API and screens show it. Basis points are of the balance. */
export interface HeatReading {
  readonly atRisk: Cents
  readonly balance: Cents
  /** Null while the loss of anything is unknown. */
  readonly basisPoints: number | null
  readonly unknown: number
}

/** Under this name an entry that waits for its fills remembers what it may lose until its stop; cents. */
export const LOSS_UNTIL_STOP = 'lossUntilStop'

/**
 * What a line of the book may lose until its stop. An open trade is taken out by the stop that the broker has accepted,
 * or by the one that a person asked for and that is watched; one that stands UNPROTECTED may lose all.
 */
function riskUntilStop(line: BookLine, record: TradeRecord | undefined): Cents | null {
  if (record === undefined) return line.risk
  const { trade, hand, memo, maxLoss } = record
  const remembered = memo[LOSS_UNTIL_STOP]
  if (line.kind !== 'open') return typeof remembered === 'number' ? cents(remembered) : line.risk
  if (trade.flags.includes('UNPROTECTED')) return line.risk
  const entry = entryPrice(trade)
  return lossUntilStop({
    received: entry === null ? null : receivedPriceOf(entry),
    stop: hand?.stopLoss ?? trade.bracket?.stopLoss ?? null,
    quantity: openQuantity(trade),
    multiplier: trade.multiplier,
    maxLoss: maxLoss === null || filledQuantity(trade) === 0 ? null : line.risk,
  })
}

/** What each exposed line may lose until its stop; null where nobody knows. */
export function lossesUntilStop(
  lines: readonly BookLine[],
  unfinished: readonly TradeRecord[],
): readonly (Cents | null)[] {
  const records = new Map(unfinished.map((record) => [record.trade.id, record]))
  return lines.filter(isExposed).map((line) => riskUntilStop(line, records.get(line.id)))
}

/** The heat of some losses. Of a balance of 0 or less there is no share: then everything is too much. */
export function heatReading(losses: readonly (Cents | null)[], balance: Cents): HeatReading {
  const read = heat(losses, balance > 0 ? balance : cents(1))
  invariant(read.ok, 'a balance above 0 has a heat')
  return { ...read.value, balance }
}
