import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import { filledQuantity } from '../../domain/trade/trade-figures.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { REPRICED } from '../order-sync/order-report.ts'
import { prepareIntent } from '../submission/prepare-intent.ts'
import { ASK_AGAIN_MS, requestCancel } from '../submission/request-cancel.ts'
import { submitIntent } from '../submission/submit-intent.ts'
import { type EntryCandidate, entryTicket, walkLimit } from './entry-candidate.ts'
import type { EntryDeps, EntrySettings, EntryTransaction } from './entry-deps.ts'

/** Under this name an entry remembers that its limit is a person's, which is never walked away from. */
export const FIXED_LIMIT = 'fixedLimit'

/** What an entry that is under way needs next. */
export type EntryMove =
  | { readonly kind: 'wait' }
  | { readonly kind: 'send_again' }
  /** `last`: time is up or the floor is reached for long enough; what is unfilled is given up. */
  | { readonly kind: 'cancel'; readonly last: boolean }
  | { readonly kind: 'next_price' }

/**
 * What to do about a working entry, by its newest intent. Pure. One at a person's limit works until its order is over, a
 * person gives it up or entries are stopped.
 *
 * @param forbidden a condition that stops entries stands: what works of them is cancelled
 */
export function decideEntryMove(
  record: TradeRecord,
  intent: OrderIntent | null,
  now: Instant,
  { walkIntervalMs }: Pick<EntrySettings, 'walkIntervalMs'>,
  forbidden: boolean,
): EntryMove {
  const { status, entryCancelRequested } = record.trade
  if (intent === null || (status !== 'ENTRY_PENDING' && status !== 'PARTIALLY_FILLED'))
    return { kind: 'wait' }
  const isFixed = record.memo[FIXED_LIMIT] === true
  const isOver = !isFixed && now >= numberOf(record, 'entryUntil')
  const timeIsUp = isOver || entryCancelRequested || forbidden
  switch (intent.state) {
    case 'prepared':
      return { kind: 'send_again' }
    case 'live': {
      const asked = intent.cancelRequestedAt
      if (asked !== null && now - asked < ASK_AGAIN_MS) return { kind: 'wait' }
      if (timeIsUp) return { kind: 'cancel', last: true }
      if (isFixed) return { kind: 'wait' }
      const worked = now - (intent.sentAt ?? intent.preparedAt)
      return worked < walkIntervalMs || intent.filledQuantity > 0
        ? { kind: 'wait' }
        : { kind: 'cancel', last: false }
    }
    case 'done':
      return intent.resolution === REPRICED && !timeIsUp ? { kind: 'next_price' } : { kind: 'wait' }
    default:
      return { kind: 'wait' }
  }
}

/**
 * Moves every working entry one step on: a price that has worked for its interval is cancelled, and when the cancel is
 * proven the next one, a little nearer to the market, is sent; when time is up the rest is cancelled for good and what
 * has filled stays. An entry that has begun to fill is left where it is.
 *
 * @returns how many moves were made
 */
export async function advanceEntries<Tx extends EntryTransaction>(deps: EntryDeps<Tx>): Promise<number> {
  const due = await dueMoves(deps)
  const cancelled: string[] = []
  for (const { intent, move } of due) {
    if (move.kind !== 'cancel') continue
    await requestCancel(deps, intent.id, move.last ? 'walk_ended' : REPRICED)
    if (intent.brokerOrderId !== null) cancelled.push(intent.brokerOrderId)
  }
  if (cancelled.length > 0) await deps.confirm(cancelled)
  const sent: OrderIntent[] = []
  for (const { intent, move, record } of due) {
    if (move.kind === 'send_again') sent.push(await submitIntent(deps, intent.id))
    else if (move.kind === 'next_price' || (move.kind === 'cancel' && !move.last)) {
      const next = await sendNextPrice(deps, record.trade.id)
      if (next !== null) sent.push(next)
    }
  }
  const placed = sent.flatMap(({ brokerOrderId }) => brokerOrderId ?? [])
  if (placed.length > 0) await deps.confirm(placed)
  if (await isLookDue(deps, due, sent)) await deps.look()
  return due.length
}

/**
 * Positions move by fills only, and the orders of these moves have been read back: without a fill among them the mirror
 * is as true as it was. A look costs as much as a step of the walk itself, and one a step would use up the budget that
 * the exits need. An order that may or may not be there is looked for at once.
 */
