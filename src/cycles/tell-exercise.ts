import { daysToExpirationAt } from '../domain/calendar/days-to-expiration.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { productOfRoot } from '../domain/option/product.ts'
import { openQuantity } from '../domain/trade/trade-figures.ts'
import type { AccountEngine } from './account-engine.ts'
import type { TradeEvaluation } from './evaluate-trades.ts'

/** What each engine has told already: a person is told of an exercise once a day, not each minute. */
const told = new WeakMap<AccountEngine, Set<string>>()

/**
 * Tells a person on the last day of a long option in the money that it will be exercised by itself unless it is sold:
 * shares, and the money for them, come or go overnight. Options that are settled in cash bring cash only.
 */
export async function tellExercise(
  engine: AccountEngine,
  evaluations: readonly TradeEvaluation[],
): Promise<void> {
  const at = engine.context.clock.now()
  const known = told.get(engine) ?? new Set()
  told.set(engine, known)
  for (const { record, verdict } of evaluations) {
    const { trade, spread } = record
    const { underlying } = verdict.metrics
    const [only, another] = spread.legs
    const isLong = only?.action === 'buy_to_open' && another === undefined
    if (!isLong || underlying === null || daysToExpirationAt(at, spread.expiration) !== 0) continue
    const { type, strike } = only.contract
    const inside = type === 'call' ? underlying - strike : strike - underlying
    const key = `exercise:${trade.id}:${newYorkDayOf(at)}`
    if (inside <= 0 || productOfRoot(spread.root).delivery === 'cash' || known.has(key)) continue
    known.add(key)
    const shares = openQuantity(trade) * trade.multiplier
    const what = type === 'call' ? `buys ${shares} shares` : `sells ${shares} shares`
    const title = `Expires in the money today: ${spread.underlying} ${spread.strategy}`
    const body = `Trade ${trade.id}: unless it is sold before the close, it is exercised by itself, which ${what} of ${spread.underlying} at the strike.`
    await engine.tell([{ key, severity: 'warning', title, body }])
  }
}
