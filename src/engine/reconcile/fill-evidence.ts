import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { ReportsDesk } from '../../ports/broker-reports.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { OrderStore } from '../../ports/store/order-store.ts'
import type { TradeRecord, TradeSave, TradeStore } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import { leftByReset } from './decide-reset.ts'
import { wasExercised } from './note-exercised.ts'
import { evidencedPrice } from './gain-loss-evidence.ts'

/** What the search for evidence needs. */
export interface EvidenceDeps {
  readonly username: string
  readonly account: string
  readonly work: UnitOfWork<AccountStore & TradeStore & OrderStore>
  readonly desk: ReportsDesk
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** Orders of other hands that are looked through. */
const ORDERS_LOOKED_AT = 500

/**
 * Looks for what really happened to trades that were closed with an unknown price: in orders of a person's at the
 * broker, and in the broker's gain/loss report (asked for only when there is such a trade). What it finds fills price
 * and profit in, with its provenance; the reason stays.
 *
 * @returns the ids of the trades that were priced
 */
export async function fillEvidence(
  deps: EvidenceDeps,
  from: TradingDay,
  to: TradingDay,
): Promise<readonly string[]> {
  const { username, account, work, desk, clock, log } = deps
  const wanting = (await work.transact(username, (tx) => tx.unpricedTrades(account))).filter(mayBeReported)
  if (wanting.length === 0) return []
  const report = await desk.readGainLoss(from, to, 'scan')
  const gainLoss = report.ok ? report.value : []
  return work.transact(username, async (tx) => {
    const { snapshotId } = await tx.lockAccount(account)
    const recent = await tx.recentOrders(account, ORDERS_LOOKED_AT)
    const foreign = recent.filter(({ intentId }) => intentId === null)
    const at = clock.now()
    const saves = (await tx.unpricedTrades(account)).filter(mayBeReported).flatMap((record): TradeSave[] => {
      const evidence = (reference: string) => ({ actor: 'engine', at, snapshotId, reference }) as const
      const command = evidencedPrice(record, { foreign, gainLoss, evidence })
      const applied = command === null ? null : applyCommands(record, [command])
      return applied?.ok === true && applied.value.events.length > 0 ? [applied.value] : []
    })
    if (saves.length > 0) await tx.saveTrades(saves)
    for (const { record } of saves)
      log.write('info', '[repair]', 'evidence priced a closed trade', { trade: record.trade.id })
    return saves.map(({ record }) => record.trade.id)
  })
}

/**
 * After a reset the broker's reports are of another life of the account, in which the same contracts may be traded; of what
 * was exercised they show options that left for nothing.
 */
function mayBeReported(record: TradeRecord): boolean {
  return !leftByReset(record) && !wasExercised(record)
}
