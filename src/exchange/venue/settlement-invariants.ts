import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { intrinsicValue } from '../../domain/spread/payoff.ts'
import type { Instrument } from './instrument.ts'
import { isAssignable } from './early-assignment.ts'
import type { VenueEvent } from './venue-event.ts'
import type { VenueRoom } from './venue-state.ts'
import type { InvariantName, Violation } from './violation.ts'

type ChangedEvent = Extract<VenueEvent, { kind: 'account_changed' }>

function violation(rule: InvariantName, event: ChangedEvent, evidence: string): Violation {
  return {
    rule,
    subject: event.fills[0]?.symbol ?? event.accountId,
    evidence: `event ${event.seq}: ${evidence}`,
  }
}

function checkDelivery(event: ChangedEvent, instrument: Instrument): Violation[] {
  const [ended, delivered] = event.fills
  if (ended === undefined || delivered === undefined) return []
  const { type, strike } = instrument.option!.contract
  const shares = (type === 'call' ? -ended.quantity : ended.quantity) * instrument.multiplier
  const cash = -premiumCentsHalfEven(strike, shares, 1)
  const exact =
    delivered.symbol === instrument.underlying &&
    delivered.quantity === shares &&
    delivered.price === strike &&
    event.cash === cash
  if (exact) return []
  const evidence = `${delivered.quantity} at ${delivered.price} for ${event.cash}, not ${shares} at ${strike} for ${cash}`
  return [violation('delivery_is_at_the_strike', event, evidence)]
}

function checkOfficial(
  room: VenueRoom,
  event: ChangedEvent,
  instrument: Instrument,
  settlement: Price | null,
): Violation[] {
  const rule = 'settlement_is_at_the_official_price'
  const { contract } = instrument.option!
  if (event.at < expirationInstant(room.config.calendar, contract)) {
    const isEarly = event.cause === 'assignment' && isAssignable(contract.root)
    return isEarly ? [] : [violation(rule, event, `${event.cause} before the contract ended`)]
  }
  if (settlement === null) return [violation(rule, event, 'settled without an official price')]
  const contracts = -(event.fills[0]?.quantity ?? 0)
  const inside = intrinsicValue(contract, settlement)
  if (productOfRoot(contract.root).delivery === 'cash') {
    const value = premiumCentsHalfEven(inside, contracts, instrument.multiplier)
    return event.cash === value ? [] : [violation(rule, event, `${event.cash} cents, not ${value}`)]
  }
  const isExercised = inside >= room.config.settlement.exerciseFrom
  if (isExercised === event.fills.length > 1) return []
  return [violation(rule, event, `${event.cause} at ${settlement}, ${inside} in the money`)]
}

/**
 * Checks what the clearing house did against the official settlement prices, which the caller knows: those of the
 * market itself, not of what the venue saw of it.
 */
export function checkSettlements(
  room: VenueRoom,
  events: readonly VenueEvent[],
  settlementOf: (optionSymbol: string) => Price | null,
): readonly Violation[] {
  return events.flatMap((event) => {
    if (event.kind !== 'account_changed') return []
    if (event.cause !== 'expiration' && event.cause !== 'exercise' && event.cause !== 'assignment') return []
    const instrument = room.instruments.option(event.fills[0]?.symbol ?? '')
    if (instrument === null) return [violation('delivery_is_at_the_strike', event, 'no contract ended')]
    const official = settlementOf(instrument.symbol)
    return [...checkDelivery(event, instrument), ...checkOfficial(room, event, instrument, official)]
  })
}
