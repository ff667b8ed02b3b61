import type { Cents } from '../../domain/money/cents.ts'

/** What an order would do, were it placed. Money in cents; costs are + paid, - received. */
export interface OrderPreview {
  readonly commission: Cents
  readonly fees: Cents
  readonly cost: Cents
  readonly orderCost: Cents
  readonly marginChange: Cents
  readonly optionRequirement: Cents
  readonly hold: Cents
  readonly strategy: string
}
