import { formatPrice } from '../../domain/money/price-text.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { OrderChange } from '../../ports/order-change.ts'
import type { OptionTicket, OrderTicket, SpreadTicket } from '../../ports/order-ticket.ts'
import type { FormFields } from './http-transport.ts'

type Fields = [name: string, value: string][]

function optionType({ limit, stop }: Pick<OptionTicket, 'limit' | 'stop'>): string {
  if (stop !== null) return limit === null ? 'stop' : 'stop_limit'
  return limit === null ? 'market' : 'limit'
}

function priceFields({ limit, stop }: Pick<OptionTicket, 'limit' | 'stop'>): Fields {
  const fields: Fields = []
  if (limit !== null) fields.push(['price', formatPrice(limit)])
  if (stop !== null) fields.push(['stop', formatPrice(stop)])
  return fields
}

/** The fields of one option order, without class and duration. */
function optionFields(ticket: OptionTicket): Fields {
  return [
    ['symbol', ticket.underlying],
    ['option_symbol', formatOccSymbol(ticket.contract)],
    ['side', ticket.action],
    ['quantity', String(ticket.quantity)],
    ['type', optionType(ticket)],
    ...priceFields(ticket),
  ]
}

function spreadFields({ underlying, legs, quantity, limit, timeInForce }: SpreadTicket): Fields {
  const fields: Fields = [
    ['class', 'multileg'],
    ['symbol', underlying],
    ['type', limit?.effect ?? 'market'],
    ['duration', timeInForce],
  ]
  if (limit !== null && limit.effect !== 'even') fields.push(['price', formatPrice(limit.amount)])
  for (const [i, leg] of legs.entries()) {
    fields.push([`option_symbol[${i}]`, formatOccSymbol(leg.contract)])
    fields.push([`side[${i}]`, leg.action])
    fields.push([`quantity[${i}]`, String(leg.ratio * quantity)])
  }
  return fields
}

function groupFields(name: string, tickets: readonly OptionTicket[]): Fields {
  const children = tickets.flatMap((ticket, i) =>
    optionFields(ticket).map(([field, value]): [string, string] => [`${field}[${i}]`, value]),
  )
  return [['class', name], ['duration', tickets[0]!.timeInForce], ...children]
}

/** The form of a ticket that `checkTicket` accepts, without its tag. */
export function orderForm(ticket: OrderTicket): FormFields {
  switch (ticket.kind) {
    case 'spread':
      return spreadFields(ticket)
    case 'option':
      return [['class', 'option'], ...optionFields(ticket), ['duration', ticket.timeInForce]]
    case 'oco':
      return groupFields('oco', [ticket.takeProfit, ticket.stopLoss])
    case 'otoco':
      return groupFields('otoco', [ticket.entry, ticket.takeProfit, ticket.stopLoss])
  }
}

/** The form of new prices. The type goes with a spread's, since a credit may become a debit. */
export function changeForm(change: OrderChange): FormFields {
  if (change.kind === 'option') return priceFields(change)
  const { effect, amount } = change.limit
  return effect === 'even'
    ? [['type', effect]]
    : [
        ['type', effect],
        ['price', formatPrice(amount)],
      ]
}
