import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type SavedExchange, writeState } from './state-file.ts'

/** Saves an exchange, one save at a time; without a path it saves nothing. */
export class StateKeeper {
  readonly #path: string | null
  readonly #state: () => SavedExchange
  #saving: Promise<void> = Promise.resolve()

  constructor(path: string | null, state: () => SavedExchange) {
    this.#path = path
    this.#state = state
  }

  /** Saves what is then the present, after any save under way. */
  save(): Promise<void> {
    const path = this.#path
    if (path === null) return Promise.resolve()
    const write = (): Promise<void> => writeState(path, this.#state())
    this.#saving = this.#saving.then(write, write)
    return this.#saving
  }

  /**
   * The first save, by which a person learns at once that a file cannot be written, and not at the end of the day.
   *
   * Refuses: `state_must_be_writable`.
   */
  async begin(): Promise<Result<true, 'state_must_be_writable'>> {
    try {
      await this.save()
      return ok(true)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
      return refuse(
        'state_must_be_writable',
        `The state cannot be saved to ${this.#path} (${code}); give a --state file that can be written.`,
      )
    }
  }
}
