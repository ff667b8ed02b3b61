import { type Cents, cents } from '../money/cents.ts'
import { isOpening } from '../option/action.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { type Exposure, NO_EXPOSURE, type RestingOrder } from './exposure.ts'
import { type WorstLoss, worstLoss } from './worst-loss.ts'

/** Why an order's risk cannot be reserved. */
export type ReserveRefusalCode =
  | 'entry_must_only_open'
  | 'entry_loss_must_be_bounded'
  | 'entry_needs_a_limit_price'
  | 'entry_must_not_be_adjusted'

function boundedLoss(order: RestingOrder, worst: WorstLoss): Result<Cents, ReserveRefusalCode> {
  if (worst.kind === 'bounded') return ok(worst.loss)
  if (worst.kind === 'unbounded') {
    return refuse(
      'entry_loss_must_be_bounded',
      `Order ${order.id} can lose without bound in ${worst.root}; every short call needs a long one of its own.`,
    )
  }
  if (worst.because === 'adjusted_contract') {
    return refuse(
      'entry_must_not_be_adjusted',
      `Order ${order.id} trades the adjusted root ${worst.subject}, whose payoff is not known here.`,
    )
  }
  return refuse(
    'entry_needs_a_limit_price',
    `Order ${order.id} has no limit price, so what it may cost is not known; give it one.`,
  )
}

/**
 * The risk in cents to reserve for an entry, before it is sent and until its outcome is known: its own worst
 * loss when all of it fills at the limit, whatever else fills. It does not depend on the other orders or on
 * their sequence, and joint worst loss <= worst loss of the rest + sum of the reserves, so reserves that
 * stay within a limit keep every subset of fills within it.
 *
 * Refusals, in this order: `entry_must_only_open` (an exit reserves nothing, it is never blocked),
 * `entry_loss_must_be_bounded`, `entry_must_not_be_adjusted`, `entry_needs_a_limit_price`.
 *
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { cents } from '../money/cents.ts'
 * import { price } from '../money/price.ts'
 * const contract = { root: 'SPY', expiration: tradingDay('2023-10-20'), type: 'call', strike: price(4_500_000) } as const
 * const legs = [{ contract, ratio: 1, action: 'buy_to_open' }] as const
 * entryReserve({ id: 'O1', ocoGroup: null, quantity: 2, legs, multiplier: 100, cashFlowPerSpread: cents(-12_500) }) // => { ok: true, value: 25000 }
 */
export function entryReserve(order: RestingOrder): Result<Cents, ReserveRefusalCode> {
  if (!order.legs.every(({ action }) => isOpening(action))) {
    return refuse('entry_must_only_open', `Order ${order.id} closes something; only entries reserve risk.`)
  }
  return boundedLoss(order, worstLoss({ ...NO_EXPOSURE, orders: [order] }))
}

/** What an entry takes from an account's buying power. */
export interface BuyingPowerUse {
  /** The margin requirement of the position in cents; 0 for long options and debit spreads. */
  readonly margin: Cents
  /** The cash of the fill at the limit in cents, + received. */
  readonly cashFlow: Cents
  /** Margin less the cash received, or plus the cash paid: width - credit, or the debit. */
  readonly buyingPower: Cents
}

/**
 * What an entry of defined risk takes from the buying power: the margin is the most that its options can
 * cost at any price at expiration (for a vertical its width, for an iron condor the wider side), against
 * which the premium received counts. Refuses as `entryReserve`.
 *
 * Source: FINRA Rule 4210(f)(2)(H) and the Cboe Margin Manual, spreads: the lesser of the short's own margin
 * and the maximum potential loss. Only the latter is used, as brokers do for spreads.
 *
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { cents } from '../money/cents.ts'
 * import { price } from '../money/price.ts'
 * const call = (strike) => ({ root: 'SPY', expiration: tradingDay('2023-10-20'), type: 'call', strike: price(strike) })
 * const legs = [{ contract: call(4_500_000), ratio: 1, action: 'sell_to_open' }, { contract: call(4_550_000), ratio: 1, action: 'buy_to_open' }]
 * buyingPowerUse({ id: 'O1', ocoGroup: null, quantity: 1, legs, multiplier: 100, cashFlowPerSpread: cents(12_000) }) // => { ok: true, value: { margin: 50000, cashFlow: 12000, buyingPower: 38000 } }
 */
export function buyingPowerUse(order: RestingOrder): Result<BuyingPowerUse, ReserveRefusalCode> {
  const reserve = entryReserve(order)
  if (!reserve.ok) return reserve
  const margin = entryReserve({ ...order, cashFlowPerSpread: cents(0) })
  if (!margin.ok) return margin
  const cashFlow = cents((order.cashFlowPerSpread ?? 0) * order.quantity)
  return ok({ margin: margin.value, cashFlow, buyingPower: cents(margin.value - cashFlow) })
}

/**
 * By how much an order raises the worst loss of an account, in cents, 0 when it hedges: the exact marginal
 * figure, for showing. For limits use `entryReserve`, since increments depend on what else fills. Null when
 * either loss is unbounded or unknown.
 *
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * worstLossIncrement(NO_EXPOSURE, { id: 'O1', ocoGroup: null, quantity: 1, legs: [], multiplier: 100, cashFlowPerSpread: null }) // => null
 */
export function worstLossIncrement(exposure: Exposure, order: RestingOrder): Cents | null {
  const before = worstLoss(exposure)
  const after = worstLoss({ ...exposure, orders: [...exposure.orders, order] })
  if (before.kind !== 'bounded' || after.kind !== 'bounded') return null
  return cents(after.loss - before.loss)
}
