import type { Instant } from '../domain/calendar/instant.ts'

/** Time, handed in: the wall's, an accelerated market's, or a test's. All schedules and limits run on it. */
export interface Clock {
  /** The present on this clock. */
  now(): Instant
  /** Resolves when so much of this clock's time has passed; rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignalLike): Promise<void>
}

/** As much of an `AbortSignal` as pure code needs; the platform's own fits. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
