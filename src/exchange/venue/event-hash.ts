import type { VenueEvent } from './venue-event.ts'

/** A 64-bit hash in two halves, as plain numbers. */
export interface EventHash {
  readonly high: number
  readonly low: number
}

/** The hash of an empty log: the offset basis of 64-bit FNV-1a (Fowler, Noll, Vo). */
export const NO_EVENTS: EventHash = { high: 0xcbf29ce4, low: 0x84222325 }

/** Names in a fixed order, so that how an event was put together does not show. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, one]) => `${name}:${canonical(one)}`).join(',')}}`
}

/**
 * The hash of a log with one more event. Folded event by event over its canonical text, two bytes a UTF-16
 * unit, so two logs have the same hash when the same happened in the same order at the same times.
 */
export function foldEvent(before: EventHash, event: VenueEvent): EventHash {
  const text = canonical(event)
  let { high, low } = before
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    for (const byte of [unit & 0xff, unit >>> 8]) {
      low = (low ^ byte) >>> 0
      // Times the prime 2^40 + 0x1b3, modulo 2^64: the low half's carry by 16-bit pieces.
      const a = (low & 0xffff) * 0x1b3
      const b = (low >>> 16) * 0x1b3 + (a >>> 16)
      const carry = Math.floor(b / 0x1_0000)
      high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0
      low = (((b & 0xffff) << 16) | (a & 0xffff)) >>> 0
    }
  }
  return { high, low }
}

/** A hash as 16 hexadecimal digits. */
export function hashText({ high, low }: EventHash): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
