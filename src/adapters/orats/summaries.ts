import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { OratsClient } from './client.ts'
import { oratsFault } from './faults.ts'
import type { OratsPlan } from './market-data.ts'
import { priceOf, volatilityOf } from './translate/figures.ts'
import { rowsOf, WIRE_SUMMARY, type WireSummary } from './wire.ts'

/** What ORATS says of an underlying's surface as a whole; volatilities are fractions, what is missing is null. */
export interface OratsSummary {
  readonly ticker: string
  readonly day: TradingDay
  readonly stockPrice: Price | null
  /** At the money, by maturity. */
  readonly iv: Readonly<
    Record<'d10' | 'd20' | 'd30' | 'd60' | 'd90' | 'm6' | 'y1' | 'd30WithoutEarnings', number | null>
  >
  /** Rise of the term structure; the vendor's own unit. */
  readonly contango: number | null
  readonly skewing: number | null
  /** Slope of the smile at thirty days. */
  readonly slope30: number | null
  /** Expected by earnings, as a fraction. */
  readonly impliedEarningsMove: number | null
  readonly nextDividend: Price | null
  readonly asOf: Instant | null
}

/** The summary of an underlying. */
export async function readSummary(
  client: OratsClient,
  plan: OratsPlan,
  ticker: string,
  priority: CallPriority,
): Promise<BrokerRead<OratsSummary>> {
  const answer = await client.read(plan === 'live' ? 'live/summaries' : 'summaries', { ticker }, priority)
  if (!answer.ok) return answer
  const rows = rowsOf(answer.value, WIRE_SUMMARY)
  if (!rows.ok) return rows
  const row = rows.value.find((one) => one.ticker === ticker)
  if (row === undefined) return oratsFault('rejected', 'no_rows', `ORATS has no summary of ${ticker}.`)
  return { ok: true, value: summaryOf(row) }
}

function summaryOf(row: WireSummary): OratsSummary {
  return {
    ticker: row.ticker,
    day: row.tradeDate,
    stockPrice: priceOf(row.stockPrice),
    iv: {
      d10: volatilityOf(row.iv10d),
      d20: volatilityOf(row.iv20d),
      d30: volatilityOf(row.iv30d),
      d60: volatilityOf(row.iv60d),
      d90: volatilityOf(row.iv90d),
      m6: volatilityOf(row.iv6m),
      y1: volatilityOf(row.iv1y),
      d30WithoutEarnings: volatilityOf(row.exErnIv30d),
    },
    contango: row.contango,
    skewing: row.skewing,
    slope30: row.rSlp30,
    impliedEarningsMove: row.impliedEarningsMove,
    nextDividend: priceOf(row.nextDiv),
    asOf: row.quoteDate ?? row.updatedAt,
  }
}
