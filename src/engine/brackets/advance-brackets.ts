import type { Instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import { isUnsettled, type OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { type CloseWish, wishOf } from '../exits/close-wish.ts'
import type { ExitDeps, ExitTransaction } from '../exits/exit-deps.ts'
import { type BracketMove, decideBracketMove } from './decide-bracket-move.ts'
import { carryOut } from './exit-after-bracket.ts'
import { forgetOldCloses } from './forget-old-closes.ts'
import { placeBracket, sendBracket } from './place-bracket.ts'
import { releaseBracket } from './release-bracket.ts'
import { judgeBareTrades } from './judge-bare-trades.ts'
import { wantedProtection } from './wanted-protection.ts'

/** A trade that somebody has to do something about, and what. */
interface DueMove {
  readonly record: TradeRecord
  readonly move: BracketMove
  /** A close that waits for the bracket to be gone. */
  readonly wish: CloseWish | null
}

/**
 * Moves every bracket one step on: places what is wanted and filled, cancels what does not fit what is open any more and
 * places the next when that is proven dead, carries out the closes that waited for it. Then it says which trades nobody
 * protects. Without a bracket that is wanted it costs no call of the broker.
 *
 * @returns how many moves were made
 */
export async function advanceBrackets(deps: ExitDeps): Promise<number> {
  const { work, username, clock } = deps
  await lookAgain(deps, clock.now())
  const now = clock.now()
  const due = await work.transact(username, (tx) => dueMoves(tx, deps, now))
  for (const { record, move, wish } of due) {
    const { id } = record.trade
    if (wish !== null && record.trade.status === 'OPEN') await carryOut(deps, id, wish)
    else if (move.kind === 'send_again') await sendBracket(deps, move.intentId)
    else if (move.kind === 'place') await place(deps, record)
    else if (move.kind === 'cancel' && (await releaseBracket(deps, id, move.why)) === 'gone')
      await place(deps, record)
  }
  await forgetOldCloses(deps)
  await judgeBareTrades(deps)
  return due.length
}

/** An order that was accepted may be refused a moment later: what was placed just now is looked at once more. */
const LOOK_AGAIN_MS = 12_000

async function lookAgain({ work, username, account, confirm }: ExitDeps, now: Instant): Promise<void> {
  const live = (await work.transact(username, (tx) => tx.unsettledIntents(account))).filter(
    ({ role, state, sentAt }) =>
      role === 'BRACKET' &&
      state === 'live' &&
      sentAt !== null &&
      now - sentAt < LOOK_AGAIN_MS &&
      now > sentAt,
  )
  if (live.length > 0) await confirm(live.flatMap(({ brokerOrderId }) => brokerOrderId ?? []))
}

/** Places the bracket that the trade wants now: what is open may have changed since the move was decided. */
async function place(deps: ExitDeps, { trade }: TradeRecord): Promise<void> {
  const record = await deps.work.transact(deps.username, (tx) => tx.tradeById(trade.id))
  const wanted = record === null ? null : wantedProtection(record)
  if (record === null || wanted === null || openQuantity(record.trade) === 0) return
  const placed = await placeBracket(deps, trade.id, wanted, 'engine')
  if (placed.kind === 'sent') return
  deps.log.write('info', '[bracket]', 'no bracket was placed', { trade: trade.id, why: placed.code })
}

async function dueMoves(tx: ExitTransaction, deps: ExitDeps, now: Instant): Promise<readonly DueMove[]> {
  const open = await tx.unfinishedIn(deps.account, ['OPEN', 'PARTIALLY_FILLED'])
  const trades = open.filter((record) => record.hand !== null || wishOf(record, now) !== null)
  if (trades.length === 0) return []
  const intents = await tx.intentsOfTrades(trades.map(({ trade }) => trade.id))
  const working = new Map((await tx.workingOrders(deps.account)).map((one) => [one.intentId, one.order]))
  return trades.flatMap((record): DueMove[] => {
    const own = intents.filter(({ tradeId, role }) => tradeId === record.trade.id && role !== 'ENTRY')
    const bracket = own.find(({ role, state }) => role === 'BRACKET' && isUnsettled(state))
    const wish = wishOf(record, now)
    const order = bracket === undefined ? null : (working.get(bracket.id) ?? null)
    const hours = tradingHoursOfRoot(record.spread.root)
    const isMarketOpen = phaseAt(deps.calendar, now, hours) === 'open'
    const [isClosing, settings] = [wish !== null, deps.brackets]
    const input = { record, intents: own, order, isClosing, isMarketOpen, now, settings }
    const move = record.trade.managed || isInTheWay(bracket, wish) ? decideBracketMove(input) : WAIT
    return move.kind === 'wait' && (wish === null || record.trade.status !== 'OPEN')
      ? []
      : [{ record, move, wish }]
  })
}

const WAIT: BracketMove = { kind: 'wait' }

/** A person's close moves on whoever manages the trade. */
function isInTheWay(bracket: OrderIntent | undefined, wish: CloseWish | null): boolean {
  return bracket !== undefined && wish !== null
}
