import { wantedProtection } from '../engine/brackets/wanted-protection.ts'
import { holdByWatch, type WatchedTrade } from '../engine/brackets/watch-protection.ts'
import { stillTrades } from '../engine/brackets/still-trades.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { evaluateTrades, type TradeEvaluation } from './evaluate-trades.ts'
import { exitDepsOf } from './exit-deps-of.ts'
import { sendExits } from './send-exits.ts'

/** Lets the trades that were judged know whether our own watch holds their protection. */
export async function watchProtection(
  engine: AccountEngine,
  evaluations: readonly TradeEvaluation[],
): Promise<void> {
  const watched = evaluations.filter(({ record }) => isWatched(engine, record))
  await holdByWatch(
    exitDepsOf(engine),
    watched.map(({ record, verdict }): WatchedTrade => {
      const isBad = verdict.metrics.quotes === 'bad'
      const quotes = !isBad ? 'good' : verdict.alert === 'BAD_QUOTES' ? 'bad_for_long' : 'bad'
      return { tradeId: record.trade.id, quotes }
    }),
  )
}

/**
 * Judges the trades whose protection a person has priced, between two monitors: with the snapshots of prices, every
 * forty seconds. What is hit is closed at once.
 *
 * @returns how many exits were due
 */
export async function watchPrices(engine: AccountEngine): Promise<number> {
  const evaluations = await evaluateTrades(engine, (record) => isWatched(engine, record))
  await watchProtection(engine, evaluations)
  return (await sendExits(engine, evaluations)).length
}

function isWatched({ context }: AccountEngine, record: TradeRecord): boolean {
  const { calendar, clock } = context
  return stillTrades(record.spread, clock.now(), calendar) && wantedProtection(record) !== null
}
