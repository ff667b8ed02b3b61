import type { Alert } from '../../ports/notifier.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { hasOldWish, withoutWish } from '../exits/close-wish.ts'
import type { ExitDeps } from '../exits/exit-deps.ts'

/**
 * Takes closes that waited for too long off their trades, and tells a person: whoever was answered that the order follows
 * by itself would otherwise believe the trade closed.
 */
export async function forgetOldCloses({ work, username, account, clock, tell }: ExitDeps): Promise<void> {
  const isOld = (record: TradeRecord): boolean => hasOldWish(record, clock.now())
  const alerts = await work.transact(username, async (tx): Promise<readonly Alert[]> => {
    const open = () => tx.unfinishedIn(account, ['OPEN', 'PARTIALLY_FILLED'])
    if (!(await open()).some(isOld)) return []
    await tx.lockAccount(account)
    const old = (await open()).filter(isOld)
    await tx.saveTrades(old.map((record) => ({ record: withoutWish(record), events: [] })))
    return old.map(alertOf)
  })
  if (alerts.length > 0) await tell(alerts)
}

function alertOf({ trade, spread }: TradeRecord): Alert {
  return {
    key: `close-forgotten:${trade.id}`,
    severity: 'critical',
    title: `Not closed: ${spread.underlying} ${spread.strategy} ${spread.expiration}`,
    body: `The close of trade ${trade.id} could not be carried out for too long and is given up; the trade is as it was. Look at it, and close it again if it is still meant.`,
  }
}
