import { NAKED_CALL_LEVEL, NAKED_PUT_LEVEL } from './buying-power.ts'
import type { InstrumentTable } from './instrument.ts'
import type { OrderEffect } from './order-effect.ts'
import { isClosing } from './order-side.ts'
import type { UnitShape } from './unit-leg.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type { AccountTerms } from './venue-types.ts'

// Option levels as Tradier and most brokers count them:
//   0 none; 1 covered calls and cash-secured puts; 2 and long options; 3 and spreads (margin accounts only);
//   4 and naked puts; 5 and naked calls; 6 the same as 5.
// Closing is allowed at every level: a level that was lowered must not lock anybody in.
const LONG_LEVEL = 2
const SPREAD_LEVEL = 3

/** Whether the account's kind and option level allow an order of this shape and effect. */
export function checkLevel(
  terms: AccountTerms,
  instruments: InstrumentTable,
  shape: UnitShape,
  effect: OrderEffect,
): VenueRefusal | null {
  const level = terms.optionLevel
  const isMargin = terms.type === 'margin'
  if (shape.legs.some(({ side }) => side === 'sell_short') && !isMargin)
    return refusal('short_stock_not_allowed')
  const opening = shape.legs.filter(({ isOption, side }) => isOption && !isClosing(side))
  if (opening.length === 0) return checkNaked(terms, instruments, effect)
  if (level < 1) return refusal('option_level_too_low')
  const bought = opening.some(({ sign }) => sign > 0)
  const sold = opening.some(({ sign }) => sign < 0)
  if (bought && sold && (level < SPREAD_LEVEL || !isMargin)) return refusal('spreads_not_allowed')
  if (bought && level < LONG_LEVEL) return refusal('long_options_not_allowed')
  return checkNaked(terms, instruments, effect)
}

function checkNaked(
  { optionLevel, type }: AccountTerms,
  instruments: InstrumentTable,
  { nakedBy }: OrderEffect,
): VenueRefusal | null {
  for (const symbol of nakedBy) {
    const isCall = instruments.option(symbol)?.option?.contract.type === 'call'
    const needed = isCall ? NAKED_CALL_LEVEL : NAKED_PUT_LEVEL
    if (type === 'cash' || optionLevel < needed) return refusal('short_options_not_allowed')
  }
  return null
}
