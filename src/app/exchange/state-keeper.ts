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

  /**
   * Saves what is then the present, after any save under way.
   *
   * Refuses: `state_must_be_writable`; the file then holds what it held.
   */
  async save(): Promise<Result<true, 'state_must_be_writable'>> {
    const path = this.#path
    if (path === null) return ok(true)
    const write = (): Promise<void> => writeState(path, this.#state())
    this.#saving = this.#saving.then(write, write)
    try {
      await this.#saving
      return ok(true)
    } catch (error) {
      // What the file system says has a code; anything else is ours.
      if (!(error instanceof Error && 'code' in error)) throw error
      return refuse(
        'state_must_be_writable',
        `The state cannot be saved to ${path} (${error.code}); give a --state file that can be written.`,
      )
    }
  }
}
