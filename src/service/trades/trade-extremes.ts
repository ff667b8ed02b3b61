import { type Cents, cents } from '../../domain/money/cents.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { receivedPriceOf } from '../../domain/spread/net-price.ts'
import { entryPrice, filledQuantity, realizedPnl } from '../../domain/trade/trade-figures.ts'
import { HOUR_MS } from './hold-time.ts'
import type { MarkExtremes } from '../../ports/store/trade-query.ts'
import type { PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** How far a trade went each way, in cents over all its contracts: at most 0, and at least 0. */
export interface TradeExtremes {
  readonly maxDrawdownCents: Cents
  readonly maxGainCents: Cents
}

function profitAt({ trade }: TradeRecord, mark: Price): Cents | null {
  const entry = entryPrice(trade)
  if (entry === null) return null
  return premiumCentsHalfEven(price(receivedPriceOf(entry) + mark), filledQuantity(trade), trade.multiplier)
}

/**
 * The extremes of a trade's profit by its marks and its close; the entry itself is 0, so that neither side is on the
 * other's. Null while there is nothing to tell them by.
 */
export function extremesOf(record: TradeRecord, marks: MarkExtremes | undefined): TradeExtremes | null {
  const closed = record.trade.status === 'CLOSED' ? realizedPnl(record.trade) : null
  const seen = marks === undefined ? [] : [profitAt(record, marks.highest), profitAt(record, marks.lowest)]
  const known = [...seen, closed].filter((profit) => profit !== null)
  if (known.length === 0) return null
  return {
    maxDrawdownCents: cents(Math.min(0, ...known)),
    maxGainCents: cents(Math.max(0, ...known)),
  }
}

/** How a closed trade's profit stands to how far it went: nobody's fault, but worth a look. */
export type HindsightLabel = 'LEFT_MONEY' | 'HELD_TOO_LONG' | 'OPTIMAL'

/** One and a half times: beyond it the extreme says something. */
const FAR = 3 / 2

/**
 * The label of a closed trade: a gain that was much greater before, a loss that went on much further, or neither.
 *
 * @example
 * import { cents } from '../../domain/money/cents.ts'
 * hindsightOf(cents(20_000), { maxGainCents: cents(40_000), maxDrawdownCents: cents(-10_000) }) // => 'LEFT_MONEY'
 */
export function hindsightOf(
  profit: Cents,
  { maxGainCents, maxDrawdownCents }: TradeExtremes,
): HindsightLabel {
  if (profit > 0 && maxGainCents > FAR * profit) return 'LEFT_MONEY'
  if (profit < 0 && maxDrawdownCents < FAR * profit) return 'HELD_TOO_LONG'
  return 'OPTIMAL'
}

/** Minutes after the first fill at which a trade is looked back on. */
export const HORIZON_MINUTES = [15, 30, 60] as const
/** A mark is taken for that of a horizon when it lies this near; marks come each 40 seconds. */
const TOLERANCE_MS = 60_000

/** What a trade had come to so many minutes after its first fill. */
export interface HorizonProfit {
  readonly minutes: number
  /** By the mark nearest in time; null when none is near enough. */
  readonly profitCents: Cents | null
}

/** The profit at each horizon, by the times of the marks and never by their number. */
export function horizonProfits(
  record: TradeRecord,
  marks: readonly PriceSnapshotRecord[],
): readonly HorizonProfit[] {
  const { openedAt } = record.trade
  const priced = marks.filter(({ mark }) => mark !== null)
  return HORIZON_MINUTES.map((minutes) => {
    const wanted = (openedAt ?? 0) + (minutes * HOUR_MS) / 60
    const nearest = priced.reduce<PriceSnapshotRecord | null>(
      (best, one) => (best === null || Math.abs(one.at - wanted) < Math.abs(best.at - wanted) ? one : best),
      null,
    )
    const isNear = openedAt !== null && nearest !== null && Math.abs(nearest.at - wanted) <= TOLERANCE_MS
    return { minutes, profitCents: isNear ? profitAt(record, nearest.mark!) : null }
  })
}
