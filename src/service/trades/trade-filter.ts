import type { Instant } from '../../domain/calendar/instant.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import { readTicker } from '../../domain/option/ticker.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { TradeList, TradeOutcome, TradePlace, TradeQuery } from '../../ports/store/trade-query.ts'

/** Which trades a person wants to see; null does not limit. */
export interface TradeFilter {
  readonly list: TradeList
  readonly outcome: TradeOutcome | null
  /** What was traded (`LONG_CALL`), or the caller's own name for it. */
  readonly strategy: string | null
  /** A ticker as people write it. */
  readonly symbol: string | null
  /** New York days, both included: of the end of a trade, or of its beginning while it has none. */
  readonly from: TradingDay | null
  readonly to: TradingDay | null
}

/** Every trade. */
export const EVERY_TRADE: TradeFilter = {
  list: 'all',
  outcome: null,
  strategy: null,
  symbol: null,
  from: null,
  to: null,
}

function midnight(day: TradingDay): Instant {
  return instantOf(day, timeOfDay('00:00'))
}

/**
 * The query of a filter.
 *
 * Refuses `ticker_must_be_plausible`, `period_must_not_end_before_it_begins`.
 */
export function queryOf(account: string, filter: TradeFilter): Result<TradeQuery> {
  const { list, outcome, strategy, symbol, from, to } = filter
  const ticker = symbol === null ? null : readTicker(symbol)
  if (ticker?.ok === false) return ticker
  if (from !== null && to !== null && from > to) {
    return refuse(
      'period_must_not_end_before_it_begins',
      `The period from ${from} ends on ${to}; exchange the two days.`,
    )
  }
  return ok({
    account,
    list,
    outcome,
    strategy,
    underlying: ticker === null ? null : ticker.value.underlying,
    from: from === null ? null : midnight(from),
    until: to === null ? null : midnight(addDays(to, 1)),
  })
}

const CURSOR = /^(\d{1,15})_([0-9A-Za-z-]{1,100})$/

/** The text by which a place in a list is found again. */
export function cursorOf({ at, id }: TradePlace): string {
  return `${at}_${id}`
}

/** The place of a cursor; refuses `cursor_must_be_one_that_was_given`. */
export function placeOf(cursor: string | null): Result<TradePlace | null> {
  if (cursor === null) return ok(null)
  const [, at, id] = CURSOR.exec(cursor) ?? []
  if (at === undefined || id === undefined) {
    return refuse(
      'cursor_must_be_one_that_was_given',
      'The cursor is none that a list has given; leave it out for the first page.',
    )
  }
  return ok({ at: Number(at) as Instant, id })
}
