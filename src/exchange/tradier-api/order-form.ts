import type { Price } from '../../domain/money/price.ts'
import { parsePrice } from '../../domain/money/price-text.ts'
import type {
  GroupOrderRequest,
  NetOrderRequest,
  NetOrderType,
  OrderDuration,
  OrderLegRequest,
  OrderRequest,
  OrderSide,
  SimpleOrderRequest,
  SimpleOrderType,
} from '../venue/venue-types.ts'
import { invalidParameter, type Reply } from './reply.ts'
import type { RequestParams } from './request-params.ts'

/** A form that is no order, with the text that says why. */
export class FormProblem extends Error {
  readonly reply: Reply

  constructor(parameter: string) {
    super(parameter)
    this.reply = invalidParameter(parameter)
  }
}

/** Reads a parameter by its name. */
export type Lookup = (name: string) => string | undefined

const LIMITED: ReadonlySet<string> = new Set(['limit', 'stop_limit', 'debit', 'credit'])
const STOPPED: ReadonlySet<string> = new Set(['stop', 'stop_limit'])

function required(of: Lookup, name: string): string {
  const value = of(name)
  if (value === undefined) throw new FormProblem(name)
  return value
}

/** A price of a form: plain decimal dollars, up to four decimals; undefined when absent. */
export function formPrice(of: Lookup, name: string): Price | undefined {
  const text = of(name)
  if (text === undefined) return undefined
  const parsed = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? parsePrice(text.replace('+', '')) : undefined
  if (parsed?.ok !== true) throw new FormProblem(name)
  return parsed.value
}

function quantity(of: Lookup): number {
  const text = required(of, 'quantity')
  if (!/^-?\d{1,12}(\.0*)?$/.test(text)) throw new FormProblem('quantity')
  return Number(text)
}

function prices(of: Lookup, type: string): { limit?: Price; stop?: Price } {
  const limit = LIMITED.has(type) ? formPrice(of, 'price') : undefined
  const stop = STOPPED.has(type) ? formPrice(of, 'stop') : undefined
  return { ...(limit === undefined ? {} : { limit }), ...(stop === undefined ? {} : { stop }) }
}

function leg(of: Lookup, symbol: string, withOption: boolean): OrderLegRequest {
  const optionSymbol = withOption ? of('option_symbol')?.toUpperCase() : undefined
  return {
    symbol,
    ...(optionSymbol === undefined ? {} : { optionSymbol }),
    // Words that no side, type or duration has are refused by the venue.
    side: required(of, 'side').toLowerCase() as OrderSide,
    quantity: quantity(of),
  }
}

function simple(of: Lookup, orderClass: 'equity' | 'option'): SimpleOrderRequest {
  const type = required(of, 'type').toLowerCase() as SimpleOrderType
  const symbol = required(of, 'symbol').toUpperCase()
  return {
    class: orderClass,
    ...leg(of, symbol, orderClass === 'option'),
    type,
    duration: required(of, 'duration').toLowerCase() as OrderDuration,
    ...prices(of, type),
  }
}

function net(params: RequestParams, of: Lookup, orderClass: 'multileg' | 'combo'): NetOrderRequest {
  const type = required(of, 'type').toLowerCase() as NetOrderType
  const symbol = required(of, 'symbol').toUpperCase()
  const count = params.rows('side', 'quantity', 'option_symbol')
  const legs = Array.from({ length: count }, (_, i) =>
    leg((name) => params.at(name, i), symbol, !(orderClass === 'combo' && i === 0)),
  )
  const { limit } = prices(of, type)
  return {
    class: orderClass,
    symbol,
    type,
    duration: required(of, 'duration').toLowerCase() as OrderDuration,
    ...(limit === undefined ? {} : { limit }),
    legs,
  }
}

function group(params: RequestParams, orderClass: 'oco' | 'oto' | 'otoco'): GroupOrderRequest {
  const shared = new Set(['duration', 'symbol'])
  const count = params.rows('side', 'quantity', 'type')
  const children = Array.from({ length: count }, (_, i) => {
    const of: Lookup = (name) => params.at(name, i) ?? (shared.has(name) ? params.text(name) : undefined)
    return simple(of, of('option_symbol') === undefined ? 'equity' : 'option')
  })
  return { class: orderClass, children }
}

function untagged(params: RequestParams): OrderRequest {
  const of: Lookup = (name) => params.text(name)
  const orderClass = required(of, 'class').toLowerCase()
  switch (orderClass) {
    case 'equity':
    case 'option':
      return simple(of, orderClass)
    case 'multileg':
    case 'combo':
      return net(params, of, orderClass)
    case 'oco':
    case 'oto':
    case 'otoco':
      return group(params, orderClass)
    default:
      throw new FormProblem('class')
  }
}

/**
 * Reads an order from the parameters of a request, of any class, with legs in indexed names.
 *
 * @throws {FormProblem} naming the parameter that is missing or cannot be read
 */
export function readOrder(params: RequestParams): OrderRequest {
  const tag = params.text('tag')
  return { ...untagged(params), ...(tag === undefined ? {} : { tag }) }
}
