/** A number that prints with a point even when it is whole: `2.0`, as Tradier prints quantities and prices. */
export class WireFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** A value of an answer. A key whose value is undefined is absent; `null` is a null. */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | WireFloat
  | readonly WireValue[]
  | WireRecord

/** A record of an answer; its keys are written in their order. */
export interface WireRecord {
  readonly [key: string]: WireValue
}

/**
 * Marks a number that Tradier prints with a decimal point. Noise of binary fractions beyond nine decimals is
 * dropped, so that 0.1 + 0.2 prints 0.3.
 *
 * @example
 * float(2).value // => 2
 */
export function float(value: number): WireFloat {
  return new WireFloat(Math.round(value * 1e9) / 1e9 || 0)
}

/** A float, except that zero prints `0`: so Tradier prints balances. */
export function floatOrZero(value: number): WireFloat | 0 {
  const rounded = float(value)
  return rounded.value === 0 ? 0 : rounded
}

/** A float, or null where there is none. */
export function floatOrNull(value: number | null | undefined): WireFloat | null {
  return value === null || value === undefined ? null : float(value)
}
