import type { Market } from '../market/market.ts'
import type { FaceCall } from './face-call.ts'
import { oneOrMany } from './list-shape.ts'
import { OptionRow } from './option-row.ts'
import { underlyingRow } from './quote-row.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { shownMarket, showsGreeks } from './shown-market.ts'
import { spoiledRow } from './spoiled-quote.ts'
import type { WireRecord } from './wire-value.ts'

type QuoteRow = WireRecord | OptionRow

function wholeRow(call: FaceCall, market: Market, symbol: string): QuoteRow | undefined {
  const quote = market.quote(symbol)
  if (quote === undefined) return undefined
  const { params, room } = call
  const base = { lotSize: params.flag('includeLotSize'), shareSizes: room.switches.shareSizes }
  if (quote.option === null) {
    const listing = market.underlying(symbol)
    return listing === undefined ? undefined : underlyingRow(quote, listing, base)
  }
  if (!params.flag('greeks')) return new OptionRow(quote, quote.option, base)
  const greeks = showsGreeks(call) ? market.greeksOf(symbol) : null
  return new OptionRow(quote, quote.option, { ...base, greeks })
}

/** The quote row of a symbol, or undefined when it is not listed. */
export function quoteRow(call: FaceCall, market: Market, symbol: string): QuoteRow | undefined {
  const row = wholeRow(call, market, symbol)
  if (row === undefined || call.fault?.kind !== 'quotes') return row
  return spoiledRow(row instanceof OptionRow ? row.record() : row, call.fault.how)
}

/** `GET` and `POST /markets/quotes`: rows in the order of the request, each symbol once, unknown ones apart. */
export function marketQuotes(call: FaceCall): Reply {
  const symbols = [...new Set(call.params.list('symbols').map((symbol) => symbol.toUpperCase()))]
  if (symbols.length === 0) return invalidParameter('symbols')
  const market = shownMarket(call)
  const rows: QuoteRow[] = []
  const unknown: string[] = []
  for (const symbol of symbols) {
    const row = quoteRow(call, market, symbol)
    if (row === undefined) unknown.push(symbol)
    else rows.push(row)
  }
  return recordReply({
    quotes: {
      quote: oneOrMany(rows),
      unmatched_symbols: unknown.length === 0 ? undefined : { symbol: oneOrMany(unknown) },
    },
  })
}
