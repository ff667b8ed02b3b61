import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Market } from '../market/market.ts'
import type { ExpirationListing, OptionListing } from '../market/market-listing.ts'
import type { FaceCall } from './face-call.ts'
import { marketList, oneOrMany } from './list-shape.ts'
import { quoteRow } from './market-quotes.ts'
import { describeOption } from './option-row.ts'
import { dollarsOrNull } from './quote-row.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { readDay } from './request-day.ts'
import { shownMarket } from './shown-market.ts'
import type { WireRecord, WireValue } from './wire-value.ts'

interface Asked {
  readonly symbol: string
  readonly expiration: TradingDay
}

function asked({ params }: FaceCall): Asked | Reply {
  const symbol = params.text('symbol')?.toUpperCase()
  if (symbol === undefined) return invalidParameter('symbol')
  const expiration = readDay(params.text('expiration') ?? '')
  return expiration === undefined ? invalidParameter('expiration') : { symbol, expiration }
}

function list(call: FaceCall, name: string, rows: readonly WireValue[]): WireValue {
  const keeps = call.room.switches.keepReferenceArrays && rows.length === 1
  return keeps ? { [name]: rows } : marketList(name, rows)
}

/** Roots that are asked for: all, or without `includeAllRoots` only the underlying's own. */
function isAsked({ params }: FaceCall, underlying: string, root: string): boolean {
  return params.flag('includeAllRoots') || root === underlying.replace('/', '')
}

/** `GET /markets/options/chains`: quotes of every root of a day, by strike, the call before the put. */
export function optionChain(call: FaceCall): Reply {
  const found = asked(call)
  if ('kind' in found) return found
  const market = shownMarket(call)
  const rows: WireValue[] = []
  for (const { symbol } of market.chain(found.symbol, found.expiration)) {
    const row = quoteRow(call, market, symbol)
    if (row !== undefined) rows.push(row)
  }
  return recordReply({ options: list(call, 'option', rows) })
}

function strikesOf(call: FaceCall, market: Market, underlying: string, day: TradingDay): WireValue[] {
  const strikes = new Set<number>()
  for (const { contract } of market.chain(underlying, day)) {
    if (isAsked(call, underlying, contract.root)) strikes.add(contract.strike)
  }
  return [...strikes].sort((a, b) => a - b).map(dollarsOrNull)
}

/** `GET /markets/options/strikes`. */
export function optionStrikes(call: FaceCall): Reply {
  const found = asked(call)
  if ('kind' in found) return found
  const strikes = strikesOf(call, shownMarket(call), found.symbol, found.expiration)
  return recordReply({ strikes: list(call, 'strike', strikes) })
}

function expirationRow(call: FaceCall, market: Market, of: ExpirationListing, symbol: string): WireRecord {
  const { params } = call
  const strikes = params.flag('strikes') ? strikesOf(call, market, symbol, of.day) : undefined
  return {
    date: of.day,
    contract_size: params.flag('contractSize') ? of.multiplier : undefined,
    expiration_type: params.flag('expirationType') ? of.type : undefined,
    strikes: strikes === undefined ? undefined : list(call, 'strike', strikes),
  }
}

/** `GET /markets/options/expirations`: dates, or with any of the three flags rows with what was asked for. */
export function optionExpirations(call: FaceCall): Reply {
  const { params } = call
  const symbol = params.text('symbol')?.toUpperCase()
  if (symbol === undefined) return invalidParameter('symbol')
  const market = shownMarket(call)
  const days = new Map<TradingDay, ExpirationListing>()
  for (const row of market.expirations(symbol)) {
    if (isAsked(call, symbol, row.root) && !days.has(row.day)) days.set(row.day, row)
  }
  const detailed = ['strikes', 'contractSize', 'expirationType'].some((flag) => params.flag(flag))
  if (!detailed) return recordReply({ expirations: list(call, 'date', [...days.keys()]) })
  const rows = [...days.values()].map((row) => expirationRow(call, market, row, symbol))
  return recordReply({ expirations: list(call, 'expiration', rows) })
}

function allOptions(market: Market, underlying: string): OptionListing[] {
  const days = new Set(market.expirations(underlying).map((row) => row.day))
  return [...days].flatMap((day) => [...market.chain(underlying, day)])
}

function lookupRow({ symbol, contract }: OptionListing): WireRecord {
  return {
    symbol,
    rootsymbol: contract.root,
    strike: dollarsOrNull(contract.strike),
    date: contract.expiration,
    type: contract.type,
    description: describeOption(contract),
  }
}

/** `GET /markets/options/lookup`: every option symbol of an underlying, by root. */
export function optionLookup(call: FaceCall): Reply {
  const underlying = (call.params.text('underlying') ?? call.params.text('symbol'))?.toUpperCase()
  if (underlying === undefined) return invalidParameter('underlying')
  const options = allOptions(shownMarket(call), underlying)
  if (call.room.switches.lookupShape === 'options') {
    return recordReply({
      options: options.length === 0 ? null : { option: oneOrMany(options.map(lookupRow)) },
    })
  }
  const roots = new Map<string, string[]>()
  for (const { symbol, contract } of options) {
    const known = roots.get(contract.root)
    if (known === undefined) roots.set(contract.root, [symbol])
    else known.push(symbol)
  }
  const rows = [...roots].map(([rootSymbol, symbols]) => ({ rootSymbol, options: symbols }))
  return recordReply({ symbols: rows.length === 0 ? null : rows })
}
