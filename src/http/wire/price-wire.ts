import { formatPrice } from '../../domain/money/price-text.ts'
import type { Price } from '../../domain/money/price.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'

/**
 * A price as the wire has it; null stays null.
 *
 * @example
 * priceWire(null) // => null
 */
export function priceWire<Given extends Price | null>(
  value: Given,
): Given extends Price ? string : string | null {
  return (value === null ? null : formatPrice(value)) as Given extends Price ? string : string | null
}

/** A net price as the wire has it. */
export function netPriceWire(value: NetPrice | null): { effect: NetPrice['effect']; amount: string } | null {
  return value === null ? null : { effect: value.effect, amount: formatPrice(value.amount) }
}
