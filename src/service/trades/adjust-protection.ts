import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import { type BracketPrices, orderablePrices } from '../../domain/trade/bracket-prices.ts'
import { tickRuleFor } from '../../domain/option/product.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import { codeOutsideTable, refuseTrade } from '../../domain/trade/trade-refusal.ts'
import { TRANSITIONS } from '../../domain/trade/transition-table.ts'
import { type BracketPlacement, placeBracket } from '../../engine/brackets/place-bracket.ts'
import { releaseBracket } from '../../engine/brackets/release-bracket.ts'
import {
  isBracketable,
  type Protection,
  protectionOf,
  wantedProtection,
} from '../../engine/brackets/wanted-protection.ts'
import { pricesOfTicket } from '../../engine/order-sync/bracket-after-orders.ts'
import { wishOf } from '../../engine/exits/close-wish.ts'
import type { ExitDeps } from '../../engine/exits/exit-deps.ts'
import { isUnsettled } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import { findTrade } from '../engine/find-trade.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import type { TradeLine } from '../engine/trade-line.ts'
import type { HandAnswer } from './close-by-hand.ts'
import { checkAgainstMark } from './check-protection.ts'
import { NOT_MANAGED, setWatched } from './set-watched.ts'
import { staleVersion, withPresent } from './stale-version.ts'

/** A person's wish for other protection. Prices per share of the premium, above 0; null without one. */
export interface AdjustProtection {
  readonly trade: string
  /** The version of the trade that the person looked at. */
  readonly version: number
  readonly stopLoss: Price | null
  readonly takeProfit: Price | null
}

/** The protection that is in force after the change. */
export interface AdjustedProtection {
  readonly trade: TradeLine
  readonly protection: Protection
}

type Answer = HandAnswer<AdjustedProtection>

/**
 * Changes the stop and the take profit of a trade. An OCO cannot be changed, so for a single option the old one is
 * cancelled and proven dead, a new one is placed, and read back; only what the broker has accepted is stored. A spread,
 * of which no broker takes an OCO, is guarded by the engine's own watch, which takes the new prices over at once.
 *
 * Every failure in between has a defined end: the cancel is not proven → nothing changes (`bracket_could_not_be_cancelled`);
 * the old bracket filled meanwhile → the trade is closed by that fill (`bracket_has_filled`); the new one is refused → the
 * old prices stay and are placed anew (`bracket_was_refused`); its outcome is unknown → it is looked for, and its prices
 * hold when it is found (`outcome_is_not_known_yet`). Where no bracket comes to stand, UNPROTECTED is raised and the watch
 * takes over.
 *
 * Refuses besides: those of `findTrade`; `version_must_be_current` with the present trade; the trade's own rules;
 * `prices_must_be_positive`, `stop_must_be_below_take_profit`, `stop_must_be_below_mark`,
 * `take_profit_must_be_above_mark`, `quote_must_be_usable`, `close_is_under_way`, `protection_is_being_changed`,
 * `snapshot_is_not_fresh`; of a single option `market_is_closed`, and `trade_must_be_managed` where the engine may not
 * watch over its bracket.
 */
export async function adjustProtection(desk: PersonDesk, wish: AdjustProtection): Promise<Answer> {
  const { work, username } = desk.view
  if (wish.stopLoss !== null && wish.stopLoss <= 0) return NOT_POSITIVE
  if (wish.takeProfit !== null && wish.takeProfit <= 0) return NOT_POSITIVE
  const first = await work.transact(username, (tx) => check(tx, desk, wish))
  if (!first.ok) return first
  if (!(await desk.look())) {
    return refuse(
      'snapshot_is_not_fresh',
      'The account could not be read completely; nothing was changed, try again.',
    )
  }
  const checked = await work.transact(username, (tx) => check(tx, desk, wish))
  if (!checked.ok) return checked
  const record = checked.value
  const deps = await desk.exits()
  const wanted = inOurSign(record, wish)
  const barred = await checkAgainstMark(desk, deps, record, wanted)
  if (barred !== null) return work.transact(username, (tx) => withPresent(tx, record, barred))
  if (!isBracketable(record)) return watched(desk, record, wanted)
  const isNone = wanted.stopLoss === null && wanted.takeProfit === null
  const hours = tradingHoursOfRoot(record.spread.root)
  if (!isNone && phaseAt(deps.calendar, desk.view.clock.now(), hours) !== 'open') {
    return work.transact(username, (tx) => withPresent(tx, record, CLOSED_MARKET))
  }
  // Nobody would go on with a bracket that is lost, or sell below its floor.
  if (!isNone && !record.trade.managed) {
    return work.transact(username, (tx) => withPresent(tx, record, NOT_MANAGED))
  }
  return replace(desk, deps, record, wanted)
}

const CLOSED_MARKET = refuse(
  'market_is_closed',
  'A new bracket is taken while the market is open only; the one that stands was left as it is.',
)

const NOT_POSITIVE = refuse(
  'prices_must_be_positive',
  'A stop and a take profit are above 0; leave one out instead.',
)

/** Prices as the trade keeps them: + received to close. The premium of a credit spread is paid then. */
function inOurSign({ spread }: TradeRecord, { stopLoss, takeProfit }: BracketPrices): BracketPrices {
  if (strategyShape(spread.strategy).effect !== 'credit') {
    const prices = { stopLoss, takeProfit }
    return spread.legs.length === 1 ? orderablePrices(prices, tickRuleFor(spread.root)) : prices
  }
  const paid = (value: Price | null): Price | null => (value === null ? null : price(-value))
  return { stopLoss: paid(stopLoss), takeProfit: paid(takeProfit) }
}

