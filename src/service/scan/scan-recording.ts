import { daysToExpiration } from '../../domain/calendar/days-to-expiration.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { analyseChain, type Surroundings } from '../chain/analyse-chain.ts'
import { type ChainPick, type ChainQuery, type PickCode, pickEveryChain } from '../chain/pick-chain.ts'
import type { ScanRules } from './scan-rules.ts'
import { scanVerticals, type VerticalScan } from './scan-verticals.ts'

/** An expiration of a root, and its calendar days from the quotes. */
export interface SeriesDays {
  readonly root: string
  readonly expiration: TradingDay
  readonly dte: number
}

/** What a scan of a recording found, and what it left out. */
export interface RecordingScan extends VerticalScan {
  /** Expirations whose days are not within the rules. */
  readonly outOfRange: readonly SeriesDays[]
}

function daysOf({ chain, root, expiration, rows }: ChainPick): SeriesDays {
  const quoteDay = tradingDayFromEpochDay(chain.quoteDay[rows[0]!]!)
  return { root, expiration, dte: daysToExpiration(quoteDay, expiration) }
}

/**
 * Scans every expiration of one underlying, at one instant of a recording, for vertical spreads.
 *
 * Refusals: those of `pickEveryChain`.
 */
export function scanRecording(
  chain: RecordedChain,
  query: Omit<ChainQuery, 'expiration'>,
  rules: ScanRules,
  surroundings: Surroundings,
): Result<RecordingScan, PickCode> {
  const picks = pickEveryChain(chain, query)
  if (!picks.ok) return picks
  const series = picks.value.map((pick) => ({ pick, days: daysOf(pick) }))
  const isInRange = ({ days }: { days: SeriesDays }): boolean =>
    days.dte >= rules.dteMin && days.dte <= rules.dteMax
  const chains = series.filter(isInRange).map(({ pick }) => analyseChain(pick, surroundings))
  const outOfRange = series.filter((each) => !isInRange(each)).map(({ days }) => days)
  return ok({ ...scanVerticals(chains, rules), outOfRange })
}
