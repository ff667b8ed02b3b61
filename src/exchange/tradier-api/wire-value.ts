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
  | SelfWritten

/** A record of an answer; its keys are written in their order. */
export interface WireRecord {
  readonly [key: string]: WireValue
}

/** A record of which an answer has thousands, and which knows a faster way to its JSON than key by key. */
export abstract class SelfWritten {
  /** What it says. */
  abstract record(): WireRecord
  /** The JSON of `record`. */
  abstract json(): string
}

/**
 * Marks a number that Tradier prints with a decimal point. Noise of binary fractions beyond nine decimals is
 * dropped, so that 0.1 + 0.2 prints 0.3; from a million on, where money has two and a double no nine, beyond four.
 *
 * @example
 * [float(2).value, float(4_228_705.7041).value] // => [2, 4228705.7041]
 */
export function float(value: number): WireFloat {
  const scale = Math.abs(value) < 1e6 ? 1e9 : 1e4
  return new WireFloat(Math.round(value * scale) / scale || 0)
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
