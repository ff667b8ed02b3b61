/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/**
 * How long a trade was held, in the largest unit that fits and whole.
 *
 * @example
 * [holdWords(3_600_000), holdWords(7_300_000), holdWords(59_000), holdWords(172_800_000)] // => ['1 hour', '2 hours', '0 minutes', '2 days']
 */
export function holdWords(ms: number): string {
  if (ms >= DAY_MS) return counted(Math.floor(ms / DAY_MS), 'day')
  if (ms >= HOUR_MS) return counted(Math.floor(ms / HOUR_MS), 'hour')
  return counted(Math.floor(ms / MINUTE_MS), 'minute')
}
