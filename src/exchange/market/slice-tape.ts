import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { OptionSlice } from './option-slice.ts'
import { toTickUnits } from './quote-width.ts'
import type { SliceBook } from './slice-book.ts'

/** Minutes between the prints of an option. */
const PRINT_MINUTES = 15

/** The trades of a slice in a session so far, a row a contract; prices in units of `Price`, -1 before the first. */
export interface SliceTape {
  readonly opens: MarketTime
  readonly open: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  readonly last: Int32Array
  /** Contracts of the last print, and of the session so far. */
  readonly lastSize: Int32Array
  readonly volume: Int32Array
  /** Minutes from the open to the last print. */
  readonly lastMinute: Int16Array
  /** Prints that are on the tape. */
  printed: number
}

/** The tape of a session before its first print. */
export function emptyTape(slice: OptionSlice, opens: MarketTime): SliceTape {
  const rows = slice.symbols.length
  const prices = (): Int32Array => new Int32Array(rows).fill(-1)
  return {
    opens,
    open: prices(),
    high: prices(),
    low: prices(),
    last: prices(),
    lastSize: new Int32Array(rows),
    volume: new Int32Array(rows),
    lastMinute: new Int16Array(rows),
    printed: 0,
  }
}

/**
 * Puts the prints up to an instant on a tape. Options print each quarter of an hour from a minute after the open
 * on, those that trade enough at the fair price of the instant, on a tick: a tape that is short and can be made
 * again from any place.
 *
 * @param until the last instant of a print; the close of the options in the end
 * @param closes the session's close
 * @param dayVolume what each contract will trade in the whole session
 * @param bookAt the quotes at an instant of the session
 */
export function printTape(
  slice: OptionSlice,
  tape: SliceTape,
  until: MarketTime,
  closes: MarketTime,
  dayVolume: Int32Array,
  bookAt: (at: MarketTime) => SliceBook,
): void {
  const minutes = (closes - tape.opens) / MINUTE_MS
  for (;;) {
    const minute = tape.printed * PRINT_MINUTES + 1
    const at = tape.opens + minute * MINUTE_MS
    if (at > until || minute > minutes) return
    print(slice, tape, minute, elapsedShare(minute / minutes), dayVolume, bookAt(at))
    tape.printed++
  }
}

/** Share of a day's volume that has traded when a share of the session is over: more at both ends. */
export function elapsedShare(x: number): number {
  const y = 2 * x - 1
  return Math.min(1, 0.5 + (0.6 * y + 0.4 * y ** 3) / 2)
}

function print(
  slice: OptionSlice,
  tape: SliceTape,
  minute: number,
  share: number,
  dayVolume: Int32Array,
  book: SliceBook,
): void {
  const { open, high, low, last, lastSize, lastMinute, volume } = tape
  for (let row = 0; row < dayVolume.length; row++) {
    const traded = Math.floor(dayVolume[row]! * share)
    const size = traded - volume[row]!
    if (size <= 0) continue
    const at = toTickUnits(slice.product.tick, book.fair[row]!)
    if (open[row] === -1) {
      open[row] = at
      high[row] = at
      low[row] = at
    }
    if (at > high[row]!) high[row] = at
    if (at < low[row]!) low[row] = at
    last[row] = at
    lastSize[row] = 1 + (size % 25)
    lastMinute[row] = minute
    volume[row] = traded
  }
}
