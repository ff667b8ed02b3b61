import type { MonitorMemo } from '../../ports/store/trade-store.ts'

/** What the monitor remembers of a trade from cycle to cycle. */
export interface MonitorMemory {
  /** Highest profit seen on good quotes, basis points of the maximum; null before the first. */
  readonly peak: number | null
  /** Epoch milliseconds of the last cycle that found the stop breached; null when the last good one did not. */
  readonly stopBreachedAt: number | null
  /** Cycles with bad quotes in a row. */
  readonly badCycles: number
}

const numberOr = <Other>(value: unknown, other: Other): number | Other =>
  typeof value === 'number' && Number.isFinite(value) ? value : other

/**
 * Reads what was remembered. What is not there, or is no number, is forgotten: at worst a stop waits one cycle
 * more.
 *
 * @example
 * memoryOf({}) // => { peak: null, stopBreachedAt: null, badCycles: 0 }
 */
export function memoryOf(memo: MonitorMemo): MonitorMemory {
  return {
    peak: numberOr(memo['peak'], null),
    stopBreachedAt: numberOr(memo['stopBreachedAt'], null),
    badCycles: numberOr(memo['badCycles'], 0),
  }
}
