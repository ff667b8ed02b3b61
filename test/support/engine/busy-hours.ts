import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import type { TradingWorld } from './trading-world.ts'

/** Enters whatever scores, on several underlyings, and is quick to take profits and losses. */
export const BUSY = {
  'entry.underlyings': 'SPY, QQQ, AAPL',
  'entry.ivr_min_credit': 'off',
  'entry.ivr_max_credit': 'off',
  'entry.ivr_min_debit': 'off',
  'entry.ivr_max_debit': 'off',
  'entry.score_min': '30',
  'entry.leg_spread_max_abs': 'off',
  'entry.leg_spread_max_fraction': 'off',
  'regime.check': 'no',
  'tilt.pause': 'off',
  'risk.daily_loss': 'off',
  'risk.max_open': '1000',
  'risk.max_per_symbol': '100',
  'risk.max_new_per_day': '1000',
  'exit.profit_target_credit': '0.10',
  'exit.profit_target_debit': '0.10',
  'exit.stop_credit_max_loss': '0.10',
  'exit.stop_debit_max_loss': '0.10',
} as const

/** Most requests that reached the exchange in any 60 seconds, both ends included. */
export function peakOf({ requests }: Pick<TradingWorld, 'requests'>): number {
  let [first, most] = [0, 0]
  for (const [last, { at }] of requests.entries()) {
    while (requests[first]!.at < at - MINUTE_MS) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** The longest time between two of some instants, in milliseconds. */
export function longestGap(times: readonly number[]): number {
  return times.reduce((most, at, i) => (i === 0 ? most : Math.max(most, at - times[i - 1]!)), 0)
}
