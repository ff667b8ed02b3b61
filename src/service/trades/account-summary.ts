import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { Cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { isExposed } from '../../engine/risk-gate/exposure-book.ts'
import { type HeatReading, heatReading, lossesUntilStop } from '../../engine/risk-gate/heat-of-book.ts'
import { readExposureBook } from '../../engine/risk-gate/read-exposure-book.ts'
import type { AccountView } from '../engine/account-view.ts'
import { settingsInForce } from '../engine/view-settings.ts'

/** How an account stands at a glance. Amounts are cents; what nobody knows is null, never 0. */
export interface AccountSummary {
  /** As the broker last told; null before the first reading. */
  readonly portfolioValueCents: Cents | null
  readonly cashCents: Cents | null
  /** Of trades closed today in New York, by their fills, as the limit of the day counts it. */
  readonly todaysCents: Cents
  readonly dailyLossLimitCents: Cents
  /** Something is held; and entries of which nothing has filled. */
  readonly openPositions: number
  readonly pendingEntries: number
  readonly maxPositions: number
  /** What takes up the positions that are allowed: open, pending, and what no trade explains. */
  readonly usedPositions: number
  readonly realizedCents: Cents
  /** By the newest marks; `unmarked` open trades have none and are not in it. */
  readonly unrealizedCents: Cents
  readonly unmarked: number
  readonly totalCents: Cents
  readonly closedTrades: number
  /** Closed, with a profit that nobody knows: in none of the figures. */
  readonly unpriced: number
  readonly wins: number
  readonly losses: number
  /** Wins of the closed trades whose profit is known, in basis points; null without any. */
  readonly winRateBasisPoints: number | null
  /** Gains over losses; null without losses, as no number says that. */
  readonly profitFactor: number | null
  /** The most recent first: an older loss behind a win does not count. */
  readonly consecutiveLosses: number
  /** What may be lost until the stops, of the balance: the figure that the limit is held by. */
  readonly heat: HeatReading
  readonly heatLimitBasisPoints: number
}

/**
 * The figures of an account, summed up in the store.
 *
 * Refuses as `settingsInForce` does when what is stored is no set of settings.
 */
export function accountSummary(view: AccountView): Promise<Result<AccountSummary>> {
  const { work, username, account, clock } = view
  return work.transact(username, async (tx): Promise<Result<AccountSummary>> => {
    const settings = await settingsInForce(tx, view)
    if (!settings.ok) return settings
    const now = clock.now()
    const standing = await tx.latestAccountSnapshot(account)
    const { closed, open, pending, unrealized, unmarked, today, lossesInARow } = await tx.tradeFigures(
      account,
      newYorkDayOf(now),
    )
    const book = await readExposureBook(tx, account, now, instant(0))
    const losses = lossesUntilStop(book.lines, await tx.unfinishedTrades(account))
    const balance = settings.value['user.account_balance']
    const priced = closed.count - closed.unpriced
    return ok({
      portfolioValueCents: standing?.totalEquity ?? null,
      cashCents: standing?.totalCash ?? null,
      todaysCents: today.realized,
      dailyLossLimitCents: settings.value['user.daily_loss_limit'],
      openPositions: open,
      pendingEntries: pending,
      maxPositions: settings.value['user.max_positions'],
      usedPositions: book.lines.filter(isExposed).length,
      realizedCents: closed.realized,
      unrealizedCents: unrealized,
      unmarked,
      totalCents: (closed.realized + unrealized) as Cents,
      closedTrades: closed.count,
      unpriced: closed.unpriced,
      wins: closed.wins,
      losses: closed.losses,
      winRateBasisPoints: priced === 0 ? null : Math.round((closed.wins * 10_000) / priced),
      profitFactor: closed.lost === 0 ? null : Math.round((closed.gained / closed.lost) * 100) / 100,
      consecutiveLosses: lossesInARow,
      heat: heatReading(losses, balance),
      heatLimitBasisPoints: settings.value['user.heat_limit'],
    })
  })
}
