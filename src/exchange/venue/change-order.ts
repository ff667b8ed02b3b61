import type { Price } from '../../domain/money/price.ts'
import type { NetOrderType, OrderDuration, SimpleOrderType } from './venue-types.ts'

/** What a modification may change; everything else needs a new order. */
export interface OrderChange {
  readonly type?: SimpleOrderType | NetOrderType
  readonly duration?: OrderDuration
  readonly limit?: Price
  readonly stop?: Price
}
