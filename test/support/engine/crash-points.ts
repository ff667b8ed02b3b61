import type { HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import type { Store } from '../../../src/ports/store/store.ts'

/** The process ended at this point; nothing that it still waited for goes on. */
export class Crash extends Error {}

/** One run of a process, from its start to its end. */
interface Life {
  isOver: boolean
}

const NEVER = new Promise<never>(() => undefined)

/**
 * Every point at which the engine touches the outside: before and after each request of the broker, before and after
 * the commit of each transaction. At the wanted one the process ends; what it was still doing then never goes on.
 */
export class CrashPoints {
  /** The points that were reached while armed, by what happens there. */
  readonly reached: string[] = []
  private readonly crashAt: number | null
  private life: Life = { isOver: false }
  private isArmed = false

  /** @param crashAt which point ends the process, from 1; null lets it live */
  constructor(crashAt: number | null) {
    this.crashAt = crashAt
  }

  /** From now on points count. */
  arm(): void {
    this.isArmed = true
  }

  /** A new life begins with its connection. */
  readonly onWire = (wire: HttpTransport): HttpTransport => {
    const life: Life = { isOver: false }
    this.life = life
    return {
      environment: wire.environment,
      send: async (call) => {
        const what = `${call.method} ${call.path}`
        if (life.isOver) return NEVER
        this.reach(life, `before ${what}`)
        const outcome = await wire.send(call)
        if (life.isOver) return NEVER
        this.reach(life, `after ${what}`)
        return outcome
      },
    }
  }

  readonly onStore = (store: Store): Store => {
    const { life } = this
    return {
      close: () => store.close(),
      reads: store.reads,
      transact: async (username, work) => {
        if (life.isOver) return NEVER
        const result = await store.transact(username, async (tx) => {
          const done = await work(tx)
          // A dead process holds no transaction open: its database takes it back.
          if (life.isOver) throw new Crash('the process has ended')
          this.reach(life, 'before a commit')
          return done
        })
        if (life.isOver) return NEVER
        this.reach(life, 'after a commit')
        return result
      },
    }
  }

  private reach(life: Life, what: string): void {
    if (!this.isArmed) return
    this.reached.push(what)
    if (this.reached.length !== this.crashAt) return
    life.isOver = true
    this.isArmed = false
    throw new Crash(`${what}, point ${this.crashAt}`)
  }
}
