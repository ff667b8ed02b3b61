import type { TradingDay } from '../../../domain/calendar/trading-day.ts'
import { parseOccSymbol } from '../../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../../domain/option/product.ts'
import type { BrokerRead } from '../../../ports/broker-fault.ts'
import type { ChainQuote } from '../../../ports/market-data.ts'
import { fault } from '../faults.ts'
import { listOf } from '../wire/list.ts'
import { quoteRowOf } from '../wire/quote-row.ts'
import { countOrNull, greeksOf, quoteOf } from './quote.ts'

/** Which chain was asked for; an answer with rows of another is not taken. */
interface AskedChain {
  readonly underlying: string
  readonly expiration: TradingDay
}

/** `null` spoils the answer; `undefined` is a row that names no listed option, which nobody can trade. */
function chainQuote(row: unknown, asked: AskedChain): ChainQuote | null | undefined {
  const wire = quoteRowOf(row)
  if (wire === null) return null
  const parsed = parseOccSymbol(wire.symbol)
  if (!parsed.ok) return undefined
  const contract = parsed.value
  if (contract.expiration !== asked.expiration) return null
  if (wire['underlying'] !== asked.underlying && underlyingOfRoot(contract.root) !== asked.underlying)
    return null
  return {
    ...quoteOf(wire),
    contract,
    multiplier: countOrNull(wire['contract_size']) || 100,
    openInterest: countOrNull(wire['open_interest']),
    volume: countOrNull(wire['volume']),
    greeks: greeksOf(wire['greeks']),
  }
}

/** The options of a chain's answer. */
export function chainOf(answer: unknown, asked: AskedChain): BrokerRead<readonly ChainQuote[]> {
  const list = listOf(answer, 'options', 'option')
  const options: ChainQuote[] = []
  for (const row of list?.rows ?? []) {
    const quote = chainQuote(row, asked)
    if (quote === null)
      return fault('malformed', 'chain_unreadable', 'The chain has rows that do not belong to it.')
    if (quote !== undefined) options.push(quote)
  }
  return list === null
    ? fault('malformed', 'chain_unreadable', 'The chain cannot be read.')
    : { ok: true, value: options }
}
