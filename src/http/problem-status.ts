/** The statuses of problems. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 408
  | 409
  | 413
  | 415
  | 421
  | 422
  | 429
  | 500
  | 502
  | 503
  | 504

/** A limit says no: 403. */
const LIMITS = [
  /^limit_(?!must_)/,
  /^user_/,
  /^(card_score_must_reach_the_gate|verdict_must_not_be_avoid)$/,
  /^(market_close_is_not_allowed|market_orders_must_be_allowed|account_must_match_its_mode)$/,
  /^tilt_pause$/,
  /^entries_stopped$/,
  /^equity_unknown$/,
  /^naked_short_possible$/,
  /_limit_reached$/,
  /^scope_must_/,
  /^live_/,
  /^fresh_second_factor_/,
  /^promotion_/,
]

/** What is asked for does not fit how things stand now: 409. The same request may be right later. */
const STATES = [
  /^version_must_be_current$/,
  /^trade_(must_not_be_over|must_be_closable|must_be_managed|is_closed|is_cancelled|is_not_managed)/,
  /^exits?_(is_working|frozen|order_still|error_comes)/,
  /_(is|are)_under_way$/,
  /^(market_is_closed|quotes_are_not_available|quote_must_be_usable|snapshot_is_not_fresh)$/,
  /^(nothing_is_open|nothing_filled_yet|entry_still_working|entry_already_over|exit_order_still_working)$/,
  /^(SPREAD_LEGS_OUT_OF_SYNC|BROKER_ALREADY_FLAT)$/,
  /^(identical_spread|opposite_leg_conflict|intent_exists_for_proposal|proposal_must_be_ready)$/,
  /^(positions_must_hold_the_spread|short_must_be_uncovered|bracket_needs_open_trade|engine_runs_elsewhere)$/,
  /^(order_outcome_must_be_known|break_must_be_resolved|account_must_be_open|account_is_open_already)$/,
  /^(request_is_in_flight|duplicate_within_a_minute|market_must_be_open|trade_must_be_open)$/,
  /^(bracket_could_not_be_cancelled|bracket_has_filled|bracket_has_closed_it|bracket_is_being_cancelled)$/,
  /^(stop_is_passed_already|market_must_be_narrow_for_a_market_order)$/,
]

/** The broker said no: 502. Nobody knows what it did: 504. It cannot be reached: 503. */
const BROKER: readonly (readonly [RegExp, ProblemStatus])[] = [
  [
    /^(broker_rejected_the_order|broker_must_accept_the_preview|bracket_was_refused|order_never_arrived)$/,
    502,
  ],
  [/^preview(: .*|_unauthorized|_malformed)$/, 502],
  [/^(broker_is_not_available|order_was_not_sent|preview_unavailable|preview_rate_limited)$/, 503],
  [/^(order_outcome_is_unknown|outcome_is_not_known_yet|preview_unknown)$/, 504],
]

/**
 * The HTTP status of a refusal: 403 for limits, 409 for state, 502, 503 and 504 for what the broker did, 404 for what is
 * not there; all else is a request that can never be right as it is: 422.
 *
 * @example
 * ['limit_heat', 'version_must_be_current', 'trade_must_exist', 'price_must_be_a_decimal'].map(statusOfCode) // => [403, 409, 404, 422]
 */
export function statusOfCode(code: string): ProblemStatus {
  if (/_must_exist$/.test(code)) return 404
  const broker = BROKER.find(([pattern]) => pattern.test(code))
  if (broker !== undefined) return broker[1]
  if (STATES.some((pattern) => pattern.test(code))) return 409
  if (LIMITS.some((pattern) => pattern.test(code))) return 403
  return 422
}
