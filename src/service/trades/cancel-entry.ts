import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { tradeCan } from '../../domain/trade/trade-can.ts'
import { requestCancel } from '../../engine/submission/request-cancel.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import { findTrade } from '../engine/find-trade.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import type { TradeLine } from '../engine/trade-line.ts'
import { type StaleRefusal, staleVersion, withPresent } from './stale-version.ts'

/** A person's wish to take an entry back, or its rest. */
export interface CancelEntry {
  readonly trade: string
  /** The version of the trade that the person looked at. */
  readonly version: number
}

/**
 * Asks the broker to cancel what still works of a trade's entry, and looks what became of it: a cancel may lose to a fill,
 * and the trade that comes back says which it was.
 *
 * Refuses: those of `findTrade`; `version_must_be_current` with the present trade; `entry_already_over`;
 * `order_outcome_must_be_known` while nobody knows whether there is an order to cancel.
 */
export async function cancelEntry(
  desk: PersonDesk,
  wish: CancelEntry,
): Promise<Result<TradeLine> | StaleRefusal> {
  const { work, username, clock } = desk.view
  const found = await work.transact(username, (tx) => entryOf(tx, desk, wish))
  if (!found.ok) return found
  const { id, brokerOrderId, tradeId } = found.value
  const deps = { username, work, desk: desk.desk, clock, log: desk.log }
  await requestCancel(deps, id, 'cancelled by a person')
  if (brokerOrderId !== null) await desk.confirm([brokerOrderId])
  await desk.look()
  return work.transact(username, async (tx): Promise<Result<TradeLine>> => {
    const record = await tx.tradeById(tradeId)
    const [line] = await tradeLines(tx, record === null ? [] : [record])
    return line === undefined ? refuse('trade_must_exist', 'There is no such trade.') : ok(line)
  })
}

async function entryOf(
  tx: StoreTransaction,
  { view }: PersonDesk,
  { trade: name, version }: CancelEntry,
): Promise<Result<OrderIntent> | StaleRefusal> {
  const found = await findTrade(tx, view.account, name)
  if (!found.ok) return found
  const { trade } = found.value
  if (trade.version !== version) return staleVersion(tx, found.value, version)
  const entries = (await tx.intentsOfTrades([trade.id])).filter(({ role }) => role === 'ENTRY')
  const live = entries.find(({ state }) => state === 'live')
  if (live !== undefined && tradeCan.cancelEntry(trade)) return ok(live)
  const isOpen = entries.some(({ state }) => ['prepared', 'sending', 'unknown'].includes(state))
  const refusal = isOpen
    ? refuse(
        'order_outcome_must_be_known',
        'Whether the entry is at the broker is not known yet; it is looked for.',
      )
    : refuse('entry_already_over', `The entry of trade ${trade.id} is over; there is nothing left to cancel.`)
  return withPresent(tx, found.value, refusal)
}