async function check(
  tx: StoreTransaction,
  { view }: PersonDesk,
  wish: AdjustProtection,
): Promise<HandAnswer<TradeRecord>> {
  const found = await findTrade(tx, view.account, wish.trade)
  if (!found.ok) return found
  const record = found.value
  const { trade } = record
  if (trade.version !== wish.version) return staleVersion(tx, record, wish.version)
  if (TRANSITIONS[trade.status].bracket_adjusted === undefined) {
    return withPresent(tx, record, refuseTrade(trade, codeOutsideTable(trade.status, 'bracket_adjusted')))
  }
  const barred = exitBarredBy(trade, 'person')
  if (barred !== null) return withPresent(tx, record, refuseTrade(trade, barred))
  if (await isChanging(tx, record)) {
    const said = `The bracket of trade ${trade.id} is just being placed, and not seen to work yet; try again in a moment.`
    return withPresent(tx, record, refuse('protection_is_being_changed', said))
  }
  if (wishOf(record, view.clock.now()) === null) return { ok: true, value: record }
  const said = `Trade ${trade.id} is being closed; its protection cannot be changed any more.`
  return withPresent(tx, record, refuse('close_is_under_way', said))
}

/** Whether a bracket is under way that is not known to stand: to cancel it as well would never come to an end. */
async function isChanging(tx: StoreTransaction, { trade }: TradeRecord): Promise<boolean> {
  const intents = await tx.intentsOfTrades([trade.id])
  const open = intents.find(({ role, state }) => role === 'BRACKET' && isUnsettled(state))
  if (open === undefined) return false
  const { stopLoss, takeProfit } = pricesOfTicket(open.ticket)
  const { bracket } = trade
  const stands =
    bracket?.heldBy === 'broker' && bracket.stopLoss === stopLoss && bracket.takeProfit === takeProfit
  return !stands
}

async function watched(desk: PersonDesk, record: TradeRecord, wanted: BracketPrices): Promise<Answer> {
  const { work, username } = desk.view
  return work.transact(username, async (tx): Promise<Answer> => {
    const set = await setWatched(tx, desk, record, wanted)
    return set.ok ? answer(tx, set.value) : set
  })
}

async function answer(tx: StoreTransaction, record: TradeRecord): Promise<Answer> {
  const [line] = await tradeLines(tx, [record])
  return { ok: true, value: { trade: line!, protection: protectionOf(record) } }
}

/** Cancel, read, place, read. */
async function replace(
  desk: PersonDesk,
  deps: ExitDeps,
  { trade }: TradeRecord,
  wanted: BracketPrices,
): Promise<Answer> {
  const refusal = (code: string, said: string): Promise<Answer> => refused(desk, trade.id, refuse(code, said))
  const released = await releaseBracket(deps, trade.id, 'adjusted')
  if (released === 'not_yet') {
    return refusal(
      'bracket_could_not_be_cancelled',
      'The old bracket could not be cancelled, so nothing was changed; it works on as it was.',
    )
  }
  const { work, username } = desk.view
  const now = await work.transact(username, (tx) => tx.tradeById(trade.id))
  if (released === 'closed' || now === null) {
    return refusal(
      'bracket_has_filled',
      'The old bracket has filled meanwhile; the trade is closed by that fill.',
    )
  }
  if (wanted.stopLoss === null && wanted.takeProfit === null) return watched(desk, now, wanted)
  const placed = await placeBracket(deps, trade.id, wanted, 'person')
  const after = await work.transact(username, (tx) => tx.tradeById(trade.id))
  const bracket = after?.trade.bracket ?? null
  const isInForce =
    bracket?.heldBy === 'broker' &&
    bracket.stopLoss === wanted.stopLoss &&
    bracket.takeProfit === wanted.takeProfit
  if (after !== null && isInForce) return work.transact(username, (tx) => answer(tx, after))
  if (after !== null && isFinal(after.trade.status)) {
    return refusal(
      'bracket_has_filled',
      'The new bracket has filled at once; the trade is closed by that fill.',
    )
  }
  if (isOpenOutcome(placed)) {
    return refusal(
      'outcome_is_not_known_yet',
      'Whether the new bracket stands is not known yet; it is looked for, and nothing is sent twice.',
    )
  }
  await restore(deps, trade.id)
  return refusal(
    'bracket_was_refused',
    `The new bracket was not taken (${wordsOf(placed)}); the old prices stay, and are placed anew.`,
  )
}

function isOpenOutcome(placed: BracketPlacement): boolean {
  return placed.kind === 'sent' && ['unknown', 'sending', 'live', 'prepared'].includes(placed.intent.state)
}

function wordsOf(placed: BracketPlacement): string {
  const words = placed.kind === 'sent' ? (placed.intent.resolution ?? placed.intent.state) : placed.code
  return words.replaceAll('_', ' ')
}

/** Puts the old protection back at once; when that is refused as well, the next cycles go on with it. */
async function restore(deps: ExitDeps, tradeId: string): Promise<void> {
  const record = await deps.work.transact(deps.username, (tx) => tx.tradeById(tradeId))
  const wanted = record === null ? null : wantedProtection(record)
  if (wanted !== null) await placeBracket(deps, tradeId, wanted, 'person')
}

async function refused(desk: PersonDesk, tradeId: string, refusal: Refusal): Promise<Answer> {
  const { work, username } = desk.view
  return work.transact(username, async (tx): Promise<Answer> => {
    const record = await tx.tradeById(tradeId)
    return record === null ? refusal : withPresent(tx, record, refusal)
  })
}
