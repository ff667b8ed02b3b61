import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import { price } from '../../domain/money/price.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { markTradeClosingPending, markTradeExitRepriced } from '../lifecycle/mark-trade-closing-pending.ts'
import { prepareIntent } from '../submission/prepare-intent.ts'
import { submitIntent } from '../submission/submit-intent.ts'
import { signedPositions } from './allocate-positions.ts'
import {
  type ExitDeps,
  type ExitOrder,
  type ExitTransaction,
  type LadderMemo,
  ladderOf,
  withLadder,
} from './exit-deps.ts'
import { computeAvailableQuantities, type ExitQuantity, resolveExitQuantity } from './exit-quantity.ts'
import { computeSpreadPositionSnapshot, getSpreadLegPositions } from './leg-positions.ts'
import { withoutWish } from './close-wish.ts'
import { planExit, planFixedExit } from './plan-exit.ts'

/** How a wish to exit ended. */
export type ExitOutcome =
  | { readonly kind: 'sent'; readonly intent: OrderIntent; readonly spreads: number }
  /** No order was made; `code` names why: a closed market, a frozen trade, an unusable quote, a flat broker... */
  | { readonly kind: 'not_sent'; readonly code: string }

/** An exit's order must leave within this time of its decision; later its quantity and price are old. */
const SEND_WITHIN_MS = 10_000

/**
 * Sends the closing order of a trade: sized by the mirror, at the ladder's present price. In one transaction under the
 * account's lock the quantity is resolved, the intent written and the trade made CLOSING_PENDING; then the order
 * leaves, once. Legs that stand unequally get no order, since a spread order could open what was not there.
 *
 * @param reason why, at the first price of a ladder; null for the exit that failed, tried again for its reason
 * @param order by the ladder unless a person says otherwise
 */
export async function executeExitForTrade(
  deps: ExitDeps,
  tradeId: string,
  reason: OrderedExitReason | null,
  actor: Evidence['actor'] = 'engine',
  order: ExitOrder = LADDER,
): Promise<ExitOutcome> {
  return send(deps, tradeId, { kind: 'first', reason, order }, actor)
}

/** Sends the next price of a ladder whose last order is proven dead. */
export async function repriceExit(
  deps: ExitDeps,
  tradeId: string,
  actor: Evidence['actor'] = 'engine',
): Promise<ExitOutcome> {
  return send(deps, tradeId, { kind: 'next' }, actor)
}

type Wish =
  | { readonly kind: 'first'; readonly reason: OrderedExitReason | null; readonly order: ExitOrder }
  | { readonly kind: 'next' }

const LADDER: ExitOrder = { kind: 'ladder' }

async function send(
  deps: ExitDeps,
  tradeId: string,
  wish: Wish,
  actor: Evidence['actor'],
): Promise<ExitOutcome> {
  const { username, work, clock, look } = deps
  const snapshotId = await deps.freshSnapshot()
  if (snapshotId === null) return { kind: 'not_sent', code: 'snapshot_is_not_fresh' }
  const symbols = await work.transact(username, async (tx) => {
    const record = await tx.tradeById(tradeId)
    return record === null ? [] : record.spread.legs.map(({ contract }) => formatOccSymbol(contract))
  })
  const read = await deps.quotes(symbols)
  const needsQuotes = wish.kind === 'next' || wish.order.kind === 'ladder'
  if (read === null && needsQuotes) return { kind: 'not_sent', code: 'quotes_are_not_available' }
  const quotes = read ?? new Map<string, Quote>()
  const prepared = await work.transact(username, (tx) =>
    prepare(tx, deps, { tradeId, wish, actor, snapshotId, quotes, now: clock.now() }),
  )
  if (prepared.kind !== 'prepared') return prepared
  const intent = await submitIntent({ ...deps, forbids: async () => null }, prepared.intent.id)
  await look()
  return { kind: 'sent', intent, spreads: prepared.spreads }
}

interface Preparation {
  readonly tradeId: string
  readonly wish: Wish
  readonly actor: Evidence['actor']
  readonly snapshotId: string
  readonly quotes: ReadonlyMap<string, Quote>
  readonly now: Instant
}

type Prepared =
  | { readonly kind: 'prepared'; readonly intent: OrderIntent; readonly spreads: number }
  | { readonly kind: 'not_sent'; readonly code: string }

async function prepare(tx: ExitTransaction, deps: ExitDeps, wanted: Preparation): Promise<Prepared> {
  const { account, log } = deps
  await tx.lockAccount(account)
  const record = await tx.tradeById(wanted.tradeId)
  if (record === null || record.account !== account) return { kind: 'not_sent', code: 'trade_must_exist' }
  if (phaseAt(deps.calendar, wanted.now, tradingHoursOfRoot(record.spread.root)) !== 'open') {
    return { kind: 'not_sent', code: 'market_is_closed' }
  }
  const quantity = await quantityOf(tx, record)
  if (quantity.kind !== 'quantity') {
    noteUnsendable(deps, record, quantity)
    return { kind: 'not_sent', code: quantity.kind }
  }
  if (quantity.reducedFrom !== null) {
    const facts = { trade: record.trade.id, open: quantity.reducedFrom, closing: quantity.spreads }
    log.write('warn', '[exit][positions][out-of-sync]', 'less is at the broker than the trade has', facts)
  }
  return write(tx, deps, record, quantity.spreads, wanted)
}

