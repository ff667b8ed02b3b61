import { expect, test } from 'vitest'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { AccountBooks } from '../../../src/exchange/venue/account-books.ts'
import type { UnitTicket } from '../../../src/exchange/venue/order-ticket.ts'
import { VENUE_PARTS } from '../../../src/exchange/venue/venue-parts.ts'
import type { VenueParts } from '../../../src/exchange/venue/venue-state.ts'
import type { InvariantName } from '../../../src/exchange/venue/violation.ts'
import { type RunOptions, VenueRun } from './venue-run.ts'

const { matchUnit, applyFill, deliverContracts } = VENUE_PARTS
const SEEDS = 60

/** The first seed whose run breaks the rule, or null when none does; other rules may break as well. */
function firstSeedThatBreaks(rule: InvariantName, options: () => RunOptions): number | null {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = new VenueRun(seed, options()).run()
    if (violations.some((found) => found.rule === rule)) return seed
  }
  return null
}

/** Looks at the books before and after a fill. */
function spoilingFills(spoil: (books: AccountBooks, cashBefore: number) => void): Partial<VenueParts> {
  return {
    applyFill: (books, fill, ids) => {
      const before = books.cash
      const realized = applyFill(books, fill, ids)
      spoil(books, before)
      return realized
    },
  }
}

const outsideLimit: Partial<VenueParts> = {
  matchUnit: (ticket, room, market) => {
    const { order } = ticket
    if (order.limit === null) return matchUnit(ticket, room, market)
    const isBuy = 'legs' in order ? order.type === 'debit' : order.request.side.startsWith('buy')
    const worse = price(isBuy ? order.limit * 2 : Math.ceil(order.limit / 2))
    // Left as it is when it fills, so that the venue's own guard sees nothing.
    ticket.order = { ...order, limit: worse }
    const match = matchUnit(ticket, room, market)
    if (match === null) ticket.order = order
    return match
  },
}

const ocoFillsTwice: Partial<VenueParts> = { cancelSiblings: () => {} }

function losesCashOfPartialMultileg(): Partial<VenueParts> {
  let isPartial = false
  return {
    matchUnit: (ticket, room, market) => {
      const match = matchUnit(ticket, room, market)
      isPartial = ticket.shape.legs.length > 1 && match !== null && match.units < ticket.unitsLeft
      return match
    },
    ...spoilingFills((books, cashBefore) => {
      if (isPartial) books.cash = cents(cashBefore)
      isPartial = false
    }),
  }
}

const shortsCostMoney = spoilingFills((books) => {
  for (const holding of books.holdings.values()) {
    holding.lots = holding.lots.map((lot) => ({ ...lot, cost: cents(Math.abs(lot.cost)) }))
  }
})

const ratioBreaks: Partial<VenueParts> = {
  matchUnit: (ticket, room, market) => {
    const match = matchUnit(ticket, room, market)
    const [first, second, ...rest] = ticket.shape.legs
    if (match === null || second === undefined) return match
    const legs = [first!, { ...second, ratio: second.ratio + 1 }, ...rest]
    Object.assign(ticket satisfies UnitTicket, { shape: { ...ticket.shape, legs } })
    return match
  },
}

const assignsTwice: Partial<VenueParts> = {
  deliverContracts: (...delivery) => {
    deliverContracts(...delivery)
    if (delivery[3] < 0) deliverContracts(...delivery)
  },
}

const feesTwice: Partial<VenueParts> = {
  applyFill: (books, fill, ids) => applyFill(books, { ...fill, fees: cents(fill.fees * 2) }, ids),
}

const fillsTooMuch: Partial<VenueParts> = {
  matchUnit: (ticket, room, market) => {
    const match = matchUnit(ticket, room, market)
    return match === null ? null : { ...match, units: match.units + 1 }
  },
}

const forgetsShorts: Partial<VenueParts> = {
  applyFill: (books, fill, ids) => {
    const realized = applyFill(books, fill, ids)
    if (fill.quantity < 0) books.holdings.delete(fill.instrument.symbol)
    return realized
  },
}

function settlesBeside(): RunOptions {
  return {
    shown: (market) => ({
      get now() {
        return market.now
      },
      book: (symbol) => market.book(symbol),
      dividends: (symbol) => market.dividends(symbol),
      settlementOf: (symbol) => {
        const official = market.settlementOf(symbol)
        return official === null ? null : price(official + 50_000)
      },
    }),
  }
}

const PLANTED: readonly (readonly [string, InvariantName, () => RunOptions])[] = [
  ['a fill outside its limit', 'fill_is_within_its_limit', () => ({ parts: outsideLimit })],
  ['both orders of an OCO', 'one_of_a_group_fills', () => ({ parts: ocoFillsTwice })],
  ['cash lost on a partial multileg', 'cash_is_conserved', () => ({ parts: losesCashOfPartialMultileg() })],
  ['a short with a positive basis', 'basis_has_the_sign_of_its_position', () => ({ parts: shortsCostMoney })],
  ['a broken ratio', 'legs_keep_their_ratio', () => ({ parts: ratioBreaks })],
  ['a settlement beside the official price', 'settlement_is_at_the_official_price', settlesBeside],
  [
    'an assignment that is carried out twice',
    'clearing_is_within_its_position',
    () => ({ parts: assignsTwice }),
  ],
  ['fees that are taken twice', 'cash_is_conserved', () => ({ parts: feesTwice })],
  ['more filled than was asked for', 'executions_are_its_fills', () => ({ parts: fillsTooMuch })],
  ['contracts that vanish', 'contracts_are_conserved', () => ({ parts: forgetsShorts })],
]

test.each(PLANTED)('%s is found', (_, rule, options) => {
  expect(firstSeedThatBreaks(rule, options)).not.toBeNull()
})