function isLookDue<Tx extends EntryTransaction>(
  { work, username }: EntryDeps<Tx>,
  due: readonly DueMove[],
  sent: readonly OrderIntent[],
): Promise<boolean> {
  return work.transact(username, async (tx) => {
    const now = await tx.intentsOfTrades(due.map(({ record }) => record.trade.id))
    const before = new Map(due.map(({ intent }) => [intent.id, intent.filledQuantity]))
    const isNew = new Set(sent.map(({ id }) => id))
    return now.some(
      ({ id, state, filledQuantity }) =>
        (isNew.has(id) && state === 'unknown') || (filledQuantity > 0 && filledQuantity !== before.get(id)),
    )
  })
}

interface DueMove {
  readonly record: TradeRecord
  readonly intent: OrderIntent
  readonly move: EntryMove
}

function dueMoves<Tx extends EntryTransaction>(deps: EntryDeps<Tx>): Promise<readonly DueMove[]> {
  const { work, username, account, clock, settings, forbids } = deps
  return work.transact(username, async (tx) => {
    const trades = await tx.unfinishedIn(account, ['ENTRY_PENDING', 'PARTIALLY_FILLED'])
    if (trades.length === 0) return []
    const intents = await tx.intentsOfTrades(trades.map(({ trade }) => trade.id))
    const forbidden = (await forbids(tx)) !== null
    return trades.flatMap((record): DueMove[] => {
      const own = intents.filter(({ tradeId, role }) => tradeId === record.trade.id && role === 'ENTRY')
      const intent = own.at(-1)
      if (intent === undefined) return []
      const move = decideEntryMove(record, intent, clock.now(), settings, forbidden)
      return move.kind === 'wait' ? [] : [{ record, intent, move }]
    })
  })
}

/** Sends the next price of the walk, if the last one is proven dead and nothing of it filled meanwhile. */
async function sendNextPrice<Tx extends EntryTransaction>(
  deps: EntryDeps<Tx>,
  tradeId: string,
): Promise<OrderIntent | null> {
  const { work, username } = deps
  const intentId = await work.transact(username, (tx) => prepareNextPrice(tx, deps, tradeId))
  return intentId === null ? null : submitIntent(deps, intentId)
}

async function prepareNextPrice<Tx extends EntryTransaction>(
  tx: Tx,
  { account, clock, ids, settings }: EntryDeps<Tx>,
  tradeId: string,
): Promise<string | null> {
  await tx.lockAccount(account)
  const record = await tx.tradeById(tradeId)
  const last = (await tx.intentsOfTrades([tradeId])).filter(({ role }) => role === 'ENTRY').at(-1)
  if (record === null || last === undefined) return null
  const { trade } = record
  const now = clock.now()
  const dead = last.state === 'done' && last.resolution === REPRICED
  const rest = trade.quantity - filledQuantity(trade)
  const over =
    now >= numberOf(record, 'entryUntil') || trade.entryCancelRequested || record.memo[FIXED_LIMIT] === true
  if (!dead || over || rest === 0 || trade.status !== 'ENTRY_PENDING') return null
  const step = numberOf(record, 'walkStep') + 1
  const candidate = candidateOf(record)
  const limit = walkLimit(candidate, step, settings.walkTicks, settings.floorBeyondNatural)
  const intent = prepareIntent({
    id: ids.next(),
    account,
    tradeId,
    proposalId: record.proposalId,
    role: 'ENTRY',
    ticket: entryTicket(candidate, rest, limit),
    preparedAt: now,
    notAfter: instant(Math.min(now + 10_000, numberOf(record, 'entryUntil'))),
    reserve: last.reserve,
  })
  const inserted = await tx.insertIntent(intent)
  if (!inserted.ok) return null
  await tx.saveTrades([{ record: { ...record, memo: { ...record.memo, walkStep: step } }, events: [] }])
  return intent.id
}

function candidateOf({ spread, memo }: TradeRecord): EntryCandidate {
  const of = (name: string) => price(typeof memo[name] === 'number' ? memo[name] : 0)
  const strikes = spread.legs.map(({ contract }) => contract.strike)
  return { ...spread, strikes, natural: of('walkNatural'), mid: of('walkMid') }
}

function numberOf({ memo }: TradeRecord, name: string): number {
  const value = memo[name]
  return typeof value === 'number' ? value : 0
}
