import { cents, type Cents } from '../../domain/money/cents.ts'
import type { Assessment } from './assess-order.ts'
import type { InstrumentTable } from './instrument.ts'
import type { OrderPreview } from './preview-order.ts'
import { strategyName } from './strategy-name.ts'
import type { OrderRequest } from './venue-types.ts'

/** What an assessed order would cost and require; of a group its first order, which is the one that would work. */
export function previewOf(
  instruments: InstrumentTable,
  request: OrderRequest,
  { units, hold }: Assessment,
): OrderPreview {
  const { effect } = units[0]!
  const change = (of: 'option' | 'total'): Cents => cents(effect.after[of] - effect.before[of])
  return {
    commission: effect.fees,
    fees: cents(0),
    cost: cents(effect.cost + effect.fees),
    orderCost: effect.cost,
    marginChange: change('total'),
    optionRequirement: change('option'),
    hold,
    strategy: strategyName(instruments, request),
  }
}
