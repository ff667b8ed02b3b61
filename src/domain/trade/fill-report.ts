import type { Cents } from '../money/cents.ts'
import type { Execution } from './execution.ts'
import type { TradeRefusalCode } from './trade-refusal.ts'

/** What a cumulative report of an order says beyond what is known of it. */
export type FillNews =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'price'; readonly cashFlow: Cents }
  /** `quantity`: spreads since the last report. */
  | { readonly kind: 'growth'; readonly quantity: number }
  | { readonly kind: 'contradiction'; readonly code: TradeRefusalCode }

/**
 * Compares a cumulative report (spreads, cash in cents or null) with the execution known so far. A report
 * read twice is no news; one that shrinks or changes a known cash flow contradicts.
 *
 * @example
 * fillNews(undefined, 2, null) // => { kind: 'growth', quantity: 2 }
 * fillNews(undefined, 0, null) // => { kind: 'nothing' }
 */
export function fillNews(known: Execution | undefined, quantity: number, cashFlow: Cents | null): FillNews {
  const growth = quantity - (known?.quantity ?? 0)
  if (growth < 0) return { kind: 'contradiction', code: 'fill_quantity_must_not_shrink' }
  if (growth > 0) return { kind: 'growth', quantity: growth }
  if (known === undefined || cashFlow === null || cashFlow === known.cashFlow) return { kind: 'nothing' }
  if (known.cashFlow === null) return { kind: 'price', cashFlow }
  return { kind: 'contradiction', code: 'fill_price_must_not_change' }
}
