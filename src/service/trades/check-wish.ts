import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { negatePrice, type Price, price } from '../../domain/money/price.ts'
import { isOnTick, type TickRule, toTickDown, toTickUp } from '../../domain/money/tick-rule.ts'
import { netTickRuleFor, tickRuleFor } from '../../domain/option/product.ts'
import { readTicker } from '../../domain/option/ticker.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { computeSpreadEnvelope } from '../../domain/spread/envelope.ts'
import { credit, debit, type NetPrice } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import { LEAST_GAP, orderablePrices } from '../../domain/trade/bracket-prices.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'
import { HAND_STRATEGIES, type TradeWish } from './trade-wish.ts'

/** A wish that makes sense by itself, before anybody was asked. */
export interface SoundWish {
  readonly wish: TradeWish
  readonly spread: SpreadTerms
  /** Null at market. */
  readonly limit: NetPrice | null
  /** What closing one spread brings per share at the stop and at the take-profit, + received; null without. */
  readonly stop: Price | null
  readonly takeProfit: Price | null
  /** Increments of the order's price. */
  readonly tick: TickRule
}

/** The net price of an amount in the effect of a wish's strategy. */
export function netOf({ strategy }: Pick<TradeWish, 'strategy'>, amount: Price): NetPrice {
  return strategyShape(strategy).effect === 'credit' ? credit(amount) : debit(amount)
}

/** What closing brings per share at a price of the premium, + received: a debit's is sold, a credit's bought back. */
function closingAt({ strategy }: TradeWish, premium: Price | null): Price | null {
  if (premium === null) return null
  return strategyShape(strategy).effect === 'credit' ? negatePrice(premium) : premium
}

/**
 * Checks everything of a wish that can be told from itself and the day; nobody is asked.
 *
 * Refuses, in this order: `strategy_must_be_one_for_a_hand`, `ticker_must_be_plausible`, `contract_must_not_be_adjusted`,
 * those of `buildSpreadLegs`, `expiration_must_not_be_over`, `quantity_must_be_a_whole_number`,
 * `limit_must_be_on_a_tick`, those of `computeSpreadEnvelope`, and of stop and take-profit those of `checkProtection`.
 */
export function checkWish(wish: TradeWish, now: Instant): Result<SoundWish> {
  const { quantity, expiration } = wish
  const spread = spreadOf(wish)
  if (!spread.ok) return spread
  if (expiration < newYorkDayOf(now)) {
    return refuse(
      'expiration_must_not_be_over',
      `The expiration ${expiration} is over; give today or a later day.`,
    )
  }
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    return refuse(
      'quantity_must_be_a_whole_number',
      `The quantity is ${quantity}; give a whole number from 1.`,
    )
  }
  const { root, legs } = spread.value
  const tick = legs.length === 1 ? tickRuleFor(root) : netTickRuleFor(root)
  const limit = limitOf(wish, tick)
  if (!limit.ok) return limit
  const sound = {
    wish,
    spread: spread.value,
    limit: limit.value,
    stop: closingAt(wish, wish.stopLoss),
    takeProfit: closingAt(wish, wish.takeProfit),
    tick,
  }
  const protectedWell = checkProtection(sound)
  return protectedWell.ok ? ok(sound) : protectedWell
}

function spreadOf({ strategy, root: written, expiration, strikes }: TradeWish): Result<SpreadTerms> {
  // A direction that is not in the list, such as selling a call, is nowhere taken for its opposite.
  if (!(HAND_STRATEGIES as readonly string[]).includes(strategy)) {
    return refuse(
      'strategy_must_be_one_for_a_hand',
      `"${String(strategy).slice(0, 30)}" is not traded by hand; give one of ${HAND_STRATEGIES.join(', ')}.`,
    )
  }
  const ticker = readTicker(written)
  if (!ticker.ok) {
    if (!/^[A-Z]{1,5}[0-9]$/.test(written)) return ticker
    return refuse(
      'contract_must_not_be_adjusted',
      `Options of "${written}" were adjusted; what they deliver is not known here.`,
    )
  }
  const { root, underlying } = ticker.value
  const legs = buildSpreadLegs(strategy, strikes, expiration, root)
  return legs.ok ? ok({ strategy, underlying, root, expiration, legs: legs.value }) : legs
}

function limitOf(wish: TradeWish, tick: TickRule): Result<NetPrice | null> {
  const { limit, strategy, strikes } = wish
  if (limit === null) return ok(null)
  if (!isOnTick(limit, tick)) {
    const [below, above] = [formatPrice(toTickDown(limit, tick)), formatPrice(toTickUp(limit, tick))]
    return refuse(
      'limit_must_be_on_a_tick',
      `The limit ${formatPrice(limit)} is between two prices of the exchange; give ${below} or ${above}.`,
    )
  }
  const net = netOf(wish, limit)
  const envelope = computeSpreadEnvelope(strategy, strikes, net)
  return envelope.ok ? ok(net) : envelope
}

/**
 * Whether stop and take-profit can ever do what they are for: both above 0, the stop on the losing side of the
 * take-profit, of a single option by as much as a broker wants, and both within what the spread can be worth.
 *
 * Refuses: `stop_must_be_positive`, `take_profit_must_be_positive`, `protection_must_be_reachable`,
 * `stop_must_be_worse_than_the_take_profit`.
 */
function checkProtection({ wish, spread, stop, takeProfit, tick }: SoundWish): Result<true> {
  const { stopLoss, takeProfit: target, strikes } = wish
  if (stopLoss !== null && stopLoss <= 0)
    return refuse('stop_must_be_positive', 'The stop must be above 0; leave it out for none.')
  if (target !== null && target <= 0)
    return refuse('take_profit_must_be_positive', 'The take-profit must be above 0; leave it out for none.')
  const [low, high] = [strikes[0], strikes.at(-1)]
  const width = strikes.length === 2 ? price(high! - low!) : null
  const beyond = [stopLoss, target].find((level) => level !== null && width !== null && level >= width)
  if (beyond !== undefined && beyond !== null) {
    return refuse(
      'protection_must_be_reachable',
      `A spread ${formatPrice(width!)} wide is never worth ${formatPrice(beyond)}; give a stop and a take-profit below its width.`,
    )
  }
  if (stop !== null && takeProfit !== null && stop >= takeProfit) {
    return refuse(
      'stop_must_be_worse_than_the_take_profit',
      `The stop ${formatPrice(stopLoss!)} would be hit before the take-profit ${formatPrice(target!)}; exchange the two.`,
    )
  }
  if (spread.legs.length > 1 || stop === null || takeProfit === null) return ok(true)
  const bracket = orderablePrices({ stopLoss: stop, takeProfit }, tick)
  if (bracket.takeProfit! - bracket.stopLoss! >= LEAST_GAP) return ok(true)
  return refuse(
    'stop_must_be_worse_than_the_take_profit',
    `No broker takes a stop and a take-profit less than ${formatPrice(LEAST_GAP)} apart; give them more room.`,
  )
}
