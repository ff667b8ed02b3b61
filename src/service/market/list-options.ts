import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { underlyingPrice } from '../../domain/market/underlying-price.ts'
import type { Price } from '../../domain/money/price.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerFault } from '../../ports/broker-fault.ts'
import type { ChainQuote, MarketData } from '../../ports/market-data.ts'
import type { AccountView } from '../engine/account-view.ts'

/** To find strikes by, not to trade by. */
const A_DAY_SECONDS = 86_400

type Market = Pick<MarketData, 'readChain' | 'readExpirations' | 'readQuotes' | 'declaredDelayMs'>

/** One option as a person picks it: prices per share, null where nobody quotes. */
export interface OptionLine {
  readonly symbol: string
  readonly root: string
  readonly type: 'call' | 'put'
  readonly strike: Price
  readonly bid: Price | null
  readonly ask: Price | null
}

/** What is asked of a chain. */
export interface ChainWish {
  readonly underlying: string
  readonly expiration: TradingDay
  /** Both kinds for null. */
  readonly type: 'call' | 'put' | null
  /** So many strikes nearest to the underlying's price; all of them for null. */
  readonly near: number | null
}

/** The days on which options of an underlying expire, ascending. Refuses: `underlying_must_be_listed`, `market_must_answer`. */
export async function listExpirations(
  market: Market,
  underlying: string,
): Promise<Result<readonly TradingDay[]>> {
  const read = await market.readExpirations(underlying, 'scan')
  if (!read.ok) return unread(read)
  if (read.value.length > 0) return ok(read.value)
  return refuse('underlying_must_be_listed', `There are no options of ${underlying}.`)
}

/** The options of one expiration, by strike. Refuses: `expiration_must_be_listed`, `market_must_answer`. */
export async function listOptions(
  market: Market,
  { clock }: Pick<AccountView, 'clock'>,
  { underlying, expiration, type, near }: ChainWish,
): Promise<Result<readonly OptionLine[]>> {
  const [chain, board] = await Promise.all([
    market.readChain(underlying, expiration, 'scan'),
    market.readQuotes([underlying], 'scan'),
  ])
  if (!chain.ok) return unread(chain)
  if (!board.ok) return unread(board)
  const wanted = chain.value.options.filter(({ contract }) => type === null || contract.type === type)
  if (wanted.length === 0) {
    return refuse('expiration_must_be_listed', `No options of ${underlying} expire on ${expiration}.`)
  }
  const age = { staleAfter: A_DAY_SECONDS, declaredDelayMs: market.declaredDelayMs }
  const price = underlyingPrice(board.value.quotes.get(underlying) ?? null, clock.now(), age)
  return ok(nearest(wanted, price, near).map(lineOf))
}

function nearest(
  options: readonly ChainQuote[],
  price: Price | null,
  near: number | null,
): readonly ChainQuote[] {
  const strikes = [...new Set(options.map(({ contract }) => contract.strike))]
  const distance = (strike: number): number => Math.abs(strike - (price ?? 0))
  const byDistance = strikes.toSorted((a, b) => distance(a) - distance(b))
  const kept = new Set(near === null || price === null ? strikes : byDistance.slice(0, near))
  return options
    .filter(({ contract }) => kept.has(contract.strike))
    .toSorted((a, b) => a.contract.strike - b.contract.strike || (a.symbol < b.symbol ? -1 : 1))
}

function lineOf({ symbol, contract, bid, ask }: ChainQuote): OptionLine {
  return { symbol, root: contract.root, type: contract.type, strike: contract.strike, bid, ask }
}

function unread({ code }: BrokerFault): Result<never> {
  return refuse('market_must_answer', `The market did not answer (${code}); ask again in a moment.`)
}
