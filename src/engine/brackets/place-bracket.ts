import { instant } from '../../domain/calendar/instant.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { BracketPrices } from '../../domain/trade/bracket-prices.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { ExitDeps, ExitTransaction } from '../exits/exit-deps.ts'
import { wishOf } from '../exits/close-wish.ts'
import { prepareIntent } from '../submission/prepare-intent.ts'
import { submitIntent } from '../submission/submit-intent.ts'
import { bracketTicket } from './bracket-ticket.ts'
import { stillTrades } from './still-trades.ts'
import { isBracketable } from './wanted-protection.ts'

/** How a wish to place a bracket ended. */
export type BracketPlacement =
  /** An order was sent; the intent as it stands after the broker was asked about it. */
  | { readonly kind: 'sent'; readonly intent: OrderIntent }
  /** None was made; `code` names why. */
  | { readonly kind: 'not_sent'; readonly code: string }

/** A bracket must leave within this time of its decision; later its quantity is old. */
const SEND_WITHIN_MS = 10_000
/** Reads of a bracket that was just accepted, until it is seen to work or to be refused. */
const LOOKS = 3

/**
 * Places a bracket for all that is open of a trade: an intent first, under the account's lock, then the order, once, and
 * then a look at it. Nothing is placed while any other closing order of the trade is unsettled, which the store guards
 * as well, nor with a stop that the market has passed already: that is for our own watch, which sells at once.
 *
 * @param wanted null for the prices that are stored with the trade
 */
export async function placeBracket(
  deps: ExitDeps,
  tradeId: string,
  wanted: BracketPrices,
  actor: Evidence['actor'],
): Promise<BracketPlacement> {
  const { work, username } = deps
  const bid = await bidOf(deps, tradeId)
  const prepared = await work.transact(username, (tx) => prepare(tx, deps, { tradeId, wanted, actor, bid }))
  if (typeof prepared === 'string') return { kind: 'not_sent', code: prepared }
  return sendBracket(deps, prepared.id)
}

/** Sends a prepared bracket, once, and looks at what became of it. */
export async function sendBracket(deps: ExitDeps, intentId: string): Promise<BracketPlacement> {
  const { work, username } = deps
  const sent = await submitIntent({ ...deps, forbids: (tx, intent) => misfit(tx, intent) }, intentId)
  if (sent.state === 'unknown') await deps.look()
  for (let i = 0; i < LOOKS && sent.brokerOrderId !== null; i += 1) {
    await deps.confirm([sent.brokerOrderId])
    if (await isSettled(deps, sent)) break
  }
  const now = await work.transact(username, (tx) => tx.intentById(intentId))
  return { kind: 'sent', intent: now ?? sent }
}

/** Whether the broker has said what became of a bracket: it is in force, or over. A new order may be pending for a moment. */
function isSettled({ work, username }: ExitDeps, { id, tradeId }: OrderIntent): Promise<boolean> {
  return work.transact(username, async (tx) => {
    const [intent, record] = [await tx.intentById(id), await tx.tradeById(tradeId)]
    return intent?.state !== 'live' || record?.trade.bracket?.heldBy === 'broker'
  })
}

/** Whether a bracket that waited does not fit any more: the trade may have changed since it was prepared. */
async function misfit(tx: ExitTransaction, { tradeId, ticket }: OrderIntent): Promise<string | null> {
  const record = await tx.tradeById(tradeId)
  if (record === null || !mayHaveBracket(record)) return 'trade_must_be_open'
  const quantity =
    ticket.kind === 'oco' ? ticket.takeProfit.quantity : ticket.kind === 'option' ? ticket.quantity : 0
  return quantity <= openQuantity(record.trade) ? null : 'bracket_exceeds_open_quantity'
}

async function bidOf(deps: ExitDeps, tradeId: string): Promise<number | null> {
  const record = await deps.work.transact(deps.username, (tx) => tx.tradeById(tradeId))
  const contract = record?.spread.legs[0]?.contract
  if (contract === undefined) return null
  const symbol = formatOccSymbol(contract)
  return (await deps.quotes([symbol]))?.get(symbol)?.bid ?? null
}

interface Wanted {
  readonly tradeId: string
  readonly wanted: BracketPrices
  readonly actor: Evidence['actor']
  readonly bid: number | null
}

function mayHaveBracket({ trade }: TradeRecord): boolean {
  return trade.status === 'OPEN' || trade.status === 'PARTIALLY_FILLED'
}

/** Writes the intent, or says why not. */
async function prepare(
  tx: ExitTransaction,
  deps: ExitDeps,
  { tradeId, wanted, actor, bid }: Wanted,
): Promise<OrderIntent | string> {
  const { account, clock, calendar, ids, brackets } = deps
  await tx.lockAccount(account)
  const record = await tx.tradeById(tradeId)
  const now = clock.now()
  if (record === null || record.account !== account || !mayHaveBracket(record)) return 'trade_must_be_open'
  if (!isBracketable(record)) return 'bracket_needs_a_single_option'
  const barred = exitBarredBy(record.trade, actor)
  if (barred !== null) return barred
  if (wishOf(record, now) !== null) return 'close_is_under_way'
  if (!stillTrades(record.spread, now, calendar)) return 'market_is_closed'
  if (wanted.stopLoss !== null && bid !== null && wanted.stopLoss >= bid) return 'stop_is_passed_already'
  const intent = prepareIntent({
    id: ids.next(),
    account,
    tradeId,
    proposalId: null,
    role: 'BRACKET',
    ticket: bracketTicket(record.spread, openQuantity(record.trade), wanted, brackets.floorBelow),
    preparedAt: now,
    notAfter: instant(now + SEND_WITHIN_MS),
  })
  const inserted = await tx.insertIntent(intent)
  return inserted.ok ? intent : inserted.code
}
