import type { Log } from '../../ports/log.ts'

/** A log for whoever is opened before the log is: what is written until then is kept, up to a limit, and written after. */
export class LateLog implements Log {
  #log: Log | null = null
  #waiting: Parameters<Log['write']>[] = []

  write(...line: Parameters<Log['write']>): void {
    if (this.#log !== null) this.#log.write(...line)
    else if (this.#waiting.length < 100) this.#waiting.push(line)
  }

  /** From now on lines go there. */
  sendTo(log: Log): void {
    this.#log = log
    for (const line of this.#waiting) log.write(...line)
    this.#waiting = []
  }
}
