import type { TradingDay } from '../calendar/trading-day.ts'
import { ok, type Result, refuse } from '../refusal.ts'

/** What must have been shown to work, on a day that is written down, before the engine may trade money. */
export const PROMOTION_LIST = {
  dry_run_days: '3 clean days in a row in DRY_RUN',
  paper_days: '5 clean days in a row in PAPER',
  stop_works: 'a stop has closed a trade as it should',
  limits_proved: 'the limits have refused what they must, by test',
  alert_channel_tested: 'an alert has reached the person',
  kill_switch_tested: 'HARD_STOP has stopped entries and was released',
  order_types_previewed: 'the broker has previewed every order type without an error',
  no_open_incident: 'no incident is open',
} as const

/** The name of an item of the list. */
export type PromotionItem = keyof typeof PROMOTION_LIST

/** The items in the order of the list. */
export const PROMOTION_ITEMS = Object.keys(PROMOTION_LIST) as readonly PromotionItem[]

/** That an item was passed: when, and by what evidence. */
export interface PassRecord {
  readonly item: PromotionItem
  /** New York day. */
  readonly passedOn: TradingDay
  readonly evidence: string
}

/**
 * Whether live trading may be activated: every item of the list needs a record of its pass that is dated no later than
 * today and says by what. Answers the records, in the order of the list. Refuses `promotion_item_must_be_passed` and
 * names every item that lacks one, since to hear of them one by one invites to tick them off unread.
 *
 * @example
 * judgePromotion([], '2026-09-22').code // => 'promotion_item_must_be_passed'
 */
export function judgePromotion(
  records: readonly PassRecord[],
  today: TradingDay,
): Result<readonly PassRecord[], 'promotion_item_must_be_passed'> {
  const passed = PROMOTION_ITEMS.map((item) =>
    records.find((one) => one.item === item && one.passedOn <= today && one.evidence.trim() !== ''),
  )
  const missing = PROMOTION_ITEMS.filter((_, i) => passed[i] === undefined)
  if (missing.length === 0) return ok(passed as readonly PassRecord[])
  const wanted = missing.map((item) => `${item} (${PROMOTION_LIST[item]})`).join(', ')
  return refuse(
    'promotion_item_must_be_passed',
    `Live trading needs a dated record of each item; missing: ${wanted}.`,
  )
}

/** A day of operation, as far as it tells whether it was clean. */
export interface OperatedDay {
  readonly day: TradingDay
  readonly emergencies: number
  /** Proposals that left without a reason. */
  readonly unexplainedInvalidations: number
  /** Differences between the books and the broker that nothing explains. */
  readonly unexplainedBreaks: number
}

/**
 * How many of the newest days in a row were clean: no emergency, no unexplained invalidation, and books that agree with
 * the broker.
 *
 * @param days ascending, all of one mode
 *
 * @example
 * cleanDaysInARow([]) // => 0
 */
export function cleanDaysInARow(days: readonly OperatedDay[]): number {
  const dirty = days.findLastIndex(
    ({ emergencies, unexplainedInvalidations, unexplainedBreaks }) =>
      emergencies + unexplainedInvalidations + unexplainedBreaks > 0,
  )
  return days.length - 1 - dirty
}
