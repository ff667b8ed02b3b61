import { expect, test } from 'vitest'
import {
  ACCOUNT,
  C6500,
  group,
  option,
  shares,
  SPY_CALL,
  SPY_PUT,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'
import { cents } from '../../domain/money/cents.ts'
import type { AccountBooks } from './account-books.ts'
import { checkBuyingPower, checkInvariants } from './invariants.ts'
import { isGroupTicket } from './order-ticket.ts'
import type { OrderFill, VenueEvent } from './venue-event.ts'
import type { VenueState } from './venue-state.ts'
import type { InvariantName } from './violation.ts'

/** A desk at which something of everything has happened, all of it rightly. */
function busyDesk(): VenueDesk {
  const desk = new VenueDesk({ fees: { perContract: cents(35) } })
  desk.fill(shares('buy', { quantity: 250 }))
  desk.fill(option('buy_to_open', C6500, { quantity: 2 }))
  desk.fill(option('sell_to_close', C6500))
  desk.fill(option('sell_to_open', SPY_CALL, { quantity: 2 }))
  desk.venue.control.assign(ACCOUNT, SPY_CALL, desk.market, 1)
  const exit = { symbol: 'SPY', quantity: 10, duration: 'gtc' } as const
  desk.place(
    group(
      'oco',
      shares('sell', { ...exit, type: 'limit', limit: usd(660) }),
      shares('sell', { ...exit, type: 'stop', stop: usd(640) }),
    ),
  )
  const id = desk.place(option('buy_to_open', SPY_PUT, { type: 'limit', limit: usd(4), duration: 'gtc' }))
  desk.modify(id, { limit: usd(4.3) })
  desk.pass(60_000)
  desk.cancel(desk.place(shares('buy', { type: 'limit', limit: usd(600) })))
  desk.market.settle(C6500, 6_510)
  desk.passTo('2026-09-25', '17:30')
  return desk
}

function rulesBroken(desk: VenueDesk): InvariantName[] {
  const found = checkInvariants(desk.venue.room, (symbol) => desk.market.settlementOf(symbol))
  return [...new Set(found.map(({ rule }) => rule))]
}

type Filled = Extract<VenueEvent, { kind: 'order_filled' }>

interface Truth {
  readonly books: AccountBooks
  readonly state: VenueState
  /** Replaces the first event that fits. */
  rewrite<Kind extends VenueEvent['kind']>(
    kind: Kind,
    change: (event: Extract<VenueEvent, { kind: Kind }>) => VenueEvent,
    fits?: (event: VenueEvent) => boolean,
  ): void
}

function truthOf(desk: VenueDesk): Truth {
  const { state } = desk.venue.room
  return {
    state,
    books: state.accounts.get(ACCOUNT)!,
    rewrite: (kind, change, fits = () => true) => {
      const i = state.events.findIndex((event) => event.kind === kind && fits(event))
      state.events[i] = change(state.events[i] as Extract<VenueEvent, { kind: typeof kind }>)
    },
  }
}

function ofFirstFill(event: Filled, change: Partial<OrderFill>): VenueEvent {
  return { ...event, fills: event.fills.map((fill) => ({ ...fill, ...change })) }
}

const isOf =
  (cause: string) =>
  (event: VenueEvent): boolean =>
    event.kind === 'account_changed' && event.cause === cause

const TAMPERED: readonly (readonly [InvariantName, string, (truth: Truth) => void])[] = [
  [
    'cash_is_conserved',
    'a cent is missing',
    ({ books }) => {
      books.cash = cents(books.cash - 1)
    },
  ],
  ['cash_is_conserved', 'a line of history is lost', ({ books }) => void books.history.pop()],
  [
    'cash_is_conserved',
    'fees are forgotten',
    ({ books }) => {
      books.feesPaid = cents(0)
    },
  ],
  [
    'contracts_are_conserved',
    'a share is lost',
    ({ books }) => {
      books.holdings.get('SPY')!.quantity -= 1
    },
  ],
  ['contracts_are_conserved', 'a position vanished', ({ books }) => void books.holdings.delete(SPY_CALL)],
  [
    'basis_has_the_sign_of_its_position',
    'a short costs money',
    ({ books }) => {
      const holding = books.holdings.get(SPY_CALL)!
      holding.lots = holding.lots.map((lot) => ({ ...lot, cost: cents(-lot.cost) }))
    },
  ],
  ['gains_tie_with_cash', 'a closed lot is lost', ({ books }) => void books.closedLots.pop()],
  [
    'gains_tie_with_cash',
    "today's gain is wrong",
    ({ books }) => {
      books.closedToday = { ...books.closedToday!, amount: cents(7) }
    },
  ],
  [
    'holds_add_up',
    'more is held than orders hold',
    ({ books }) => {
      books.held = cents(books.held + 1)
    },
  ],
  [
    'fill_is_within_its_limit',
    'a limit order pays more',
    ({ rewrite }) =>
      rewrite(
        'order_filled',
        (event) => ofFirstFill(event, { price: usd(4.31) }),
        (event) => event.kind === 'order_filled' && event.fills[0]?.symbol === SPY_PUT,
      ),
  ],
  [
    'fill_is_within_its_limit',
    'the limit that is told is another than was asked for',
    ({ rewrite }) => rewrite('order_changed', (event) => ({ ...event, limit: usd(4.25) })),
  ],
  [
    'legs_keep_their_ratio',
    'a leg was sold that should be bought',
    ({ rewrite }) => rewrite('order_filled', (event) => ofFirstFill(event, { quantity: -250 })),
  ],
  [
    'exit_is_within_its_position',
    'what opened is told as a close',
    ({ rewrite }) => rewrite('order_filled', (event) => ofFirstFill(event, { side: 'buy_to_cover' })),
  ],
  [
    'final_is_final',
    'an order opens after its end',
    ({ state }) => {
      const ended = state.events.find(({ kind }) => kind === 'order_ended') as Filled
      state.events.push({ ...ended, kind: 'order_opened', seq: state.events.length + 1 })
    },
  ],
  [
    'executions_are_its_fills',
    'a fill is not in the log',
    ({ state }) => {
      state.events.splice(
        state.events.findIndex(({ kind }) => kind === 'order_filled'),
        1,
      )
    },
  ],
  [
    'one_of_a_group_fills',
    'both orders of an OCO have executed',
    ({ state }) => {
      for (const ticket of state.orders.values()) {
        if (isGroupTicket(ticket) || !('execution' in ticket.order) || ticket.order.groupId === null) continue
        ticket.order = { ...ticket.order, execution: { ...ticket.order.execution, executedQuantity: 10 } }
      }
    },
  ],
  [
    'clearing_is_within_its_position',
    'more is assigned than is held',
    ({ rewrite }) =>
      rewrite(
        'account_changed',
        (event) => ({ ...event, fills: [{ ...event.fills[0]!, quantity: 3 }, event.fills[1]!] }),
        isOf('assignment'),
      ),
  ],
  [
    'delivery_is_at_the_strike',
    'shares are delivered at another price',
    ({ rewrite }) =>
      rewrite('account_changed', (event) => ({ ...event, cash: cents(1) }), isOf('assignment')),
  ],
  [
    'settlement_is_at_the_official_price',
    'a contract ends at another price',
    ({ rewrite }) => rewrite('account_changed', (event) => ({ ...event, cash: cents(1) }), isOf('exercise')),
  ],
]

test('a venue at which all went rightly breaks no rule', () => {
  const desk = busyDesk()
  expect(checkInvariants(desk.venue.room, (symbol) => desk.market.settlementOf(symbol))).toEqual([])
})

test.each(TAMPERED)('%s: %s', (rule, _, tamper) => {
  const desk = busyDesk()
  tamper(truthOf(desk))
  expect(rulesBroken(desk)).toContain(rule)
})

test('settled before there is an official price', () => {
  const desk = busyDesk()
  const rules = checkInvariants(desk.venue.room, () => null).map(({ rule }) => rule)
  expect(rules).toEqual(['settlement_is_at_the_official_price'])
})

test('an order that the account cannot pay for', () => {
  const desk = new VenueDesk()
  const id = desk.place(shares('buy', { type: 'limit', limit: usd(600), duration: 'gtc' }))
  const { room } = desk.venue
  expect(checkBuyingPower(room, ACCOUNT, id, desk.market)).toEqual([])
  room.state.accounts.get(ACCOUNT)!.cash = cents(0)
  expect(checkBuyingPower(room, ACCOUNT, id, desk.market)).toMatchObject([
    { rule: 'buying_power_is_not_overdrawn', subject: `${id}` },
  ])
})
