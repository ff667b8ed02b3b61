import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { sameContract } from '../../domain/option/contract-order.ts'
import type { Exposure } from '../../domain/risk/exposure.ts'
import { type Outlook, type Strategy, strategyShape } from '../../domain/spread/strategy-table.ts'

/** One trade, or something found at the broker that no trade explains, as the limits count it. */
export interface BookLine {
  readonly id: string
  /**
   * `open`: held, whatever its exits do. `working`: its entry may still fill. `unknown`: its entry may have
   * happened. `reserved`: about to be sent. `finished`: over today, counted among the new trades of the day only.
   */
  readonly kind: 'open' | 'working' | 'unknown' | 'reserved' | 'finished'
  readonly underlying: string
  readonly expiration: TradingDay
  /** Null for what is no spread of the table; it counts on both sides. */
  readonly strategy: Strategy | null
  readonly legs: readonly Leg[]
  /** Spreads that are held or may still fill. */
  readonly quantity: number
  readonly filledQuantity: number
  /** Maximum loss of what is held and reserve of what may fill; null when nobody knows. */
  readonly risk: Cents | null
  /** Buying power that it takes and the broker's figure does not show yet; 0 for what the broker knows. */
  readonly unseenBuyingPower: Cents
  /** New York day of its entry; null for what was not entered by us. */
  readonly enteredOn: TradingDay | null
}

/** Everything that the limits count, read under the account's lock. */
export interface ExposureBook {
  readonly day: TradingDay
  readonly lines: readonly BookLine[]
  /** Profit and loss of the day from priced fills, + profit. */
  readonly realizedToday: Cents
  /** Maximum loss of what closed today at a price that nobody knows yet: lost until it is known. */
  readonly unpricedToday: Cents
  /** Closed trades with a loss since the last without one. */
  readonly lossesInARow: number
  /** Contracts and orders of the account, for the proof that no short goes uncovered. */
  readonly exposure: Exposure
}

/** A side of the market that trades may stand on. */
export type Side = 'bullish' | 'bearish'

/** The sides that an outlook stands on: a neutral or unknown one may lose either way, so it counts on both. */
export function sidesOf(outlook: Outlook | null): readonly Side[] {
  return outlook === 'bullish' || outlook === 'bearish' ? [outlook] : ['bullish', 'bearish']
}

/** The outlook of a line; null when it is no spread of the table. */
export function outlookOf({ strategy }: Pick<BookLine, 'strategy'>): Outlook | null {
  return strategy === null ? null : strategyShape(strategy).outlook
}

/** Whether something of the line is held or may come to be. */
export function isExposed({ kind }: BookLine): boolean {
  return kind !== 'finished'
}

/**
 * Whether the line is one of a day's new trades: entered on it, and filled, if only in part, or still able to
 * fill. An entry that was cancelled with nothing filled never was a trade.
 */
export function isNewOn(line: BookLine, day: TradingDay): boolean {
  return line.enteredOn === day && (isExposed(line) || line.filledQuantity > 0)
}

/** Whether two sets of opening legs are the same contracts on the same sides. */
export function sameSpread(a: readonly Leg[], b: readonly Leg[]): boolean {
  return (
    a.length === b.length &&
    a.every((leg) =>
      b.some((other) => sameContract(leg.contract, other.contract) && leg.action === other.action),
    )
  )
}
