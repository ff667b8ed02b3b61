import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import { CLOSED_BY_BRACKET, exitAfterBracket } from '../../engine/brackets/exit-after-bracket.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { findTrade } from './find-trade.ts'
import type { PersonDesk } from './person-desk.ts'

/** A closing order that was sent for a person. */
export interface SentClose {
  readonly tradeId: string
  readonly spreads: number
  readonly orderId: string | null
  /** Where its sending stands: `live`, `unknown`, `refused`...; `closed` when its bracket had filled meanwhile. */
  readonly state: string
}

/** What each refusal of an exit means for a person. */
const MEANINGS: Readonly<Record<string, string>> = {
  market_is_closed: 'the market of its options is closed',
  quotes_are_not_available: 'the quotes of its legs cannot be read now',
  quote_must_be_usable: 'a leg has no usable quote now',
  snapshot_is_not_fresh: 'the account could not be read completely just now',
  exit_is_working_already: 'a closing order works already',
  SPREAD_LEGS_OUT_OF_SYNC: 'its legs stand unequally at the broker, and no spread order can close that',
  BROKER_ALREADY_FLAT: 'the broker holds nothing of it any more',
  nothing_is_open: 'nothing of it is open',
  bracket_is_being_cancelled: 'its bracket is being cancelled, and the closing order follows by itself',
}

/**
 * Closes a trade by a person's wish, as MANUAL_CLOSE, whoever manages it: sized by the mirror, priced by the ladder of
 * exits. An exit that failed is tried again for the reason it had.
 *
 * Refuses: those of `findTrade`, `trade_must_not_be_over`, `trade_must_be_closable` with why, and the exit's own.
 */
export async function closeTrade(hand: PersonDesk, name: string): Promise<Result<SentClose>> {
  const { work, username, account } = hand.view
  const found = await work.transact(username, (tx) => findTrade(tx, account, name))
  if (!found.ok) return found
  const { trade } = found.value
  if (isFinal(trade.status)) {
    return refuse('trade_must_not_be_over', `Trade ${trade.id} is ${trade.status} already.`)
  }
  const barred = exitBarredBy(trade, 'person')
  if (barred !== null) return refuse('trade_must_be_closable', sentenceOf(found.value, barred))
  if (!(await hand.look())) {
    return refuse(
      'snapshot_is_not_fresh',
      `Nothing was sent: ${MEANINGS['snapshot_is_not_fresh']}; try again.`,
    )
  }
  const reason = trade.status === 'EXIT_ERROR' ? null : 'MANUAL_CLOSE'
  const outcome = await exitAfterBracket(await hand.exits(), trade.id, reason, 'person')
  if (outcome.kind === 'not_sent' && outcome.code === CLOSED_BY_BRACKET) {
    return ok({ tradeId: trade.id, spreads: 0, orderId: null, state: 'closed' })
  }
  if (outcome.kind === 'not_sent') return refuse(outcome.code, sentenceOf(found.value, outcome.code))
  const { brokerOrderId, state } = outcome.intent
  return ok({ tradeId: trade.id, spreads: outcome.spreads, orderId: brokerOrderId, state })
}

function sentenceOf({ trade, spread }: TradeRecord, code: string): string {
  const legs = spread.legs.map(({ contract }) => formatOccSymbol(contract)).join(' and ')
  const why = MEANINGS[code] ?? code.replaceAll('_', ' ')
  const entry = trade.status === 'ENTRY_PENDING' ? ' Its entry still works: legwork cancel-all ends it.' : ''
  return `No closing order was sent for trade ${trade.id} (${legs}): ${why}.${entry}`
}
