import { formatOccSymbol, parseOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { openQuantity } from '../../../src/domain/trade/trade-figures.ts'
import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import type { OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { type BookedOrder, type Books, openContracts } from './books.ts'

/** A broken invariant: its name in the list of faults, and what broke it. */
export interface Violation {
  readonly rule: string
  readonly what: string
}

/** `always` holds at every moment, `settled` once nothing goes wrong any more and enough time has passed. */
interface Invariant {
  readonly rule: string
  readonly when: 'always' | 'settled'
  readonly broken: (books: Books, index: BooksIndex) => readonly string[]
}

/** The books by what leads from one side to the other. */
interface BooksIndex {
  readonly intentOf: ReadonlyMap<string, OrderIntent>
  readonly ordersOf: ReadonlyMap<string, readonly BookedOrder[]>
  readonly tradeOf: ReadonlyMap<string, TradeRecord>
}

function indexOf({ intents, orders, trades }: Books): BooksIndex {
  return {
    intentOf: new Map(intents.map((intent) => [intent.tag, intent])),
    ordersOf: Map.groupBy(orders, ({ tag }) => tag),
    tradeOf: new Map(trades.map((record) => [record.trade.id, record])),
  }
}

/** Whole spreads of an order that filled. */
function spreadsOf({ legs }: BookedOrder): number {
  return Math.min(...legs.map(({ filled }) => Math.abs(filled)))
}

function cashOf({ legs }: BookedOrder): number {
  return legs.reduce((sum, { cash }) => sum + cash, 0)
}

/** The rows of a trade that hold what an intent's order filled. */
function holdings({ trade }: TradeRecord, intentId: string) {
  return [...trade.entries, ...trade.exits].filter(({ key }) => key === intentId)
}

const ONE_ORDER: Invariant = {
  rule: 'I1',
  when: 'always',
  broken: ({ posted, intents }, { ordersOf }) => {
    const sent = Map.groupBy(posted, (tag) => tag)
    return [
      ...[...ordersOf].flatMap(([tag, orders]) =>
        orders.length > 1 ? [`${tag} has ${orders.length} orders at the venue`] : [],
      ),
      ...intents.flatMap(({ tag, attempt }) =>
        (sent.get(tag)?.length ?? 0) > attempt ? [`${tag} was sent oftener than it was claimed`] : [],
      ),
    ]
  },
}

const ONE_ENTRY: Invariant = {
  rule: 'I2',
  when: 'always',
  broken: ({ orders, trades }, { intentOf }) => {
    const broken: string[] = []
    const entries = orders.filter(({ tag }) => intentOf.get(tag)?.role === 'ENTRY')
    const byProposal = Map.groupBy(entries, ({ tag }) => intentOf.get(tag)!.proposalId ?? tag)
    for (const [proposal, own] of byProposal) {
      const live = own.filter((order) => order.live).length
      if (live > 1) broken.push(`${live} entries of proposal ${proposal} work at once`)
      const filled = own.reduce((sum, order) => sum + spreadsOf(order), 0)
      const wanted = intentOf.get(own[0]!.tag)!.ticket
      const most = Math.max(
        ...trades.filter((r) => r.proposalId === proposal).map((r) => r.trade.quantity),
        0,
      )
      const quantity = 'quantity' in wanted ? Math.max(wanted.quantity, most) : most
      if (filled > quantity) broken.push(`proposal ${proposal} filled ${filled} of ${quantity}`)
    }
    return broken
  },
}

const WRITE_AHEAD: Invariant = {
  rule: 'I3',
  when: 'always',
  broken: ({ posted }, { intentOf }) =>
    [...new Set(posted)].flatMap((tag) => {
      const intent = intentOf.get(tag)
      return intent === undefined || intent.attempt === 0 ? [`${tag} was sent without a claimed intent`] : []
    }),
}

const KNOWN_ORDERS: Invariant = {
  rule: 'I4',
  when: 'settled',
  broken: ({ orders }, { intentOf }) =>
    orders.flatMap(({ tag, id, live }) => {
      const intent = intentOf.get(tag)
      if (intent === undefined) return [`order ${id} carries ${tag}, which is no intent`]
      const state = live ? 'live' : 'done'
      return intent.state === state && intent.brokerOrderId === id
        ? []
        : [
            `order ${id} is ${state}, its intent ${intent.id} is ${intent.state} with order ${intent.brokerOrderId}`,
          ]
    }),
}

const MONOTONE: Invariant = {
  rule: 'I5',
  when: 'always',
  broken: ({ intents }) =>
    intents.flatMap(({ id, filledQuantity, ticket }) =>
      'quantity' in ticket && filledQuantity > ticket.quantity ? [`${id} filled more than its order`] : [],
    ),
}

const EVERY_CONTRACT: Invariant = {
  rule: 'I6',
  when: 'settled',
  broken: ({ positions, trades, orders }, { intentOf, tradeOf }) => {
    const ours = openContracts(
      trades,
      ({ contract }) => formatOccSymbol(contract),
      ({ trade }) => (isFinal(trade.status) ? 0 : openQuantity(trade)),
    )
    const held = new Map(positions.map(({ symbol, quantity }) => [symbol, quantity]))
    const differing = [...new Set([...ours.keys(), ...held.keys()])].flatMap((symbol) => {
      const [mine, theirs] = [ours.get(symbol) ?? 0, held.get(symbol) ?? 0]
      return mine === theirs ? [] : [`${symbol}: the trades have ${mine}, the venue ${theirs}`]
    })
    const unheld = orders.flatMap((order) => {
      const intent = intentOf.get(order.tag)
      const record = intent === undefined ? undefined : tradeOf.get(intent.tradeId)
      const [filled, held] = [spreadsOf(order), record === undefined ? [] : holdings(record, intent!.id)]
      const holds = held.reduce((sum, { quantity }) => sum + quantity, 0)
      return holds === filled ? [] : [`order ${order.id} filled ${filled}, its trade holds ${holds}`]
    })
    const twice = trades
      .flatMap(({ trade }) => trade.entries.map(({ key }) => key))
      .filter((key, i, keys) => keys.indexOf(key) !== i)
    return [...differing, ...unheld, ...twice.map((key) => `the fill of ${key} is in two trades`)]
  },
}

const EVERY_CENT: Invariant = {
  rule: 'I7',
  when: 'settled',
  broken: ({ orders, trades }, { intentOf, tradeOf }) => {
    const wrong = orders.flatMap((order) => {
      const intent = intentOf.get(order.tag)
      const record = intent === undefined ? undefined : tradeOf.get(intent.tradeId)
      if (record === undefined || spreadsOf(order) === 0) return []
      const [row] = holdings(record, intent!.id)
      return row?.cashFlow === cashOf(order)
        ? []
        : [`order ${order.id} moved ${cashOf(order)} cents, the trade has ${row?.cashFlow}`]
    })
    const known = new Set(orders.flatMap(({ tag }) => intentOf.get(tag)?.id ?? []))
    const invented = trades.flatMap(({ trade }) =>
      [...trade.entries, ...trade.exits].flatMap(({ key, source, cashFlow }) =>
        source === 'order' && cashFlow !== null && !known.has(key)
          ? [`the fill of ${key} in ${trade.id} has no order`]
          : [],
      ),
    )
    return [...wrong, ...invented]
  },
}

const COVERED: Invariant = {
  rule: 'I8',
  when: 'always',
  broken: ({ positions, orders }) => {
    const bySide = new Map<string, number>()
    for (const { symbol, quantity } of positions) {
      const contract = parseOccSymbol(symbol)
      if (!contract.ok) continue
      const key = `${contract.value.type} ${contract.value.expiration}`
      bySide.set(key, (bySide.get(key) ?? 0) + quantity)
    }
    const uncovered = [...bySide].flatMap(([key, net]) =>
      net < 0 ? [`${-net} short ${key} are uncovered`] : [],
    )
    const lame = orders.flatMap(({ id, live, legs }) =>
      live && legs.length > 1 && legs.reduce((sum, { remaining }) => sum + remaining, 0) !== 0
        ? [`order ${id} legs in or out`]
        : [],
    )
    return [...uncovered, ...lame]
  },
}

const NO_OVER_CLOSE: Invariant = {
  rule: 'I9',
  when: 'always',
  broken: ({ orders, positions, trades }, { intentOf }) => {
    const exits = orders.filter(({ live, tag }) => live && intentOf.get(tag)?.role === 'EXIT')
    const closing = new Map<string, number>()
    for (const { symbol, remaining } of exits.flatMap(({ legs }) => legs)) {
      closing.set(symbol, (closing.get(symbol) ?? 0) + remaining)
    }
    const held = new Map(positions.map(({ symbol, quantity }) => [symbol, quantity]))
    const over = [...closing].flatMap(([symbol, quantity]) =>
      Math.abs(quantity) > Math.abs(held.get(symbol) ?? 0)
        ? [`${symbol}: exits close ${quantity} of ${held.get(symbol) ?? 0}`]
        : [],
    )
    const twice = trades.flatMap(({ trade }) => {
      const own = exits.filter(({ tag }) => intentOf.get(tag)?.tradeId === trade.id).length
      return own > 1 ? [`${own} exits of ${trade.id} work at once`] : []
    })
    return [...over, ...twice]
  },
}

const ONLY_CLOSING: Invariant = {
  rule: 'I10',
  when: 'always',
  broken: ({ orders, positions, trades }, { intentOf }) => {
    const opening = orders.flatMap(({ id, tag, legs }) => {
      const role = intentOf.get(tag)?.role
      const wrong = legs.some(({ opens }) => opens !== (role === 'ENTRY'))
      return role !== undefined && wrong ? [`${role} order ${id} has a leg of the other kind`] : []
    })
    const meant = openContracts(
      trades,
      ({ contract }) => formatOccSymbol(contract),
      ({ trade }) => trade.quantity,
    )
    const turned = positions.flatMap(({ symbol, quantity }) =>
      (meant.get(symbol) ?? 0) * quantity < 0 ? [`${symbol} stands on the wrong side: ${quantity}`] : [],
    )
    return [...opening, ...turned]
  },
}

const IN_TIME: Invariant = {
  rule: 'I11',
  when: 'always',
  broken: ({ intents }) =>
    intents.flatMap(({ id, role, sentAt, notAfter, ticket }) => {
      if (sentAt !== null && sentAt >= notAfter) return [`${id} was sent after its time`]
      const amount =
        ticket.kind === 'spread' ? ticket.limit?.amount : ticket.kind === 'option' ? ticket.limit : 0
      return role === 'ENTRY' && !((amount ?? 0) > 0) ? [`entry ${id} has no price`] : []
    }),
}

const NOTHING_HANGS: Invariant = {
  rule: 'I12',
  when: 'settled',
  broken: ({ intents, trades, orders }, { intentOf, tradeOf }) => [
    ...intents.flatMap(({ id, state }) =>
      ['prepared', 'sending', 'unknown'].includes(state) ? [`intent ${id} is ${state} for ever`] : [],
    ),
    ...trades.flatMap(({ trade }) =>
      trade.status.endsWith('PENDING') || trade.status === 'PARTIALLY_FILLED'
        ? [`trade ${trade.id} is ${trade.status} for ever`]
        : [],
    ),
    ...trades.flatMap(({ trade }) =>
      trade.flags.includes('UNKNOWN_OUTCOME') ? [`the outcome of trade ${trade.id} is unknown for ever`] : [],
    ),
    ...orders.flatMap(({ id, live, tag }) => {
      const record = tradeOf.get(intentOf.get(tag)?.tradeId ?? '')
      return live && (record === undefined || isFinal(record.trade.status))
        ? [`order ${id} works for nobody`]
        : []
    }),
  ],
}

/** I1 to I12, in their order. */
export const INVARIANTS: readonly Invariant[] = [
  ONE_ORDER,
  ONE_ENTRY,
  WRITE_AHEAD,
  KNOWN_ORDERS,
  MONOTONE,
  EVERY_CONTRACT,
  EVERY_CENT,
  COVERED,
  NO_OVER_CLOSE,
  ONLY_CLOSING,
  IN_TIME,
  NOTHING_HANGS,
]

/** What the books break, of the invariants that hold at every moment, and of the others as well when they are settled. */
export function checkBooks(books: Books, when: Invariant['when']): readonly Violation[] {
  const index = indexOf(books)
  return INVARIANTS.filter((one) => when === 'settled' || one.when === 'always').flatMap(({ rule, broken }) =>
    broken(books, index).map((what) => ({ rule, what })),
  )
}

/** I5 between two moments: what was over stays over, and what has filled stays filled. */
export function checkProgress(before: Books, after: Books): readonly Violation[] {
  const { intentOf, tradeOf } = indexOf(after)
  const intents = before.intents.flatMap((was) => {
    const is = intentOf.get(was.tag)
    if (is === undefined) return [`intent ${was.id} is gone`]
    if (was.state === 'done' && is.state !== 'done') return [`intent ${was.id} was done and is ${is.state}`]
    return is.filledQuantity < was.filledQuantity ? [`fills of intent ${was.id} went back`] : []
  })
  const trades = before.trades.flatMap(({ trade: was }) => {
    const is = tradeOf.get(was.id)?.trade
    return isFinal(was.status) && is?.status !== was.status
      ? [`trade ${was.id} was ${was.status} and is ${is?.status}`]
      : []
  })
  return [...intents, ...trades].map((what) => ({ rule: 'I5', what }))
}