async function quantityOf(tx: ExitTransaction, record: TradeRecord): Promise<ExitQuantity> {
  const positions = signedPositions(await tx.positions(record.account))
  const unfinished = await tx.unfinishedTrades(record.account)
  const others = unfinished.filter(({ trade }) => trade.id !== record.trade.id)
  const foreign = (await tx.workingOrders(record.account)).filter(({ intentId }) => intentId === null)
  const legs = getSpreadLegPositions(record, positions, others)
  const available = computeAvailableQuantities(
    legs,
    foreign.map(({ order }) => order),
  )
  return resolveExitQuantity(record, computeSpreadPositionSnapshot(legs), available)
}

function noteUnsendable({ log }: ExitDeps, { trade }: TradeRecord, quantity: ExitQuantity): void {
  if (quantity.kind === 'SPREAD_LEGS_OUT_OF_SYNC') {
    const { shortQuantity, longQuantity } = quantity
    log.write(
      'error',
      '[monitorCycle][legs-out-of-sync]',
      'the legs stand unequally, no exit order is sent',
      {
        trade: trade.id,
        shortQuantity,
        longQuantity,
      },
    )
    return
  }
  log.write('warn', '[exit][positions][out-of-sync]', 'no exit order is sent', {
    trade: trade.id,
    why: quantity.kind,
  })
}

async function write(
  tx: ExitTransaction,
  { account, ids, settings }: ExitDeps,
  record: TradeRecord,
  spreads: number,
  { wish, actor, snapshotId, quotes, now }: Preparation,
): Promise<Prepared> {
  const { trade, spread } = record
  const { ladder, order } = triedNow(wish, record, settings.steps.length)
  const before = ladder.paid === null ? null : price(ladder.paid)
  const plan =
    order.kind === 'ladder'
      ? planExit(spread, spreads, ladder.step, quotes, before, settings)
      : planFixedExit(spread, spreads, order.kind === 'market' ? null : order.received)
  if (plan === null) return { kind: 'not_sent', code: 'quote_must_be_usable' }
  const id = ids.next()
  const evidence: Evidence = { actor, at: now, snapshotId, reference: `intent ${id}` }
  const marked = mark(record, id, spreads, wish, evidence)
  if (!marked.ok) return { kind: 'not_sent', code: marked.code }
  const intent = prepareIntent({
    id,
    account,
    tradeId: trade.id,
    proposalId: null,
    role: 'EXIT',
    ticket: plan.ticket,
    preparedAt: now,
    notAfter: instant(now + SEND_WITHIN_MS),
  })
  const inserted = await tx.insertIntent(intent)
  if (!inserted.ok) return { kind: 'not_sent', code: inserted.code }
  const isFixed = order.kind !== 'ladder'
  const after = withLadder(withoutWish(marked.value.record), { step: ladder.step, paid: plan.paid }, isFixed)
  await tx.saveTrades([{ ...marked.value, record: after }])
  await tx.insertDecisions([
    {
      id: ids.next(),
      account,
      kind: 'exit',
      tradeId: trade.id,
      proposalId: null,
      snapshotId,
      at: now,
      rules: isFixed ? 'exit-by-hand-1' : 'exit-ladder-1',
      inputs: { spreads, step: ladder.step, before, quotes: quotesOf(quotes), ...climbOf(settings) },
      outcome: { paid: plan.paid, intent: id },
    },
  ])
  return { kind: 'prepared', intent, spreads }
}

/** What is tried: the first order as it is wished for, else the next step of the ladder. */
function triedNow(wish: Preparation['wish'], record: TradeRecord, steps: number) {
  if (wish.kind === 'first') return { ladder: FOOT, order: wish.order }
  return { ladder: next(ladderOf(record), steps), order: LADDER }
}

const FOOT: LadderMemo = { step: 0, paid: null }

function next({ step, paid }: LadderMemo, steps: number): LadderMemo {
  return { step: Math.min(step + 1, steps - 1), paid }
}

function mark(
  record: TradeRecord,
  orderId: string,
  quantity: number,
  wish: Wish,
  evidence: Evidence,
): ReturnType<typeof markTradeClosingPending> {
  if (wish.kind === 'first') {
    return markTradeClosingPending(record, { orderId, quantity, reason: wish.reason, evidence })
  }
  const working = record.trade.exitOrders.find(({ state }) => state === 'working')
  const filledBefore = record.trade.exits.find(({ key }) => key === working?.orderId)?.quantity ?? 0
  return markTradeExitRepriced(record, { orderId, quantity, evidence, filledBefore })
}

/** How the ladder climbs, kept so that the step can be priced again. */
function climbOf({ steps, beyond }: ExitDeps['settings']) {
  return { steps, beyond }
}

function quotesOf(
  quotes: ReadonlyMap<string, Quote>,
): Record<string, { bid: number | null; ask: number | null }> {
  return Object.fromEntries([...quotes].map(([symbol, { bid, ask }]) => [symbol, { bid, ask }]))
}
