import type { VenueEvent } from './venue-event.ts'

/** A 64-bit hash in two halves, as plain numbers. */
export interface EventHash {
  readonly high: number
  readonly low: number
}

/** The hash of an empty log: the offset basis of 64-bit FNV-1a (Fowler, Noll, Vo). */
export const NO_EVENTS: EventHash = { high: 0xcbf29ce4, low: 0x84222325 }

/**
 * The hash of a log with one more event. Folded event by event over its JSON, a byte a character and two for one
 * beyond ASCII, so two logs have the same hash when the same happened in the same order at the same times.
 */
export function foldEvent(before: EventHash, event: VenueEvent): EventHash {
  const text = JSON.stringify(event)
  // Signed 32-bit halves: the engine keeps them in registers, which it does not with unsigned ones.
  let high = before.high | 0
  let low = before.low | 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    for (let shift = unit > 0x7f ? 8 : 0; shift >= 0; shift -= 8) {
      low ^= (unit >>> shift) & 0xff
      // Times the prime 2^40 + 0x1b3, modulo 2^64: the low half's carry by 16-bit pieces.
      const a = (low & 0xffff) * 0x1b3
      const b = (low >>> 16) * 0x1b3 + (a >>> 16)
      high = (Math.imul(high, 0x1b3) + (b >>> 16) + (low << 8)) | 0
      low = (b << 16) | (a & 0xffff)
    }
  }
  return { high: high >>> 0, low: low >>> 0 }
}

/** A hash as 16 hexadecimal digits. */
export function hashText({ high, low }: EventHash): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
