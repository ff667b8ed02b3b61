import { absPrice, price, subtractPrice } from '../../domain/money/price.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { isOpening, mirrorAction } from '../../domain/option/action.ts'
import { checkContract } from '../../domain/option/check-contract.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { isAdjustedRoot, underlyingOfRoot } from '../../domain/option/product.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type {
  OcoTicket,
  OptionTicket,
  OrderTicket,
  OtocoTicket,
  SpreadTicket,
  TimeInForce,
} from '../../ports/order-ticket.ts'

/** Tradier takes no net order of more. */
const MOST_LEGS = 4
const MOST_CONTRACTS = 10_000_000
/** The two prices of an OCO must be so far apart (measured; `OcoPriceDifferenceIsLessThanDelta`). */
const LEAST_OCO_GAP = price(1_000)

/** Why a ticket cannot be an order at Tradier. */
export type TicketCode =
  | 'tag_must_be_letters_digits_and_hyphens'
  | 'quantity_must_be_a_whole_number'
  | 'spread_must_have_2_to_4_legs'
  | 'legs_must_be_different_contracts'
  | 'ratios_must_have_no_common_factor'
  | 'contract_must_be_listed'
  | 'contract_must_be_of_the_underlying'
  | 'contract_must_not_be_adjusted'
  | 'price_must_be_positive'
  | 'market_order_must_be_for_the_day'
  | 'group_must_be_of_one_contract_and_quantity'
  | 'exit_must_close_what_was_opened'
  | 'take_profit_must_be_a_limit'
  | 'stop_loss_must_have_a_stop'
  | 'oco_prices_must_be_apart_on_the_right_sides'
  | 'entry_of_a_group_must_have_a_price'

type Checked = Refusal<TicketCode> | null

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= MOST_CONTRACTS
}

function checkQuantity(quantity: number): Checked {
  if (isCount(quantity)) return null
  return refuse(
    'quantity_must_be_a_whole_number',
    `The quantity is ${quantity}; give 1 to ${MOST_CONTRACTS}.`,
  )
}

