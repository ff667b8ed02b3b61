import { type ToldWindow, WINDOW_MS } from './rate-window.ts'

/**
 * What the broker's own counter leaves of one class. Calls that are under way are not in what it last told, so they are
 * taken off; an older answer that comes late tells nothing new.
 */
export class ClassGate {
  private told: ToldWindow | null = null
  private closedUntil = Number.NEGATIVE_INFINITY
  private underWay = 0

  sent(): void {
    this.underWay += 1
  }

  /** A call is over; `told` is what its answer said of the window, if it did. */
  answered(told: ToldWindow | null): void {
    this.underWay -= 1
    if (told === null) return
    const sameWindow = this.told !== null && Math.abs(this.told.endsAt - told.endsAt) < WINDOW_MS / 2
    const fewer = sameWindow ? Math.min(this.told!.available, told.available) : told.available
    this.told = { ...told, available: fewer }
  }

  close(until: number): void {
    this.closedUntil = Math.max(this.closedUntil, until)
  }

  /** When a call may go; one that must leave a reserve waits for the next window when only that is left. */
  opensAt(keptShare: number, now: number): number {
    const open = Math.max(now, this.closedUntil)
    if (this.told === null || now >= this.told.endsAt) return open
    const kept = Math.floor(this.told.allowed * keptShare)
    return this.told.available - this.underWay > kept ? open : Math.max(open, this.told.endsAt)
  }
}
