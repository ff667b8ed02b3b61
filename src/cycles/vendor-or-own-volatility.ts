import type { Log } from '../ports/log.ts'
import type { VolatilityHistory } from '../ports/volatility-history.ts'

/**
 * The standing of a vendor, and of our own history where the vendor cannot be read or has no rank. Whichever answers is
 * named in the standing's source, and that ours stands in is named in the log as well. When neither has a rank the vendor's
 * answer stands, percentile or fault: a fault is asked for again, where a standing is kept for the day.
 */
export function vendorOrOwnVolatility(
  vendor: VolatilityHistory,
  own: VolatilityHistory,
  log: Log,
): VolatilityHistory {
  return {
    async readStanding(underlying, priority) {
      const answer = await vendor.readStanding(underlying, priority)
      if (answer.ok && answer.value.rank !== null) return answer
      const ours = await own.readStanding(underlying, priority)
      if (!ours.ok || ours.value.rank === null) return answer
      log.write('info', '[volatility]', `our own history of ${underlying} stands in for the vendor's`, {
        vendor: answer.ok ? `${answer.value.source} has no rank` : answer.code,
        source: ours.value.source,
        sessions: ours.value.window?.sessions ?? 0,
      })
      return ours
    },
  }
}
