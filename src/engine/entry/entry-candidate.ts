import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { type TickRule, tickAt, toTickDown, toTickUp } from '../../domain/money/tick-rule.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { netTickRuleFor } from '../../domain/option/product.ts'
import { type NetPrice, netPriceOfPaid } from '../../domain/spread/net-price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'

/** A spread that is about to be entered, at the quotes of this moment. */
export interface EntryCandidate {
  readonly strategy: Strategy
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
  readonly strikes: readonly Price[]
  /** Opening legs, ascending by strike, ratio 1. */
  readonly legs: readonly Leg[]
  /** Net price per share, + received, - paid. */
  readonly natural: Price
  readonly mid: Price
}

/**
 * The limit of a step of the walk, from the mid towards the market and never beyond the floor: each step concedes so
 * many ticks. Rounded to a valid net increment, against the market at first so that the mid is not given away.
 *
 * @param step 0 at the start
 * @param floorBeyond per share beyond the natural price that may be conceded at most
 */
export function walkLimit(
  candidate: Pick<EntryCandidate, 'natural' | 'mid' | 'root'>,
  step: number,
  ticksAStep: number,
  floorBeyond: Price,
): NetPrice {
  const rule = netTickRuleFor(candidate.root)
  const tick = tickAt(price(Math.abs(candidate.mid)), rule)
  const wanted = candidate.mid - step * ticksAStep * tick
  const floor = Math.min(candidate.natural, candidate.mid) - floorBeyond
  return netPriceOfPaid(onTick(price(-Math.max(wanted, floor)), rule))
}

/** The nearest valid price that is no worse for us: less paid, more received. */
function onTick(paid: Price, rule: TickRule): Price {
  return paid >= 0 ? toTickDown(paid, rule) : price(-toTickUp(price(-paid), rule))
}

/** The opening order of a candidate at a limit. */
export function entryTicket(candidate: EntryCandidate, quantity: number, limit: NetPrice): OrderTicket {
  const { underlying, legs } = candidate
  const [only] = legs
  if (legs.length === 1 && only !== undefined) {
    const { contract, action } = only
    const single = { kind: 'option', underlying, contract, action, quantity, stop: null } as const
    return { ...single, limit: limit.amount, timeInForce: 'day' }
  }
  return { kind: 'spread', underlying, legs, quantity, limit, timeInForce: 'day' }
}
