import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type AccountCore, type CoreSurroundings, openAccount } from '../engine/account-core.ts'
import { runAccount } from './account-run.ts'
import type { AccountSlot } from './account-slot.ts'
import type { BrokerFactory } from './broker-factory.ts'

/** What keeping accounts running needs. */
export interface KeeperParts {
  readonly brokers: Pick<BrokerFactory, 'worldOf'>
  readonly surroundings: Omit<CoreSurroundings, 'alertUrl' | 'deadManUrl'>
  /** Waits so long of the wall's time; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 300_000
/** An account that ran for so long and failed begins to count its failures anew. */
const STEADY_MS = 600_000
/** What passes without a person: another process that ends, a database that answers again. */
const PASSES_BY_ITSELF: ReadonlySet<string> = new Set([
  'engine_runs_elsewhere',
  'account_could_not_be_opened',
])

/** How long an account rests after so many failures in a row, 1 or more: 5 seconds, then twice as long each time, at most 5 minutes. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10))
}

/** Opens an account's engine and keeps its cycles running; what goes wrong there reaches no other account. */
export class AccountKeeper {
  readonly #parts: KeeperParts

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  /** Opens the engine of a slot. Refuses as the broker's factory and `openAccount` do, and `account_could_not_be_opened`. */
  async open(slot: AccountSlot): Promise<Result<AccountCore>> {
    const { username, key, preset, onEvent, alertUrl, deadManUrl } = slot.plan
    const { brokers, surroundings } = this.#parts
    try {
      const world = await brokers.worldOf(username, key)
      if (!world.ok) return world
      const { clock } = world.value.market
      slot.clock = clock
      return await openAccount({
        ...surroundings,
        username,
        key,
        preset,
        alertUrl,
        deadManUrl,
        world: world.value,
        onAlert: ({ severity, title, body }) =>
          onEvent({ kind: 'alert', at: clock.now(), severity, title, body }),
      })
    } catch (error) {
      this.#log(slot, 'the account could not be opened', error)
      return refuse('account_could_not_be_opened', 'The account could not be opened; the log says why.')
    }
  }

  /**
   * Runs the cycles of a slot from what its opening gave, and opens it again after a rest when they end. Resolves when
   * it was stopped, or waits for its user.
   */
  async keep(slot: AccountSlot, first: Result<AccountCore>): Promise<void> {
    const { wallNow } = this.#parts.surroundings
    let opened = first
    for (let failures = 1; ; failures += 1) {
      const began = wallNow()
      const ended = opened.ok ? await this.#run(slot, opened.value) : opened
      if (ended.ok || slot.stop.signal.aborted) return
      this.#tell(slot, ended.message)
      // Asking again and again for what only a person can give would be noise.
      if (!PASSES_BY_ITSELF.has(ended.code)) return
      if (wallNow() - began > STEADY_MS) failures = 1
      if (!(await this.#rests(slot, pauseAfter(failures)))) return
      opened = await this.open(slot)
    }
  }

  /** Runs until stopped or the market's end (ok), or until something ends it (a refusal). */
  async #run(slot: AccountSlot, core: AccountCore): Promise<Result<true>> {
    slot.core = core
    slot.trouble = null
    try {
      const { onEvent } = slot.plan
      const onMonitor = (): void => {
        slot.lastMonitorAt = this.#parts.surroundings.wallNow()
      }
      await runAccount(core, { onEvent, onMonitor }, slot.stop.signal)
      return ok(true)
    } catch (error) {
      if (slot.stop.signal.aborted || core.world.market.hasEnded()) return ok(true)
      this.#log(slot, 'the cycles of the account ended', error)
      return refuse('account_could_not_be_opened', `${messageOf(error)}; it is opened again after a rest.`)
    } finally {
      slot.core = null
      await core.close().catch((error: unknown) => this.#log(slot, 'the claim was not let go', error))
    }
  }

  async #rests(slot: AccountSlot, ms: number): Promise<boolean> {
    try {
      await this.#parts.sleep(ms, slot.stop.signal)
      return true
    } catch {
      return false
    }
  }

  #tell(slot: AccountSlot, message: string): void {
    slot.trouble = message
    const at = slot.clock?.now() ?? this.#parts.surroundings.wallNow()
    slot.plan.onEvent({ kind: 'trouble', at, message })
  }

  #log(slot: AccountSlot, message: string, error: unknown): void {
    const { log, wallNow } = this.#parts.surroundings
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.ofAccount(slot.account, { now: wallNow }).write('error', '[host]', message, { why })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
