/** Windows of Tradier's are one minute. */
export const WINDOW_MS = 60_000
/** Anything below is no time in milliseconds: seconds stay below it until the year 33658. */
const LEAST_EPOCH_MS = 1_000_000_000_000

/** What an answer told of a window. */
export interface ToldWindow {
  readonly allowed: number
  readonly available: number
  readonly endsAt: number
}

function count(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/**
 * When a window ends on our clock. The broker counts on its own, so what is left of the window is measured against the
 * `Date` of the same answer; without one our clock must do. Null for what is no time in milliseconds.
 */
function endOf(expiry: number | null, headers: ReadonlyMap<string, string>, now: number): number | null {
  if (expiry === null || expiry < LEAST_EPOCH_MS) return null
  const date = Date.parse(headers.get('date') ?? '')
  const left = expiry - (Number.isNaN(date) ? now : date)
  return now + Math.min(WINDOW_MS, Math.max(0, left))
}

/** Reads the X-Ratelimit headers of an answer; null when they are not all there or make no sense. */
export function toldWindow(headers: ReadonlyMap<string, string>, now: number): ToldWindow | null {
  const allowed = count(headers.get('x-ratelimit-allowed'))
  const available = count(headers.get('x-ratelimit-available'))
  const endsAt = endOf(count(headers.get('x-ratelimit-expiry')), headers, now)
  return allowed === null || available === null || endsAt === null ? null : { allowed, available, endsAt }
}

/**
 * Until when a 429 asks us to wait: the end of the window by its headers, else by the last word of its text, else a
 * whole window. At least a second, so that a clock that runs ahead does not turn waiting into hammering.
 */
export function backOffUntil(headers: ReadonlyMap<string, string>, text: string | null, now: number): number {
  const word = /(\d+)\s*$/.exec(text ?? '')?.[1]
  const told =
    endOf(count(headers.get('x-ratelimit-expiry')), headers, now) ??
    endOf(count(word), headers, now) ??
    now + WINDOW_MS
  return Math.max(told, now + 1_000)
}
