import { type Price, price } from '../../domain/money/price.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import { type TickRule, toTickDown, toTickUp } from '../../domain/money/tick-rule.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { type NetPrice, netPriceOfPaid } from '../../domain/spread/net-price.ts'
import type { Quote } from '../../ports/market-data.ts'

/**
 * What closing a spread would cost now, per share, + paid and - received: at the middle of the quotes, and at the
 * natural price, at which it trades at once. Twice the mid, so that no half unit is lost.
 */
export interface ClosingQuote {
  readonly twiceMid: number
  readonly natural: Price
}

/**
 * The closing quote of some closing legs. Null when any leg has a side that nobody quotes, or a crossed one. A bid of
 * 0 is a bid: the long wing that is worth nothing is the winning case.
 */
export function closingQuote(
  closing: readonly Leg[],
  quotes: ReadonlyMap<string, Pick<Quote, 'bid' | 'ask'>>,
): ClosingQuote | null {
  let twiceMid = 0
  let natural = 0
  for (const { contract, action, ratio } of closing) {
    const quote = quotes.get(formatOccSymbol(contract))
    if (quote === undefined || quote.bid === null || quote.ask === null || quote.bid > quote.ask) return null
    const sign = signOfAction(action)
    twiceMid += sign * ratio * (quote.bid + quote.ask)
    natural += sign * ratio * (sign > 0 ? quote.ask : quote.bid)
  }
  return { twiceMid, natural: price(natural) }
}

/** A step of the exit ladder. */
export const EXIT_STEPS = ['mid', 'half_way', 'natural', 'beyond', 'cap'] as const

/** One of the steps, from the dearest wish to the last word. */
export type ExitStep = (typeof EXIT_STEPS)[number]

/** The least that a debit spread is sold for: 0.01 dollars, or the least increment of its class. */
const LEAST_CREDIT = 100

/** What a ladder climbs on. */
export interface LadderTerms {
  readonly effectOfEntry: 'credit' | 'debit'
  /** Distance of the strikes per share: what a credit spread can cost at most. */
  readonly width: Price
  /** Increments of the net price. */
  readonly tick: TickRule
  /** What the step `beyond` concedes beyond the natural price, per share. */
  readonly beyond: Price
}

/**
 * The limit of a step, never better for us than that of the step before: sells only fall, buys only rise. Rounded to
 * a valid net increment towards the market. The cap is the width for a spread that was sold, 0.01 received for one
 * that was bought: beyond these no closing price makes sense.
 *
 * @param before what the last step would have paid (+) or received (-) per share; null at the first
 */
export function exitLimit(
  step: ExitStep,
  quote: ClosingQuote,
  terms: LadderTerms,
  before: Price | null,
): NetPrice {
  const least = toTickUp(price(LEAST_CREDIT), terms.tick)
  const cap = terms.effectOfEntry === 'credit' ? terms.width : price(-least)
  const wanted = Math.max(paidAt(step, quote, cap, terms.beyond), before ?? Number.NEGATIVE_INFINITY)
  return netPriceOfPaid(towardsMarket(price(Math.min(wanted, cap)), terms.tick, cap))
}

function paidAt(step: ExitStep, { twiceMid, natural }: ClosingQuote, cap: Price, beyond: Price): number {
  switch (step) {
    case 'mid':
      return divideCeil(twiceMid, 2)
    case 'half_way':
      return divideCeil(twiceMid + 2 * natural, 4)
    case 'natural':
      return natural
    case 'beyond':
      return natural + beyond
    case 'cap':
      return cap
  }
}

/** Up for what is paid, down for what is received; a tick that would pass the cap is left out. */
function towardsMarket(paid: Price, tick: TickRule, cap: Price): Price {
  if (paid >= 0) {
    const up = toTickUp(paid, tick)
    return up <= cap ? up : cap
  }
  const received = toTickDown(price(-paid), tick)
  return received > 0 ? price(-received) : cap
}
