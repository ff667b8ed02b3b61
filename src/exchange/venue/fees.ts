import { type Cents, cents } from '../../domain/money/cents.ts'
import { INDEX_PRODUCTS } from '../../domain/option/product-table.ts'
import type { UnitShape } from './unit-leg.ts'
import type { FeeTable } from './venue-config.ts'

const INDICES: ReadonlySet<string> = new Set([...INDEX_PRODUCTS.values()].map(({ underlying }) => underlying))

/** Whether a ticker is an index, which has options and no shares. */
export function isIndex(ticker: string): boolean {
  return INDICES.has(ticker)
}

/**
 * Commissions and fees of units of an order, in cents.
 *
 * @param withOrder whether the part that an order pays once is due, with its first fill
 */
export function feesOf(fees: FeeTable, { legs }: UnitShape, units: number, withOrder: boolean): Cents {
  let total = 0
  for (const { isOption, underlying, ratio } of legs) {
    if (isOption) total += (isIndex(underlying) ? fees.perIndexContract : fees.perContract) * ratio * units
  }
  if (withOrder) total += legs.some(({ isOption }) => isOption) ? fees.perOptionOrder : fees.perEquityOrder
  return cents(total)
}
