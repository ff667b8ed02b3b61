import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '../../domain/calendar/instant.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'

/** The wall's time. */
export function systemClock(): Clock {
  return { now: () => instant(Date.now()), sleep: sleepFor }
}

/** Waits so many milliseconds of the wall; rejects with the signal's reason when it aborts. */
export async function sleepFor(ms: number, signal?: AbortSignalLike): Promise<void> {
  if (signal === undefined) return sleep(ms)
  if (signal.aborted) throw signal.reason
  const ended = new AbortController()
  const end = (): void => ended.abort()
  signal.addEventListener('abort', end, { once: true })
  try {
    await sleep(ms, undefined, { signal: ended.signal })
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', end)
  }
}
