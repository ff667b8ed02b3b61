import { type Cents, cents } from '../../domain/money/cents.ts'
import { realizedPnl } from '../../domain/trade/trade-figures.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from './account-view.ts'
import { settingsInForce } from './view-settings.ts'

/** Closed trades that the figures go back, at most. */
const LONGEST = 10_000

/** How an account has done. What nobody knows is null, and trades of unknown result are counted and never summed as 0. */
export interface AccountStats {
  readonly portfolioValueCents: Cents | null
  readonly cashCents: Cents | null
  readonly realizedTodayCents: Cents | null
  readonly unrealizedCents: Cents | null
  /** Of all closed trades with a known result. */
  readonly realizedCents: Cents
  readonly openTrades: number
  readonly maxPositions: number | null
  readonly closedTrades: number
  readonly wins: number
  readonly losses: number
  readonly breakEven: number
  readonly unknown: number
  /** Wins over wins and losses, a fraction; null without either. */
  readonly winRate: number | null
  /** Gains over losses; null without losses. */
  readonly profitFactor: number | null
  /** Losses since the last gain, the newest first. */
  readonly consecutiveLosses: number
}

/** How an account has done, from its trades and its newest snapshot. */
export function accountStats(view: AccountView): Promise<AccountStats> {
  const { work, username, account } = view
  return work.transact(username, async (tx) => {
    const standing = await tx.latestAccountSnapshot(account)
    const settings = await settingsInForce(tx, view)
    const records = await tx.recentTrades(account, LONGEST)
    return {
      portfolioValueCents: standing?.totalEquity ?? null,
      cashCents: standing?.totalCash ?? null,
      realizedTodayCents: standing?.realizedToday ?? null,
      unrealizedCents: standing?.unrealizedOpen ?? null,
      openTrades: records.filter(({ trade }) => !['CLOSED', 'CANCELLED'].includes(trade.status)).length,
      maxPositions: settings.ok ? settings.value['user.max_positions'] : null,
      ...resultsOf(records),
    }
  })
}

/** @returns the figures of the closed trades among these records */
export function resultsOf(
  records: readonly TradeRecord[],
): Pick<
  AccountStats,
  | 'realizedCents'
  | 'closedTrades'
  | 'wins'
  | 'losses'
  | 'breakEven'
  | 'unknown'
  | 'winRate'
  | 'profitFactor'
  | 'consecutiveLosses'
> {
  const closed = records
    .filter(({ trade }) => trade.status === 'CLOSED')
    .sort((a, b) => b.trade.closedAt! - a.trade.closedAt!)
  const results = closed.map(({ trade }) => realizedPnl(trade))
  const known = results.filter((result) => result !== null)
  const gains = known.filter((result) => result > 0)
  const losses = known.filter((result) => result < 0)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const decided = known.filter((result) => result !== 0)
  const firstGain = decided.findIndex((result) => result > 0)
  return {
    realizedCents: cents(sum(known)),
    closedTrades: closed.length,
    wins: gains.length,
    losses: losses.length,
    breakEven: known.length - gains.length - losses.length,
    unknown: results.length - known.length,
    winRate: decided.length === 0 ? null : gains.length / decided.length,
    profitFactor: losses.length === 0 ? null : sum(gains) / -sum(losses),
    consecutiveLosses: firstGain === -1 ? decided.length : firstGain,
  }
}
