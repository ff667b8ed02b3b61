import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { plusMs } from '../../../src/domain/calendar/instant.ts'
import { phaseAt } from '../../../src/domain/calendar/market-phase.ts'
import { marketDayOf, nextSessionToOpen } from '../../../src/domain/calendar/session-lookup.ts'
import { closeOf } from '../../../src/domain/calendar/trading-hours.ts'
import { addCents, cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { AccountFigures, DeskView, MarketView } from '../../api/desk-view.ts'
import type { OpenBook } from '../../api/portfolio-source.ts'
import type { UnderlyingView } from '../../api/trade-view.ts'
import { CALENDAR, SAMPLE_NOW, UNDERLYINGS } from './sample-market.ts'
import { SAMPLE_OPEN_TRADES } from './sample-open-trades.ts'
import { SAMPLE_EQUITY } from './sample-performance.ts'

/** The market as the calendar has it. */
export function marketAt(at: Instant): MarketView {
  const phase = phaseAt(CALENDAR, at, 'regular')
  const day = marketDayOf(CALENDAR, at)
  if (phase === 'open' && day.kind === 'session')
    return { phase, turnsAt: closeOf(day, 'regular'), unusual: day.unusual }
  return { phase, turnsAt: nextSessionToOpen(CALENDAR, at).opens, unusual: null }
}

export const SAMPLE_DESK: DeskView = {
  environment: 'PAPER',
  account: 'Paper ··0421',
  now: SAMPLE_NOW,
  market: marketAt(SAMPLE_NOW),
  quotesAt: plusMs(SAMPLE_NOW, -3_000),
  snapshotAt: plusMs(SAMPLE_NOW, -22_000),
  connection: 'live',
  entries: 'running',
  unread: 2,
}

const atRisk = SAMPLE_OPEN_TRADES.reduce((sum, { maxLossCents }) => sum + (maxLossCents ?? 0), 0)
const known = SAMPLE_OPEN_TRADES.filter(({ unrealizedCents }) => unrealizedCents !== null)
const unrealized = cents(known.reduce((sum, { unrealizedCents }) => sum + unrealizedCents!, 0))

const SAMPLE_FIGURES: AccountFigures = {
  equityCents: addCents(SAMPLE_EQUITY, unrealized),
  buyingPowerCents: addCents(SAMPLE_EQUITY, cents(-atRisk)),
  unrealizedCents: unrealized,
  unmarked: SAMPLE_OPEN_TRADES.length - known.length,
  realizedTodayCents: cents(0),
  atRiskCents: cents(atRisk),
  openTrades: SAMPLE_OPEN_TRADES.length,
  maxOpenTrades: 10,
}

const SAMPLE_UNDERLYINGS: readonly UnderlyingView[] = Object.entries(UNDERLYINGS).map(
  ([symbol, { spot, changePercent }]) => ({ symbol, spot: price(Math.round(spot * 10_000)), changePercent }),
)

export const SAMPLE_BOOK_VIEW: OpenBook = {
  figures: SAMPLE_FIGURES,
  underlyings: SAMPLE_UNDERLYINGS,
  trades: SAMPLE_OPEN_TRADES,
}
