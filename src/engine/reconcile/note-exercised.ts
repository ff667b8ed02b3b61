import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { Alert } from '../../ports/notifier.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import type { ReconcileDecision } from './decide-reconcile.ts'

/** On a trade that ended in shares. */
const EXERCISED = 'exercised'

/**
 * Whether a trade ended by the exercise of what it held. What it was worth is in the shares that came of it: a report that
 * shows its options leave for nothing tells no price.
 */
export function wasExercised({ memo }: Pick<TradeRecord, 'memo'>): boolean {
  return memo[EXERCISED] !== undefined
}

/**
 * Notes on the trades that a reconciliation closes which of them were exercised, as the differences of the mirror say,
 * and calls a person to the shares. Nothing is priced by it.
 *
 * @param open the open differences, before the closings explain them
 */
export function noteExercised(decision: ReconcileDecision, open: readonly BreakRecord[]): ReconcileDecision {
  const symbols = new Set(open.filter(({ cause }) => cause === 'exercise').map(({ symbol }) => symbol))
  const closed = new Set(decision.closings.map(({ tradeId }) => tradeId))
  const alerts: Alert[] = []
  const saves = decision.saves.map((save): TradeSave => {
    const { record } = save
    // What became shares that the mirror shows is noted already, with their number.
    if (wasExercised(record)) return save
    const legs = record.spread.legs.map(({ contract }) => formatOccSymbol(contract))
    if (!closed.has(record.trade.id) || !legs.some((symbol) => symbols.has(symbol))) return save
    alerts.push(alertOf(record))
    return { ...save, record: { ...record, memo: { ...record.memo, [EXERCISED]: true } } }
  })
  return { ...decision, saves, alerts: [...decision.alerts, ...alerts] }
}

function alertOf({ trade, spread }: TradeRecord): Alert {
  const { underlying, strategy, expiration } = spread
  return {
    key: `exercised:${trade.id}`,
    severity: 'warning',
    title: `Exercised: ${underlying} ${strategy} ${expiration}`,
    body: `Trade ${trade.id} ended in shares of ${underlying}, which are in the account now. Its profit is in them, and is not told.`,
  }
}
