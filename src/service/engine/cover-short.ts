import { instant } from '../../domain/calendar/instant.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import type { Price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type BareShort, bareShortOf, getSpreadLegPositions } from '../../engine/exits/leg-positions.ts'
import { signedPositions } from '../../engine/exits/allocate-positions.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { findTrade } from './find-trade.ts'
import type { PersonDesk } from './person-desk.ts'

/** A short that nothing covers, and what buying it back would cost at once. */
export interface UncoveredShort {
  readonly tradeId: string
  readonly symbol: string
  readonly contracts: number
  /** The ask, per share. */
  readonly limit: Price
}

/** The order that buys it back. */
export interface SentCover extends UncoveredShort {
  readonly orderId: string | null
  readonly outcome: 'accepted' | 'rejected' | 'unsent' | 'unknown'
}

/** An order must leave within this time of its decision. */
const SEND_WITHIN_MS = 10_000
/** A second order for the same short within this time of the first is taken for a second press of the same button. */
const ONCE_IN_MS = 60_000
const RULES = 'cover-short-1'

/**
 * Buys back the short leg of a trade that its long leg covers no more, at the ask, by one order. It needs a person's
 * confirmation: the leg's own symbol. The order is a person's and not an exit of the trade: half a spread has no exit
 * price, and none is invented.
 *
 * Refuses: those of `findTrade`, `short_must_be_uncovered`, `quote_must_be_usable`, `confirmation_must_be_typed`,
 * `cover_is_under_way`.
 */
export async function coverShort(
  hand: PersonDesk,
  name: string,
  typed: string | null,
): Promise<Result<SentCover>> {
  if (!(await hand.look())) {
    return refuse(
      'snapshot_is_not_fresh',
      'The account could not be read completely; nothing was sent, try again.',
    )
  }
  const { work, username, account, clock } = hand.view
  const found = await work.transact(username, async (tx): Promise<Result<Bare>> => {
    const trade = await findTrade(tx, account, name)
    return trade.ok ? findBareShort(tx, trade.value) : trade
  })
  if (!found.ok) return found
  const { contract, contracts, tradeId } = found.value
  const symbol = formatOccSymbol(contract)
  const ask = (await (await hand.exits()).quotes([symbol]))?.get(symbol)?.ask ?? null
  if (ask === null || ask === 0) {
    return refuse('quote_must_be_usable', `${symbol} has no ask now; nothing was sent.`)
  }
  if (typed !== symbol) {
    const what = `buys ${contracts} ${symbol} to close at ${formatPrice(ask)} or better`
    return refuse('confirmation_must_be_typed', `This ${what}; confirm with exactly "${symbol}".`)
  }
  const short = { tradeId, symbol, contracts, limit: ask }
  const first = await work.transact(username, (tx) => claim(tx, hand, short))
  if (!first.ok) return first
  const notAfter = clock.now() + SEND_WITHIN_MS
  const placed = await hand.desk.place(
    ticketOf(contract, short),
    `person-${hand.ids.next()}`,
    'exit',
    notAfter,
  )
  const orderId = placed.kind === 'accepted' ? placed.orderId : null
  hand.log.write('warn', '[person][cover-short]', `buy to close ${placed.kind}`, {
    symbol,
    contracts,
    order: orderId,
  })
  await hand.look()
  return ok({ ...short, orderId, outcome: placed.kind })
}

function ticketOf(contract: OptionContract, { contracts, limit }: UncoveredShort): OrderTicket {
  const underlying = underlyingOfRoot(contract.root)
  const terms = { kind: 'option', action: 'buy_to_close', stop: null, timeInForce: 'day' } as const
  return { ...terms, underlying, contract, quantity: contracts, limit }
}

interface Bare extends BareShort {
  readonly tradeId: string
}

/** What is owed of the trade's short leg beyond what its long leg holds. */
async function findBareShort(tx: StoreTransaction, record: TradeRecord): Promise<Result<Bare>> {
  const { trade, account } = record
  const unfinished = await tx.unfinishedTrades(account)
  const others = unfinished.filter((one) => one.trade.id !== trade.id)
  const legs = getSpreadLegPositions(record, signedPositions(await tx.positions(account)), others)
  const bare = bareShortOf(legs)
  if (bare !== null) return ok({ tradeId: trade.id, ...bare })
  return refuse(
    'short_must_be_uncovered',
    `Trade ${trade.id} has no uncovered short; legwork close ${trade.id} closes the whole spread.`,
  )
}

/** Writes the decision before anything is sent, so that a second press finds it. */
async function claim(
  tx: StoreTransaction,
  { view, ids }: PersonDesk,
  short: UncoveredShort,
): Promise<Result<true>> {
  const { account, clock } = view
  const now = clock.now()
  await tx.lockAccount(account)
  const before = (await tx.decisionsOfTrade(short.tradeId)).some(
    ({ rules, at }) => rules === RULES && now - at < ONCE_IN_MS,
  )
  const working = (await tx.workingOrders(account)).some(({ order }) =>
    order.legs.some(({ symbol, action }) => symbol === short.symbol && action === 'buy_to_close'),
  )
  if (before || working) {
    return refuse(
      'cover_is_under_way',
      `An order for ${short.symbol} was sent within the last minute or works; look at legwork orders first.`,
    )
  }
  await tx.insertDecisions([
    {
      id: ids.next(),
      account,
      kind: 'exit',
      tradeId: short.tradeId,
      proposalId: null,
      snapshotId: null,
      at: instant(now),
      rules: RULES,
      inputs: { symbol: short.symbol, contracts: short.contracts },
      outcome: { limit: short.limit },
    },
  ])
  return ok(true)
}