function checkListed(contract: OptionContract, underlying: string): Checked {
  const listed = checkContract(contract)
  if (!listed.ok) return refuse('contract_must_be_listed', listed.message)
  const symbol = formatOccSymbol(contract)
  if (isAdjustedRoot(contract.root)) {
    return refuse('contract_must_not_be_adjusted', `${symbol} is adjusted; trade it by hand, if at all.`)
  }
  if (underlyingOfRoot(contract.root) === underlying) return null
  return refuse('contract_must_be_of_the_underlying', `${symbol} is no option on ${underlying}.`)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function checkRatios({ legs, quantity }: SpreadTicket): Checked {
  for (const { ratio } of legs) {
    const refused = checkQuantity(ratio) ?? checkQuantity(ratio * quantity)
    if (refused !== null) return refused
  }
  const factor = legs.reduce((divisor, { ratio }) => greatestCommonDivisor(divisor, ratio), 0)
  if (factor === 1) return null
  return refuse(
    'ratios_must_have_no_common_factor',
    `Every ratio is a multiple of ${factor}; divide them and raise the quantity, or it is counted wrongly.`,
  )
}

function checkSpread(ticket: SpreadTicket): Checked {
  const { legs, limit, underlying } = ticket
  if (legs.length < 2 || legs.length > MOST_LEGS) {
    return refuse(
      'spread_must_have_2_to_4_legs',
      `The spread has ${legs.length} legs; give 2 to ${MOST_LEGS}.`,
    )
  }
  for (const { contract } of legs) {
    const refused = checkListed(contract, underlying)
    if (refused !== null) return refused
  }
  const symbols = new Set(legs.map(({ contract }) => formatOccSymbol(contract)))
  if (symbols.size < legs.length) {
    return refuse('legs_must_be_different_contracts', 'Two legs are the same contract; put them together.')
  }
  const refused = checkQuantity(ticket.quantity) ?? checkRatios(ticket)
  if (refused !== null) return refused
  if (limit !== null && limit.effect !== 'even' && limit.amount <= 0) {
    return refuse(
      'price_must_be_positive',
      `The ${limit.effect} is ${formatPrice(limit.amount)}; give more than 0.`,
    )
  }
  return checkMarket(limit === null, ticket.timeInForce)
}

function checkMarket(isMarket: boolean, timeInForce: TimeInForce): Checked {
  if (!isMarket || timeInForce === 'day') return null
  return refuse(
    'market_order_must_be_for_the_day',
    'A market order cannot work until cancelled; give a limit.',
  )
}

function checkOption(ticket: OptionTicket): Checked {
  const { limit, stop } = ticket
  const refused = checkListed(ticket.contract, ticket.underlying) ?? checkQuantity(ticket.quantity)
  if (refused !== null) return refused
  for (const one of [limit, stop]) {
    if (one !== null && one <= 0) {
      return refuse('price_must_be_positive', `The price is ${formatPrice(one)}; give more than 0.`)
    }
  }
  return checkMarket(limit === null && stop === null, ticket.timeInForce)
}

function checkPair({ takeProfit, stopLoss }: Pick<OcoTicket, 'takeProfit' | 'stopLoss'>): Checked {
  const refused = checkOption(takeProfit) ?? checkOption(stopLoss)
  if (refused !== null) return refused
  if (!isSameTrade(takeProfit, stopLoss) || takeProfit.action !== stopLoss.action) {
    return refuse(
      'group_must_be_of_one_contract_and_quantity',
      'Take profit and stop loss must be the same contract, action, quantity and duration.',
    )
  }
  if (isOpening(takeProfit.action)) {
    return refuse('exit_must_close_what_was_opened', `${takeProfit.action} opens; an exit must close.`)
  }
  if (takeProfit.limit === null || takeProfit.stop !== null) {
    return refuse('take_profit_must_be_a_limit', 'The take profit must have a limit and no stop.')
  }
  if (stopLoss.stop === null) return refuse('stop_loss_must_have_a_stop', 'The stop loss must have a stop.')
  const above = subtractPrice(takeProfit.limit, stopLoss.stop)
  const rightSide = takeProfit.action === 'sell_to_close' ? above > 0 : above < 0
  if (rightSide && absPrice(above) >= LEAST_OCO_GAP) return null
  return refuse(
    'oco_prices_must_be_apart_on_the_right_sides',
    `A profit at ${formatPrice(takeProfit.limit)} and a stop at ${formatPrice(stopLoss.stop)} are not 0.10 apart with the profit on the better side.`,
  )
}

function isSameTrade(a: OptionTicket, b: OptionTicket): boolean {
  return (
    formatOccSymbol(a.contract) === formatOccSymbol(b.contract) &&
    a.quantity === b.quantity &&
    a.timeInForce === b.timeInForce
  )
}

function checkOtoco(ticket: OtocoTicket): Checked {
  const { entry, takeProfit } = ticket
  const refused = checkOption(entry) ?? checkPair(ticket)
  if (refused !== null) return refused
  if (entry.limit === null && entry.stop === null) {
    return refuse('entry_of_a_group_must_have_a_price', 'The entry of a group must not be a market order.')
  }
  if (!isSameTrade(entry, takeProfit)) {
    return refuse(
      'group_must_be_of_one_contract_and_quantity',
      'Entry and exits must be the same contract, quantity and duration.',
    )
  }
  if (isOpening(entry.action) && takeProfit.action === mirrorAction(entry.action)) return null
  return refuse(
    'exit_must_close_what_was_opened',
    `${takeProfit.action} does not undo ${entry.action}; the entry must open and the exits close it.`,
  )
}

/**
 * Whether a ticket can be an order at Tradier. What it refuses never reaches the broker, so that a refusal there is
 * always news.
 *
 * @returns null when it can, else the rule that it breaks
 */
export function checkTicket(ticket: OrderTicket): Checked {
  switch (ticket.kind) {
    case 'spread':
      return checkSpread(ticket)
    case 'option':
      return checkOption(ticket)
    case 'oco':
      return checkPair(ticket)
    case 'otoco':
      return checkOtoco(ticket)
  }
}

/** Whether a text can be a tag: Tradier answers 400 to anything else, and never cuts or cleans it. */
export function checkTag(tag: string): Checked {
  if (/^[A-Za-z0-9-]{1,255}$/.test(tag)) return null
  return refuse(
    'tag_must_be_letters_digits_and_hyphens',
    `The tag has ${tag.length} characters; give 1 to 255 letters, digits and hyphens.`,
  )
}
