import type { Cents } from '../money/cents.ts'
import { cents } from '../money/cents.ts'
import type { ExitReason } from './exit-reason.ts'

/** How spreads came into a trade or left it. */
export type ExecutionSource = 'order' | 'adoption' | 'broker_flat' | 'settlement' | 'assignment'

/** Who vouches for a cash flow: the order's own fills, or what was found afterwards. */
export type Provenance = 'fill' | 'order_history' | 'gain_loss' | 'settlement' | 'assignment' | 'person'

/**
 * Spreads that came in or went out under one key. For an order it is the broker's cumulative report, which
 * is the truth: several fills inside one poll show up only there, and reading it twice changes nothing.
 */
export interface Execution {
  /** The order's id, or `adoption`, `broker_flat`, `settlement`, `assignment`. Unique in its list. */
  readonly key: string
  readonly source: ExecutionSource
  /** Spreads, cumulative. */
  readonly quantity: number
  /** Cash of all of `quantity`, + received, - paid, without fees; null while nobody has reported it. */
  readonly cashFlow: Cents | null
  /** Who reported the cash flow; null exactly when it is null. */
  readonly pricedBy: Provenance | null
}

/** An execution that reduces the trade, with the reason of the order or event behind it. */
export interface ExitExecution extends Execution {
  readonly reason: ExitReason
}

/**
 * Spreads in all executions together.
 *
 * @example
 * totalQuantity([]) // => 0
 */
export function totalQuantity(executions: readonly Execution[]): number {
  return executions.reduce((sum, execution) => sum + execution.quantity, 0)
}

/**
 * Cash of all executions together in cents, + received; null as soon as one is unknown, since a sum without
 * it would be an invented price.
 *
 * @example
 * totalCashFlow([]) // => 0
 */
export function totalCashFlow(executions: readonly Execution[]): Cents | null {
  let sum = 0
  for (const execution of executions) {
    if (execution.cashFlow === null) return null
    sum += execution.cashFlow
  }
  return cents(sum)
}
