import { randomBytes } from 'node:crypto'
import type { Ids } from '../../ports/ids.ts'

/** Crockford's base 32, small: no letter that is mistaken for a digit. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_DIGITS = 10
const RANDOM_DIGITS = 16

/**
 * Ids of 26 characters: 10 of the wall's milliseconds, 16 (80 bits) of chance, so that they ascend with time and nobody
 * can guess one. Two of the same millisecond are in no order.
 */
export function randomIds(now: () => number = Date.now): Ids {
  return {
    next() {
      let time = now()
      let head = ''
      for (let i = 0; i < TIME_DIGITS; i += 1) {
        head = DIGITS[time % 32] + head
        time = Math.floor(time / 32)
      }
      const tail = [...randomBytes(RANDOM_DIGITS)].map((byte) => DIGITS[byte % 32]).join('')
      return head + tail
    },
  }
}
