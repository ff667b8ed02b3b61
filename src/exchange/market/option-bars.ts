import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { ExpirationListing } from './market-listing.ts'
import type { DayBar, MinuteBar } from './market-quote.ts'
import { optionSlice } from './option-slice.ts'
import { toTickUnits } from './quote-width.ts'
import { hashUniform } from './random-stream.ts'
import { pointTime } from './session-path.ts'
import { SliceDesk } from './slice-desk.ts'
import type { SyntheticCore } from './synthetic-core.ts'

/** The desk of one strike, so that a history does not price a chain. */
function strikeDesk(core: SyntheticCore, contract: OptionContract): SliceDesk | undefined {
  const { underlying } = productOfRoot(contract.root)
  const share = core.shares.get(underlying)
  const listing = core.listings.get(underlying)
  if (share === undefined || listing === undefined) return undefined
  const { calendar } = core.path.config
  const row = listedAs(core, underlying, contract)
  const slice = optionSlice(calendar, underlying, row, [contract.strike / 10_000])
  return new SliceDesk(core.path, share.model, slice, core.fills.get(underlying)!)
}

function listedAs(
  core: SyntheticCore,
  underlying: string,
  { root, expiration }: OptionContract,
): ExpirationListing {
  const index = core.path.indexOn(expiration)
  const listed = core.listings.get(underlying)?.expirations(expiration, index)
  const found = listed?.find((row) => row.root === root && row.day === expiration)
  return found ?? { day: expiration, root, type: 'standard', multiplier: 100 }
}

/** The sessions in which an option traded, between two places of the path, up to a time. */
export function optionDayBars(
  core: SyntheticCore,
  symbol: string,
  first: number,
  last: number,
  now: MarketTime,
): DayBar[] {
  const parsed = parseOccSymbol(symbol)
  const desk = parsed.ok ? strikeDesk(core, parsed.value) : undefined
  if (desk === undefined || !parsed.ok) return []
  const row = parsed.value.type === 'call' ? 0 : 1
  const bars: DayBar[] = []
  for (let index = first; index <= last; index++) {
    const { session } = core.path.session(index)
    if (session.day > parsed.value.expiration) break
    const tape = desk.tapeAt(Math.min(now, session.closes))
    if (tape.opens !== session.opens || tape.volume[row] === 0) continue
    bars.push({
      day: session.day,
      open: price(tape.open[row]!),
      high: price(tape.high[row]!),
      low: price(tape.low[row]!),
      close: price(tape.last[row]!),
      volume: tape.volume[row]!,
    })
  }
  return bars
}

/** The finished minutes in which an option traded, from an instant up to, but not at, another. */
export function optionMinuteBars(
  core: SyntheticCore,
  symbol: string,
  from: MarketTime,
  until: MarketTime,
): MinuteBar[] {
  const parsed = parseOccSymbol(symbol)
  const desk = parsed.ok ? strikeDesk(core, parsed.value) : undefined
  if (desk === undefined || !parsed.ok) return []
  const row = parsed.value.type === 'call' ? 0 : 1
  const bars: MinuteBar[] = []
  for (let index = core.path.indexAt(from); index <= core.path.indexAt(until); index++) {
    const path = core.path.session(index)
    if (path.session.day > parsed.value.expiration) break
    for (let step = 0; step < path.market.length - 1; step++) {
      const at = pointTime(path, step)
      if (at < from || at >= until) continue
      const bar = minuteBar(desk, row, at)
      if (bar !== undefined) bars.push(bar)
    }
  }
  return bars
}

/** Most minutes see no trade of an option. */
function minuteBar(desk: SliceDesk, row: number, at: MarketTime): MinuteBar | undefined {
  const luck = hashUniform(desk.slice.salts[row]!, at / MINUTE_MS)
  if (luck < 0.6) return undefined
  const units = (time: MarketTime) =>
    price(toTickUnits(desk.slice.product.tick, desk.priceAt(time).fair[row]!))
  const [open, close] = [units(at), units(at + MINUTE_MS)]
  const high = open > close ? open : close
  const low = open > close ? close : open
  return { at, open, high, low, close, volume: 1 + Math.floor((luck - 0.6) * 50) }
}
