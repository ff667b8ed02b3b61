import { expect } from 'vitest'
import type { Venue } from '../../../src/exchange/venue/venue.ts'
import type { OrderLegRequest, SimpleOrder, VenueOrder } from '../../../src/exchange/venue/venue-types.ts'

interface Executed {
  readonly leg: OrderLegRequest
  readonly quantity: number
  /** Price units times quantity. */
  readonly value: number
}

function executedLegs(order: VenueOrder): Executed[] {
  if ('children' in order) return order.children.flatMap(executedLegs)
  const legs = 'legs' in order ? order.legs : [order]
  return legs.map(({ request, execution }) => ({
    leg: request,
    quantity: execution.executedQuantity,
    value: execution.executedValue,
  }))
}

function sign(leg: OrderLegRequest): number {
  return leg.side.startsWith('buy') ? 1 : -1
}

function isOutsideLimit({ limit, execution, request }: SimpleOrder): boolean {
  // What filled before a change filled within another limit.
  if (limit === null || limit !== request.limit || execution.executedQuantity === 0) return false
  const average = execution.executedValue / execution.executedQuantity
  return sign(request) > 0 ? average > limit : average < limit
}

function checkOrder(order: VenueOrder): void {
  const what = JSON.stringify(order)
  for (const { leg, quantity } of executedLegs(order)) {
    expect(quantity, what).toBeLessThanOrEqual(leg.quantity)
  }
  if ('children' in order) {
    const exits = order.class === 'oco' ? order.children : order.children.slice(1)
    // Of exits that cancel each other no more than one size is ever traded.
    const traded = exits.reduce((sum, { execution }) => sum + execution.executedQuantity, 0)
    if (order.class !== 'oto') expect(traded, what).toBeLessThanOrEqual(exits[0]!.request.quantity)
    expect(order.children.filter(isOutsideLimit), what).toEqual([])
  } else if ('legs' in order) {
    const units = order.legs.map(({ request, execution }) => execution.executedQuantity / request.quantity)
    expect(new Set(units).size, what).toBe(1)
  } else expect(isOutsideLimit(order), what).toBe(false)
}

/**
 * Reckons an account anew from its orders alone, as somebody would who has only the list: every share, contract and cent
 * must be accounted for. For venues without fees, and for accounts that nothing was settled or changed by hand in.
 */
export function checkBooks(venue: Venue, accountId: string, totalCash: number): void {
  const terms = venue.accounts().find(({ id }) => id === accountId)!
  const held = new Map<string, number>()
  let cash = terms.openingCash as number
  let halfCents = 0
  for (const order of venue.orders(accountId)) {
    checkOrder(order)
    for (const { leg, quantity, value } of executedLegs(order)) {
      const symbol = leg.optionSymbol ?? leg.symbol
      held.set(symbol, (held.get(symbol) ?? 0) + sign(leg) * quantity)
      cash -= (sign(leg) * value * (leg.optionSymbol === undefined ? 1 : 100)) / 100
      if (leg.optionSymbol === undefined) halfCents += quantity
    }
  }
  const open = [...held].filter(([, quantity]) => quantity !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  expect(venue.positions(accountId).map(({ symbol, quantity }) => [symbol, quantity])).toEqual(open)
  // Each execution of shares is booked to the whole cent; of options a price unit is a cent a contract.
  expect(Math.abs(totalCash - cash)).toBeLessThanOrEqual(halfCents / 2)
}
