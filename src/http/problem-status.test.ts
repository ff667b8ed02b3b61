import { expect, it } from 'vitest'
import { statusOfCode } from './problem-status.ts'

it.each([
  ['limit_heat', 403],
  ['user_daily_loss_limit', 403],
  ['limit_must_be_on_a_tick', 422],
  ['stop_must_be_below_mark', 422],
  ['version_must_be_current', 409],
  ['trade_must_be_managed', 409],
  ['request_is_in_flight', 409],
  ['duplicate_within_a_minute', 409],
  ['trade_must_exist', 404],
  ['broker_rejected_the_order', 502],
  ['broker_is_not_available', 503],
  ['outcome_is_not_known_yet', 504],
])('%s is answered with %i', (code, status) => {
  expect(statusOfCode(code)).toBe(status)
})
