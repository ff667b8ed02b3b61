import type { CallPriority } from '../../ports/call-priority.ts'
import { WINDOW_MS } from './rate-window.ts'

interface LoggedCall {
  readonly at: number
  readonly priority: CallPriority
  readonly endpoint: string
}

/** How many calls the last minute had, by what they were for and by where they went. */
export interface CallCount {
  readonly total: number
  readonly byPriority: Readonly<Partial<Record<CallPriority, number>>>
  readonly byEndpoint: Readonly<Record<string, number>>
}

function tally<Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** The calls of the last minute, oldest first. */
export class CallLog {
  private readonly calls: LoggedCall[] = []

  add(at: number, priority: CallPriority, endpoint: string): void {
    this.calls.push({ at, priority, endpoint })
  }

  /** Forgets what is over a minute ago. */
  private trim(now: number): void {
    while (this.calls.length > 0 && this.calls[0]!.at < now - WINDOW_MS) this.calls.shift()
  }

  /** The first instant from which on a call is one of at most `limit` in any closed minute. */
  opensAt(limit: number, now: number): number {
    this.trim(now)
    const oldest = this.calls[this.calls.length - limit]
    return oldest === undefined ? now : oldest.at + WINDOW_MS + 1
  }

  count(now: number): CallCount {
    this.trim(now)
    return {
      total: this.calls.length,
      byPriority: tally(this.calls.map(({ priority }) => priority)),
      byEndpoint: tally(this.calls.map(({ endpoint }) => endpoint)) as Record<string, number>,
    }
  }
}
