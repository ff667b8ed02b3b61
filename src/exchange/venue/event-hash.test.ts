import { expect, test } from 'vitest'
import { foldEvent, hashText, NO_EVENTS } from './event-hash.ts'
import type { VenueEvent } from './venue-event.ts'

const EVENT: VenueEvent = { kind: 'order_opened', orderId: 7, seq: 1, at: 5, accountId: 'é' }

/** FNV-1a with whole 64-bit numbers. */
function slowHash(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const unit of text) {
    const code = unit.charCodeAt(0)
    for (const byte of [code & 0xff, code >> 8])
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return hash.toString(16).padStart(16, '0')
}

test('it is FNV-1a of 64 bits over the canonical text', () => {
  const text = '{accountId:"é",at:5,kind:"order_opened",orderId:7,seq:1}'
  expect(hashText(foldEvent(NO_EVENTS, EVENT))).toBe(slowHash(text))
  const twice = foldEvent(foldEvent(NO_EVENTS, EVENT), EVENT)
  expect(hashText(twice)).toBe(slowHash(text + text))
})

test('the order of names does not matter, the order of events does', () => {
  const { kind, ...rest } = EVENT
  const other = { ...EVENT, seq: 2 }
  expect(foldEvent(NO_EVENTS, { ...rest, kind } as VenueEvent)).toEqual(foldEvent(NO_EVENTS, EVENT))
  const ab = foldEvent(foldEvent(NO_EVENTS, EVENT), other)
  expect(foldEvent(foldEvent(NO_EVENTS, other), EVENT)).not.toEqual(ab)
})
