import { expect, test } from 'vitest'
import { foldEvent, hashText, NO_EVENTS } from './event-hash.ts'
import type { VenueEvent } from './venue-event.ts'

const EVENT: VenueEvent = { kind: 'order_opened', orderId: 7, seq: 1, at: 5, accountId: 'é' }

/** FNV-1a with whole 64-bit numbers. */
function slowHash(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    for (const byte of code > 0x7f ? [code >> 8, code & 0xff] : [code]) {
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
    }
  }
  return hash.toString(16).padStart(16, '0')
}

test('it is FNV-1a of 64 bits over the JSON of the events', () => {
  const text = JSON.stringify(EVENT)
  expect(hashText(foldEvent(NO_EVENTS, EVENT))).toBe(slowHash(text))
  const twice = foldEvent(foldEvent(NO_EVENTS, EVENT), EVENT)
  expect(hashText(twice)).toBe(slowHash(text + text))
})

test('the published value of FNV-1a for "a" comes out of the same arithmetic', () => {
  expect(slowHash('a')).toBe('af63dc4c8601ec8c')
})

test('the order of events and every figure of theirs matter', () => {
  const other = { ...EVENT, seq: 2 }
  const ab = foldEvent(foldEvent(NO_EVENTS, EVENT), other)
  expect(foldEvent(foldEvent(NO_EVENTS, other), EVENT)).not.toEqual(ab)
  expect(foldEvent(NO_EVENTS, { ...EVENT, at: 6 })).not.toEqual(foldEvent(NO_EVENTS, EVENT))
})
